import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importVideo } from '#server/jobs/handlers/import-video.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import { ffmpeg, never, temporaryFolder, witness } from '#tests/helpers/make-clip.ts';
import { clipFrames, imageCodec, photoReader } from '#tests/helpers/real-tools.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inSet = (name: string) => join(folder.path, 'photos', name);
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'photos'));
});
afterEach(() => folder[Symbol.asyncDispose]());

const context = {
  tools: { photos: photoReader, images: imageCodec },
  signal: never,
  progress: () => undefined,
} as unknown as JobContext;

const thumbnailPath = () => join(folder.path, 'thumbnail.jpg');

const importSet = () =>
  importVideo(
    {
      clipId: 'c',
      clipKind: 'photos',
      sourcePath: join(folder.path, 'photos'),
      thumbnailPath: thumbnailPath(),
      frameTimesPath: join(folder.path, 'times'),
    },
    context,
  );

const draw = (name: string, size: string, colour = 'gray') =>
  ffmpeg(['-f', 'lavfi', '-i', `color=${colour}:size=${size}`, '-frames:v', '1', inSet(name)]);

test('a set is read as a clip of its good photos; broken and doubled ones are left out, each with its reason', async () => {
  await draw('0.jpg', '640x480');
  await draw('1.png', '100x700', 'red');
  await writeFile(inSet('2.jpg'), 'words');
  await copyFile(inSet('0.jpg'), inSet('3.jpg'));
  await draw('10.gif', '32x32');
  await draw('11.webp', '50x50', 'blue');
  const result = await importSet();
  expect(result.facts).toMatchObject({ frameCount: 3, durationSeconds: 12, width: 640, height: 700, frameRate: 1 });
  expect(result.photos?.map(({ number, refused }) => [number, refused])).toEqual([
    [0, null],
    [1, null],
    [2, 'not_an_image'],
    [3, 'clip_duplicate'],
    [10, 'codec_not_allowed'],
    [11, null],
  ]);
  expect((await witness(thumbnailPath())).video).toMatchObject({ codec_name: 'mjpeg', width: 480, height: 360 });
  expect((await readdir(folder.path)).toSorted()).toEqual(['photos', 'thumbnail.jpg']);
});

test('the photos are frames under their numbers, each of its own size', async () => {
  await draw('2.png', '64x48', 'white');
  await draw('10.png', '30x40', 'black');
  const { facts } = await importSet();
  const path = join(folder.path, 'photos');
  const seen = [];
  for await (const frame of clipFrames.readFrames({ path, facts, samplesPerSecond: 5, signal: never }))
    seen.push([frame.index, frame.timeSeconds, frame.width, frame.height, frame.y[0]]);
  expect(seen).toEqual([
    [2, 2, 64, 48, 255],
    [10, 10, 30, 40, 0],
  ]);
});

test('the same photos in another order are the same set', async () => {
  await draw('0.png', '64x48', 'white');
  await draw('1.png', '30x40', 'black');
  const { sha256 } = await importSet();
  await copyFile(inSet('0.png'), inSet('2.png'));
  await copyFile(inSet('1.png'), inSet('0.png'));
  await copyFile(inSet('2.png'), inSet('1.png'));
  await writeFile(inSet('2.png'), 'words');
  expect((await importSet()).sha256).toBe(sha256);
});

test('a set of which nothing can be opened is refused', async () => {
  await writeFile(inSet('0.jpg'), 'words');
  await draw('1.gif', '32x32');
  await expect(importSet()).rejects.toMatchObject({ code: 'not_an_image', facts: { photos: 2 } });
  await draw('0.bmp', '32x32');
  await writeFile(inSet('0.jpg'), 'GIF89a');
  await expect(importSet()).rejects.toMatchObject({ code: 'codec_not_allowed' });
});
