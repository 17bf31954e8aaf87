/** The photos of a set as frames of a clip: files named by number, `7.jpg` being frame 7. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { longestPhotoSide } from '#core/studio/photo-set.ts';
import type { FrameIo, ReadFrameOptions, ReadFramesOptions } from '#server/ports/frame-io.ts';
import type { PhotoReader } from '#server/ports/photo-reader.ts';

export type PhotoFrames = Pick<FrameIo, 'readFrames' | 'readFrame'>;

/** Every photo of the part asked for is read: photos are no samples of each other. */
export const createPhotoFrames = (photos: PhotoReader): PhotoFrames => ({
  readFrames: (options) => readPhotos(photos, options),
  readFrame: async (options) => {
    const photo = (await listPhotos(options.path)).find(({ index }) => index === options.index);
    return photo && toFrame(photos, photo, options);
  },
});

interface Photo {
  readonly index: number;
  readonly path: string;
}

async function* readPhotos(photos: PhotoReader, options: ReadFramesOptions): AsyncGenerator<VideoFrame> {
  const { inSeconds = null, outSeconds = null } = options;
  for (const photo of await listPhotos(options.path)) {
    if (photo.index < (inSeconds ?? 0) || photo.index >= (outSeconds ?? Number.POSITIVE_INFINITY)) continue;
    if (options.signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
    yield await toFrame(photos, photo, options);
  }
}

const listPhotos = async (folder: string): Promise<Photo[]> => {
  const names = (await readdir(folder)).filter((name) => /^\d+\.\w+$/.test(name));
  return names
    .map((name) => ({ index: Number.parseInt(name, 10), path: join(folder, name) }))
    .sort((a, b) => a.index - b.index);
};

type FrameOptions = Pick<ReadFrameOptions, 'maxWidth' | 'signal'>;

const toFrame = async (photos: PhotoReader, { index, path }: Photo, options: FrameOptions): Promise<VideoFrame> => {
  const { maxWidth = longestPhotoSide, signal } = options;
  const image = await photos.read({ path, maxSide: Math.min(maxWidth, longestPhotoSide), signal });
  return { ...rgbToFrame(image), index, timeSeconds: index };
};
