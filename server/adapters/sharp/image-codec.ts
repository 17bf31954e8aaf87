/** Pictures to files and back through sharp, which runs libvips: only the formats people really send, and no bombs. */
import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { StudioError } from '#core/contract/errors.ts';
import { withGifComment } from '#core/interchange/gif-comment.ts';
import { type PictureMarks, xmpPacket } from '#core/interchange/xmp.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

/** Decoders of rarely used and scriptable formats stay shut. */
const shutLoaders = [
  'VipsForeignLoadNsgif',
  'VipsForeignLoadTiff',
  'VipsForeignLoadSvg',
  'VipsForeignLoadPdf',
  'VipsForeignLoadMagick',
  'VipsForeignLoadVips',
];

/** 50 megapixels: a large camera's photo; a picture bomb is refused by its header. */
export const maxPixels = 50_000_000;

const allowedFormats: readonly string[] = ['jpeg', 'png', 'webp', 'heif'];

export const createImageCodec = (): ImageCodec => {
  guardLoaders();
  // Face crops are small: one thread each costs less than sharing them out.
  sharp.concurrency(1);
  return { read, decode, encodeJpeg, encodePng, encodeWebp, encodeAnimation };
};

export const guardLoaders = (): void => {
  sharp.block({ operation: shutLoaders });
  sharp.cache(false);
};

const read = async (path: string): Promise<RgbImage> =>
  decode(await readPicture(path), { maxSide: Number.POSITIVE_INFINITY });

const readPicture = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new StudioError('not_an_image', 'The picture can not be read.', { cause });
  }
};

/** @throws whatever sharp throws */
export const decodePicture = async (input: Uint8Array | string, maxSide: number): Promise<RgbImage> => {
  const picture = sharp(input, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true });
  const { format } = await picture.metadata();
  if (!allowedFormats.includes(format)) throw new Error(`format ${format}`);
  return toRgb(shrink(picture.autoOrient(), maxSide).flatten({ background: '#808080' }).toColourspace('srgb'));
};

export const shrinkImage = (image: RgbImage, maxSide: number): Promise<RgbImage> =>
  toRgb(shrink(toSharp(image), maxSide));

const shrink = (picture: Sharp, maxSide: number): Sharp =>
  Number.isFinite(maxSide)
    ? picture.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    : picture;

const toRgb = async (picture: Sharp): Promise<RgbImage> => {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels`);
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
};

const decode = async (bytes: Uint8Array, { maxSide }: { readonly maxSide: number }): Promise<RgbImage> => {
  try {
    return await decodePicture(bytes, maxSide);
  } catch (cause) {
    throw new StudioError('not_an_image', 'The file is not a picture the studio can open (JPEG, PNG, WebP or AVIF).', {
      cause,
    });
  }
};

const encodeJpeg = async (image: RgbImage, { quality }: { readonly quality: number }): Promise<Uint8Array> =>
  toSharp(image).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();

const encodePng: ImageCodec['encodePng'] = async (image, { marks } = {}) =>
  marked(toSharp(image), marks).png({ compressionLevel: 6 }).toBuffer();

const encodeWebp: ImageCodec['encodeWebp'] = async (image, { quality, marks }) =>
  marked(toSharp(image), marks).webp({ quality, effort: 2 }).toBuffer();

/** Frames one below the other are what sharp takes for the pages of one picture. */
const encodeAnimation: ImageCodec['encodeAnimation'] = async (frames, { delaysMs, format = 'webp', marks }) => {
  const [{ width, height } = { width: 0, height: 0 }] = frames;
  const data = Buffer.concat(frames.map((frame) => frame.data));
  const raw = { width, height: height * frames.length, channels: 3, pageHeight: height } as const;
  const moving = { loop: 0, delay: [...delaysMs] };
  if (format === 'webp')
    return marked(sharp(data, { raw }), marks)
      .webp({ quality: 80, effort: 2, ...moving })
      .toBuffer();
  const gif = await sharp(data, { raw })
    .gif({ effort: 4, ...moving })
    .toBuffer();
  return marks ? withGifComment(gif, [marks.title, marks.comment, marks.description].join('\n')) : gif;
};

const marked = (picture: Sharp, marks: PictureMarks | undefined): Sharp =>
  marks ? picture.withXmp(xmpPacket(marks)) : picture;

const toSharp = ({ width, height, data }: RgbImage) => sharp(data, { raw: { width, height, channels: 3 } });
