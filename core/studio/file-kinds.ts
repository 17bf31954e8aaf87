/** What a file most likely is, by its name: who drops a whole folder wants its videos as clips and its pictures as one set. */

export type FileKind = 'video' | 'photo' | 'other';

const videoEndings = new Set(
  'mp4 m4v mov mkv webm avi mpg mpeg m2v vob ts mts m2ts flv 3gp 3g2 mj2 mxf wmv ogv'.split(' '),
);

/** Those that stay shut are among them, so that the refusal is the studio's own and names the format. */
const photoEndings = new Set('jpg jpeg jpe jfif png webp avif heic heif gif tif tiff bmp jxl'.split(' '));

export const fileKind = (name: string): FileKind => {
  const ending = endingOf(name);
  if (videoEndings.has(ending)) return 'video';
  return photoEndings.has(ending) ? 'photo' : 'other';
};

/** Files that systems lay beside others, of no interest to anyone. */
export const isHidden = (name: string): boolean => name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);

const endingOf = (name: string): string => /\.([0-9A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The ending under which a photo is kept. */
export const photoExtension = (name: string): string => (photoEndings.has(endingOf(name)) ? endingOf(name) : 'photo');
