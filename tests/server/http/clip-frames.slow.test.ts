/** Single frames over REST, drawn by the real ffmpeg. The grey of a test frame is its place in the clip. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClipView } from '#core/contract/clip.ts';
import { photoFacts } from '#core/studio/photo-set.ts';
import { ffmpeg, generousLimits, makeClip, never } from '#tests/helpers/make-clip.ts';
import { clipFrames, imageCodec, videoProbe } from '#tests/helpers/real-tools.ts';
import { newClipRecord, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let personId: string;
beforeAll(async () => {
  scene = await openTestStudio({ frames: clipFrames, images: imageCodec });
  personId = (await personWithConsent(scene, 'Ana')).id;
});
afterAll(() => scene[Symbol.asyncDispose]());

/** Uneven in time: every third frame is left out of the second half. */
const picture = "color=black:size=640x360:rate=25:duration=4,format=yuv420p,geq=lum='20+2*N':cb=128:cr=128";
const output = [
  '-vf',
  "select='lt(n,50)+not(mod(n,3))'",
  '-fps_mode',
  'vfr',
  '-c:v',
  'libx264',
  '-qp',
  '1',
  '-bf',
  '2',
];
const lumaOf = (index: number) => 20 + 2 * (index < 50 ? index : 51 + (index - 50) * 3);

const clipWith = async (path: (clipId: string) => string, withTimes: boolean): Promise<string> => {
  const clip = newClipRecord({ personId });
  await mkdir(dirname(path(clip.id)), { recursive: true });
  await makeClip({ path: path(clip.id), picture, sound: false, output });
  const facts = await videoProbe.probe({
    path: path(clip.id),
    limits: generousLimits,
    frameTimesPath: withTimes ? scene.files.paths.clipFrameTimes(clip.id) : undefined,
    signal: never,
  });
  await scene.store.clips.insert({ ...clip, facts, state: 'ready' });
  return clip.id;
};

const picked = async (clipId: string, frameIndex: number, width?: number) => {
  const response = await scene.request(`/api/clips/${clipId}/frames/${frameIndex}${width ? `?width=${width}` : ''}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, image: response.ok ? await imageCodec.decode(bytes, { maxSide: 4000 }) : undefined };
};

describe.each([
  ['sought by the times kept', true],
  ['counted from the start', false],
])('a frame of a video, %s', (_title, withTimes) => {
  let clipId: string;
  beforeAll(async () => {
    clipId = await clipWith((id) => scene.files.paths.clipSource(id, 'mp4'), withTimes);
  });

  test.each([0, 1, 49, 50, 60, 65])('is the one of that place: %s', async (index) => {
    const { response, image } = await picked(clipId, index);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect([image?.width, image?.height]).toEqual([640, 360]);
    const grey = ((lumaOf(index) - 16) * 255) / 219;
    expect(Math.abs((image?.data[300_000] as number) - grey)).toBeLessThanOrEqual(1.5);
  });

  test('has the width asked for, and never more than its own', async () => {
    expect((await picked(clipId, 3, 160)).image).toMatchObject({ width: 160, height: 90 });
    expect((await picked(clipId, 3, 1920)).image).toMatchObject({ width: 640, height: 360 });
  });

  test('is not found beyond the last, or at no number', async () => {
    expect((await picked(clipId, 500)).response.status).toBe(404);
    expect((await picked(clipId, -1)).response.status).toBe(400);
    expect((await picked(clipId, 3, 5)).response.status).toBe(400);
    expect((await picked('nobody', 0)).response.status).toBe(404);
  });
});

test('a photo of a set is found by its number', async () => {
  const clip = { ...newClipRecord({ personId }), kind: 'photos', state: 'ready' } as const;
  const folder = scene.files.paths.clipPhotos(clip.id);
  await mkdir(folder, { recursive: true });
  for (const [index, colour] of [
    [2, 'white'],
    [10, 'gray'],
  ] as const)
    await ffmpeg(['-f', 'lavfi', '-i', `color=${colour}:size=300x200`, '-frames:v', '1', join(folder, `${index}.png`)]);
  await scene.store.clips.insert({ ...clip, facts: photoFacts({ count: 2, numbers: 11, width: 300, height: 200 }) });
  const { image } = await picked(clip.id, 10, 100);
  expect(image).toMatchObject({ width: 100, height: 67 });
  expect(Math.abs((image?.data[5000] as number) - 128)).toBeLessThanOrEqual(2);
  expect((await picked(clip.id, 1)).response.status).toBe(404);
});

test('a clip still being imported has none yet', async () => {
  const clip: Pick<ClipView, 'id'> = newClipRecord({ personId });
  await scene.store.clips.insert({ ...newClipRecord({ personId }), id: clip.id, state: 'importing' });
  expect((await picked(clip.id, 0)).response.status).toBe(409);
});
