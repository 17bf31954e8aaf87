import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVideoGlimpse } from '#server/adapters/ffmpeg/glimpse-video.ts';
import { makeClip, never, temporaryFolder, tools } from '#tests/helpers/make-clip.ts';
import { imageCodec } from '#tests/helpers/real-tools.ts';

const { look } = createVideoGlimpse(tools);
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const inFolder = (name: string): string => join(folder.path, name);

/** The first part of a clip, as a download would have it after a moment. */
const beginningOf = async (name: string, output: readonly string[]): Promise<string> => {
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  const whole = await readFile(await makeClip({ path: inFolder(name), seconds: 8, output: [...codecs, ...output] }));
  const path = inFolder(`beginning-of-${name}`);
  await writeFile(path, whole.subarray(0, Math.floor(whole.length / 3)));
  return path;
};

describe('the beginning of a video', () => {
  test('tells its length and shows a picture where its header comes first', async () => {
    const { durationSeconds, picture } = await look(await beginningOf('a.mp4', ['-movflags', '+faststart']), never);
    expect(durationSeconds).toBeCloseTo(8, 1);
    const image = await imageCodec.decode(picture ?? new Uint8Array(), { maxSide: 1000 });
    expect([image.width, image.height]).toEqual([160, 120]);
  });

  test('tells nothing where its header comes last', async () => {
    expect(await look(await beginningOf('b.mp4', []), never)).toEqual({ durationSeconds: null, picture: null });
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html><body>no video</body></html>'],
    ['a list of other files', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['a script of files', 'ffconcat version 1.0\nfile /etc/passwd\n'],
  ])('is nothing where it is %s', async (_what, text) => {
    await writeFile(inFolder('odd.mp4'), text);
    expect(await look(inFolder('odd.mp4'), never)).toEqual({ durationSeconds: null, picture: null });
  });

  test('is left alone when the work was cancelled', async () => {
    await expect(look(inFolder('a.mp4'), AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});
