/** Proxies by the real ffmpeg; ffprobe and the bytes of the file are the witnesses that every browser plays them. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProxyWriter } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { frameTimes, makeClip, never, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { factsOf } from '#tests/helpers/real-tools.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

const proxies = createProxyWriter(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const proxyOf = async (path: string) => {
  const facts = await factsOf(path);
  const to = `${path}.proxy.mp4`;
  let frames = 0;
  await proxies.write({ path, facts, to, onFrame: (done) => (frames = done), signal: never });
  expect(frames).toBe(facts.frameCount);
  const { video, audio } = await witness(to);
  expect(Number(video.nb_read_frames)).toBe(facts.frameCount);
  expect(video).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p', field_order: 'progressive' });
  expect(['1:1', undefined]).toContain(video.sample_aspect_ratio);
  expect(await isIndexFirst(to)).toBe(true);
  return { video, audio, path: to };
};

/** Whether a player may begin before it has all. */
const isIndexFirst = async (path: string): Promise<boolean> => {
  await using file = await open(path);
  const bytes = await file.readFile();
  return bytes.indexOf('moov') < bytes.indexOf('mdat');
};

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

describe('a proxy is plain H.264 with all frames and the sound', () => {
  test.each([
    ['prores.mov', ['-c:v', 'prores', '-c:a', 'pcm_s24le']],
    ['ten-bit.mkv', ['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-c:a', 'flac']],
    ['old.avi', ['-c:v', 'mpeg4', '-c:a', 'pcm_s16le']],
    ['disc.mpg', ['-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-vf', 'setfield=tff', '-c:a', 'mp2']],
    ['surround.mp4', [...x264, '-c:a', 'ac3', '-ac', '6']],
    ['four.mkv', ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p', '-c:a', 'libopus']],
  ])('of %s', async (name, output) => {
    const { video, audio } = await proxyOf(await makeClip({ path: inFolder(name), output }));
    expect([video.width, video.height, audio?.codec_name]).toEqual([160, 120, 'aac']);
  });

  test('of HDR, tone-mapped', async () => {
    const signs = 'setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=limited';
    const x265 = 'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc';
    const output = ['-vf', `format=yuv420p10le,${signs}`, '-c:v', 'libx265', '-x265-params', x265];
    const { video } = await proxyOf(await makeClip({ path: inFolder('hdr.mp4'), sound: false, seconds: 0.4, output }));
    expect([video.color_transfer, video.color_space]).toEqual(['bt709', 'bt709']);
  });
});

test('a proxy fits into 1080p, lying or upright, on even sides, and a small clip keeps its size', async () => {
  const still = { sound: false, seconds: 0.2, output: x264 } as const;
  const large = await makeClip({ path: inFolder('large.mp4'), size: '3840x2160', ...still });
  await turnClip({ from: large, to: inFolder('upright.mp4'), clockwise: 90 });
  const wide = await makeClip({ path: inFolder('wide.mp4'), size: '2560x1080', ...still });
  const odd = { sound: false, picture: 'testsrc=size=75x53:rate=25:duration=0.2' } as const;
  await makeClip({ path: inFolder('odd.mkv'), ...odd, output: ['-c:v', 'libx264', '-pix_fmt', 'yuv444p'] });
  const sizes = [];
  for (const path of [large, inFolder('upright.mp4'), wide, inFolder('odd.mkv')]) {
    const { video } = await proxyOf(path);
    sizes.push([video.width, video.height]);
  }
  expect(sizes).toEqual([
    [1920, 1080],
    [1080, 1920],
    [1920, 810],
    [76, 54],
  ]);
});

test('a proxy of an uneven clip shows each frame at its own time', async () => {
  const output = ['-vf', "select='not(mod(n,5))+lt(n,20)'", '-fps_mode', 'vfr', '-c:v', 'mpeg4'];
  const path = await makeClip({ path: inFolder('uneven.mkv'), sound: false, output });
  const [source, proxy] = [await frameTimes(path), await frameTimes((await proxyOf(path)).path)];
  for (const [index, time] of proxy.entries())
    expect(time - (proxy[0] ?? 0)).toBeCloseTo((source[index] ?? 0) - (source[0] ?? 0), 2);
});

test('nothing stays of a proxy that fails or is cancelled', async () => {
  const path = await makeClip({ path: inFolder('gone.avi'), output: ['-c:v', 'mpeg4'], sound: false });
  const facts = await factsOf(path);
  const before = (await readdir(folder.path)).length;
  const write = (from: string, signal: AbortSignal) =>
    proxies.write({ path: from, facts, to: inFolder('never.mp4'), onFrame: () => undefined, signal });
  await expect(write(inFolder('missing.avi'), never)).rejects.toMatchObject({ code: 'tool_failed' });
  await expect(write(path, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  expect((await readdir(folder.path)).length).toBe(before);
});
