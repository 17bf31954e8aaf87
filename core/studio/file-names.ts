/** Names that a person chose or will read, made safe for file systems and headers. */

/** The ending of a video's name as we keep it; `video` where it has none that we would repeat. */
export const videoExtension = (name: string): string => {
  const ending = /\.([0-9A-Za-z]{1,8})$/.exec(name)?.[1];
  return ending ? ending.toLowerCase() : 'video';
};

/** The last part of a path or name as shown to people: no folders, no control characters, at most 255 letters. */
export const displayName = (name: string): string => {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = [...last]
    .filter((letter) => letter >= ' ' && letter !== '\u007f')
    .join('')
    .trim();
  return clean.slice(0, 255) || 'clip';
};

/** A download's name from words: letters, digits and single dashes. */
export const downloadName = (words: readonly string[], extension: string): string => {
  const parts = words.map((word) =>
    word
      .normalize('NFKD')
      .replaceAll(/\p{M}+/gu, '')
      .replaceAll(/[^0-9A-Za-z]+/g, '-')
      .replaceAll(/^-+|-+$/g, ''),
  );
  return `${parts.filter((part) => part !== '').join('-') || 'understudy'}.${extension}`;
};

/** All faces that a result shows, each once, joined as words of its name; after a few a count stands for the rest. */
export const namesOfFaces = (shown: readonly string[]): string[] => {
  const names = [...new Set(shown)];
  const [named, others] = [names.slice(0, mostNamed), names.length - mostNamed];
  const words = named.flatMap((name, at) => (at === 0 ? [name] : ['and', name]));
  return others > 0 ? [...words, 'and', `${others} more`] : words;
};

/** A file system takes names of 255 bytes. */
const mostNamed = 4;

/** The picture of a worst moment of a conversion's report: of the first person by its frame alone, as before there were several. */
export const worstName = (frame: number, person: number): string =>
  person === 0 ? `worst-${frame}.jpg` : `worst-${frame}-${person}.jpg`;
