/** A set of photos looked at one by one: each decoded to its end, those that are broken or there twice left out. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload, JobResult, ReadPhoto } from '#core/contract/jobs.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import { longestPhotoSide, photoFacts } from '#core/studio/photo-set.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import { startPace } from '#server/pipelines/pace.ts';

/** @throws StudioError not_an_image and its like where none of them can be opened */
export const importPhotos = async (
  { sourcePath, thumbnailPath }: JobPayload<'import-video'>,
  context: JobContext,
): Promise<JobResult<'import-video'>> => {
  const names = await photoNames(sourcePath);
  const looked: Looked[] = [];
  const pace = startPace({ stage: 'reading', total: names.length, unit: 'frames' });
  const atOnce = availableParallelism();
  for (let start = 0; start < names.length; start += atOnce) {
    const some = names.slice(start, start + atOnce);
    for (const photo of await Promise.all(some.map((name) => look(join(sourcePath, name), context)))) {
      looked.push(photo.refused === null && isThere(looked, photo) ? { ...photo, refused: 'clip_duplicate' } : photo);
    }
    context.progress(pace(looked.length));
  }
  const good = looked.filter(({ refused }) => refused === null);
  const [first] = good;
  if (first === undefined) throw refusalOf(looked);
  await drawThumbnail(first, { thumbnailPath, context });
  return resultOf(looked, good);
};

const photoNames = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));

interface Looked extends ReadPhoto {
  readonly path: string;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
}

const look = async (path: string, context: JobContext): Promise<Looked> => {
  const number = Number.parseInt(path.split('/').at(-1) ?? '', 10);
  try {
    const { size } = await stat(path);
    const { width, height } = await read(path, longestPhotoSide, context);
    return { path, number, sha256: await digestOf(path), refused: null, sizeBytes: size, width, height };
  } catch (error) {
    if (!(error instanceof StudioError) || error.code === 'cancelled') throw error;
    return { path, number, sha256: '', refused: error.code, sizeBytes: 0, width: 0, height: 0 };
  }
};

const read = (path: string, maxSide: number, { tools, signal }: JobContext): Promise<RgbImage> =>
  tools.photos.read({ path, maxSide, signal });

const digestOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

const isThere = (looked: readonly Looked[], { sha256 }: Looked): boolean =>
  looked.some((other) => other.sha256 === sha256);

const thumbnailWidth = 480;

const drawThumbnail = async (
  { path }: Looked,
  { thumbnailPath, context }: { thumbnailPath: string; context: JobContext },
): Promise<void> => {
  const part = `${thumbnailPath}.part`;
  try {
    const image = await read(path, thumbnailWidth, context);
    await writeFile(part, await context.tools.images.encodeJpeg(image, { quality: 85 }));
    await rename(part, thumbnailPath);
  } finally {
    await rm(part, { force: true });
  }
};

/** All of one unopened format are refused by its name. */
const refusalOf = (looked: readonly Looked[]): StudioError => {
  const isFormat = looked.length > 0 && looked.every(({ refused }) => refused === 'codec_not_allowed');
  return new StudioError(isFormat ? 'codec_not_allowed' : 'not_an_image', 'None of these photos can be opened.', {
    facts: { photos: looked.length },
  });
};

const resultOf = (looked: readonly Looked[], good: readonly Looked[]): JobResult<'import-video'> => {
  const digest = createHash('sha256');
  for (const sha256 of good.map((photo) => photo.sha256).sort()) digest.update(sha256);
  return {
    facts: photoFacts({
      count: good.length,
      numbers: Math.max(...looked.map(({ number }) => number)) + 1,
      width: Math.max(...good.map(({ width }) => width)),
      height: Math.max(...good.map(({ height }) => height)),
    }),
    sha256: digest.digest('hex'),
    sizeBytes: good.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    playable: false,
    photos: looked.map(({ number, sha256, refused }) => ({ number, sha256, refused })),
  };
};
