import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importVideo } from '#server/jobs/handlers/import-video.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import { makeClip, never, temporaryFolder, witness } from '#tests/helpers/make-clip.ts';
import { frameIo, imageCodec, limits, videoProbe } from '#tests/helpers/real-tools.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const context = {
  tools: { frames: frameIo, probe: videoProbe, images: imageCodec, limits },
  signal: never,
  progress: () => undefined,
} as unknown as JobContext;

const importClip = (path: string) => {
  const paths = { sourcePath: path, thumbnailPath: `${path}.jpg`, frameTimesPath: `${path}.times` };
  return importVideo({ clipId: 'c', clipKind: 'video', ...paths }, context);
};

test('the thumbnail is an upright JPEG of at most 480 px', async () => {
  const path = await makeClip({ path: inFolder('large.mp4'), size: '960x540', seconds: 1 });
  await importClip(path);
  expect((await witness(`${path}.jpg`)).video).toMatchObject({ codec_name: 'mjpeg', width: 480, height: 270 });
  await turnClip({ from: path, to: inFolder('turned.mp4'), clockwise: 90 });
  await importClip(inFolder('turned.mp4'));
  expect((await witness(inFolder('turned.mp4.jpg'))).video).toMatchObject({ width: 480, height: 853 });
  expect((await readdir(folder.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('the thumbnail shows the frame at a tenth of the clip’s time, and the only one of a clip of one frame', async () => {
  // The grey of a frame is its place.
  const picture = "color=black:size=64x64:rate=25:duration=2,format=yuv420p,geq=lum='16+N*4':cb=128:cr=128";
  const output = ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast'];
  const greyOf = async (path: string) => {
    await importClip(path);
    const { data } = await imageCodec.read(`${path}.jpg`);
    return Math.round(((data[0] as number) * 219) / 255 / 4);
  };
  expect(await greyOf(await makeClip({ path: inFolder('grey.mp4'), picture, sound: false, output }))).toBe(5);
  const late = ['-vf', "setpts='if(lt(N,49),N,2500)/25/TB'", '-fps_mode', 'passthrough', ...output];
  expect(await greyOf(await makeClip({ path: inFolder('late.mkv'), picture, sound: false, output: late }))).toBe(49);
  const one = picture.replace('+N*4', '+28');
  const output1 = ['-frames:v', '1', ...output];
  expect(await greyOf(await makeClip({ path: inFolder('one.mp4'), picture: one, sound: false, output: output1 }))).toBe(
    7,
  );
});
