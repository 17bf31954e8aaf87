/** Photos of people's cameras and phones: JPEG, PNG, WebP and AVIF through sharp, HEIC through the reader it is given. */
import { open, stat } from 'node:fs/promises';
import { StudioError } from '#core/contract/errors.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { PhotoReader } from '#server/ports/photo-reader.ts';
import { decodePicture, guardLoaders, maxPixels, shrinkImage } from './image-codec.ts';

export type ReadHeic = (options: {
  readonly path: string;
  readonly maxPixels: number;
  readonly signal: AbortSignal;
}) => Promise<RgbImage>;

export const createPhotoReader = ({ readHeic }: { readonly readHeic: ReadHeic }): PhotoReader => {
  guardLoaders();
  return {
    read: async ({ path, maxSide, signal }) => {
      const format = formatOf(await beginningOf(path));
      if (format === 'heic') return shrinkImage(await readHeic({ path, maxPixels, signal }), maxSide);
      if (format !== undefined) throw unopened(format);
      return decodePicture(path, maxSide).catch((cause: Error) => {
        throw refusal(cause);
      });
    },
  };
};

const beginningBytes = 64;

const beginningOf = async (path: string): Promise<Buffer> => {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new StudioError('file_missing', 'There is no such photo.');
  if (found.size === 0) throw new StudioError('file_empty', 'The file is empty.');
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
  return buffer.subarray(0, bytesRead);
};

/** By the first bytes: HEIC, and kinds of pictures that stay shut, so that the refusal can name them. */
const formatOf = (beginning: Buffer): string | undefined => {
  const text = beginning.toString('latin1');
  if (/^.{4}ftyp/s.test(text)) return /avi[fs]/.test(text) ? undefined : 'heic';
  return kinds.find(([start]) => text.startsWith(start))?.[1];
};

const kinds = [
  ['GIF8', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['BM', 'bmp'],
  ['8BPS', 'psd'],
  ['\0\0\0\fjP', 'jpeg2000'],
  ['\0\0\0\fJXL', 'jxl'],
  ['\xff\x0a', 'jxl'],
  ['<svg', 'svg'],
] as const;

const unopened = (codec: string): StudioError =>
  new StudioError('codec_not_allowed', `The studio does not open ${codec} pictures. Save it as JPEG, PNG or WebP.`, {
    facts: { codec },
  });

const refusal = (cause: Error): StudioError =>
  /pixel limit/.test(cause.message)
    ? new StudioError('video_too_big', 'The photo is larger than allowed.', { facts: { maxPixels }, cause })
    : new StudioError('not_an_image', 'The file is no photo the studio can open, or it is damaged.', { cause });
