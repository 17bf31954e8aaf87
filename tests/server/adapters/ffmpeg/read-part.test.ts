/** A part of a clip is read as the whole is, frame for frame; the whole, read from its start, is the witness. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameIo, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { readFrameTimes } from '#server/adapters/ffmpeg/frame-times.ts';
import type { ReadFramesOptions } from '#server/ports/frame-io.ts';
import {
  ffmpeg,
  frameTimes,
  generousLimits,
  makeClip,
  never,
  temporaryFolder,
  tools,
} from '#tests/helpers/make-clip.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

const videoProbe = createVideoProbe(tools);
const { readFrames } = createFrameIo(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Known {
  readonly path: string;
  readonly facts: VideoFacts;
  readonly frameTimesPath: string;
}

const open = async (path: string): Promise<Known> => {
  const frameTimesPath = `${path}.times`;
  const facts = await videoProbe.probe({ path, limits: generousLimits, frameTimesPath, signal: never });
  return { path, facts, frameTimesPath };
};

const read = async (options: Omit<ReadFramesOptions, 'samplesPerSecond' | 'signal'> & Partial<ReadFramesOptions>) => {
  const frames: VideoFrame[] = [];
  for await (const frame of readFrames({ samplesPerSecond: null, signal: never, ...options })) frames.push(frame);
  return frames;
};

/** What makes two frames the same: place, time and every pixel. */
const said = ({ index, timeSeconds, y, u, v }: VideoFrame) => ({
  index,
  time: timeSeconds.toFixed(6),
  pixels: [y, u, v].map((plane) => Buffer.from(plane).toString('base64')).join(),
});

const small = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast'];

/** Six seconds each, with pictures that need others before and after them. */
const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['closed.mp4', [...small, '-g', '50', '-bf', '3']],
  ['open.mkv', [...small, '-g', '40', '-bf', '3', '-x264opts', 'open-gop=1']],
  ['one-key.mp4', [...small, '-g', '1000', '-bf', '3', '-sc_threshold', '0']],
  ['stream.ts', [...small, '-g', '60', '-bf', '3', '-x264opts', 'open-gop=1']],
  ['disc.mpg', ['-c:v', 'mpeg2video', '-g', '15', '-bf', '2', '-q:v', '4']],
  ['old.avi', ['-c:v', 'mpeg4', '-bf', '0', '-q:v', '4']],
  ['hidden.webm', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '60']],
  ['uneven.mkv', [...small, '-vf', "select='not(mod(n,7))+lt(mod(n,50),20)'", '-fps_mode', 'vfr', '-bf', '2']],
  [
    'fields.mkv',
    ['-vf', 'tinterlace=mode=interleave_top', ...small, '-flags', '+ilme+ildct', '-x264opts', 'tff=1', '-bf', '2'],
  ],
];

describe.each(kinds)('a part of %s', (name, output) => {
  let clip: Known;
  let whole: VideoFrame[];
  beforeAll(async () => {
    const picture = 'testsrc2=size=96x64:rate=50:duration=6';
    // Sound that begins before the pictures, so that the file's clock is not the clip's; AVI knows no such thing.
    const offset = name.endsWith('.avi') ? '0' : '0.4';
    const late = ['-itsoffset', offset, '-f', 'lavfi', '-i', picture];
    const sound = ['-f', 'lavfi', '-i', 'sine=duration=6:sample_rate=48000'];
    await ffmpeg([
      ...late,
      ...sound,
      ...output,
      ...(name.endsWith('.webm') ? ['-c:a', 'libopus'] : []),
      inFolder(name),
    ]);
    clip = await open(inFolder(name));
    whole = await read(clip);
    expect(whole.length).toBe(clip.facts.frameCount);
  });

  it.each([
    [0, 0.5],
    [0.013, 0.1],
    [2.5, 3],
    [3.99, 4.021],
    [5.5, null],
    [null, 0.3],
  ])('from %s to %s s is what the whole has there', async (inSeconds, outSeconds) => {
    const part = await read({ ...clip, inSeconds, outSeconds });
    const expected = whole.filter(
      ({ timeSeconds }) => timeSeconds >= (inSeconds ?? 0) - 1e-6 && timeSeconds < (outSeconds ?? 99) - 1e-6,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(part.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
    expect(part.map(said)).toEqual(expected.map(said));
  });

  it('takes the samples that the whole gives there', async () => {
    const sampled = await read({ ...clip, samplesPerSecond: 7 });
    const part = await read({ ...clip, samplesPerSecond: 7, inSeconds: 2.05, outSeconds: 4 });
    const expected = sampled.filter(({ timeSeconds }) => timeSeconds >= 2.05 && timeSeconds < 4 - 1e-6);
    expect(part.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
    const fromStart = await read({
      ...clip,
      frameTimesPath: undefined,
      samplesPerSecond: 7,
      inSeconds: 2.05,
      outSeconds: 4,
    });
    expect(fromStart.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
  });

  it('lies at the times ffprobe gives', async () => {
    const seen = await frameTimes(clip.path);
    for (const { index, timeSeconds } of await read({ ...clip, inSeconds: 3, outSeconds: 3.3 }))
      expect(timeSeconds).toBeCloseTo((seen[index] ?? 0) - (seen[0] ?? 0), 4);
  });

  it('is empty after the end', async () => {
    expect(await read({ ...clip, inSeconds: 7, outSeconds: 8 })).toEqual([]);
  });
});

describe('a part', () => {
  it('is read from its start where no times were kept', async () => {
    const clip = await open(await makeClip({ path: inFolder('plain.mp4'), sound: false }));
    const frames = await read({ path: clip.path, facts: clip.facts, inSeconds: 1, outSeconds: 1.2 });
    expect(frames.map(({ index }) => index)).toEqual([25, 26, 27, 28, 29]);
  });

  it('of a clip that says nothing true of its times is found all the same', async () => {
    const clip = await open(await makeClip({ path: inFolder('truth.mp4'), sound: false, seconds: 4 }));
    const other = await open(
      await makeClip({ path: inFolder('other.mp4'), sound: false, seconds: 4, frameRate: '10' }),
    );
    // Times of another clip: no frame is where they say, and that is told and not passed over.
    const wrong = read({ ...clip, frameTimesPath: other.frameTimesPath, inSeconds: 2.1, outSeconds: 3 });
    await expect(wrong).rejects.toMatchObject({ code: 'tool_failed' });
  });

  it('is read without what lies before and after it', async () => {
    const output = [...small, '-g', '25', '-movflags', '+faststart'];
    const clip = await open(await makeClip({ path: inFolder('long.mp4'), seconds: 20, sound: false, output }));
    const part = { facts: clip.facts, frameTimesPath: clip.frameTimesPath, inSeconds: 12, outSeconds: 13 };
    const expected = (await read({ ...part, path: clip.path })).map(said);
    // All pictures but those of 10 to 16 s are wiped out: who reads one of them gets a broken frame.
    const bytes = await readFile(clip.path);
    const start = bytes.indexOf('mdat') + 4;
    const at = (share: number) => Math.round(start + (bytes.length - start) * share);
    bytes.fill(0, start, at(0.45)).fill(0, at(0.85));
    await writeFile(inFolder('wiped.mp4'), bytes);
    expect(expected.length).toBe(25);
    expect((await read({ ...part, path: inFolder('wiped.mp4') })).map(said)).toEqual(expected);
  });

  it('is shrunk to the width asked for', async () => {
    const clip = await open(await makeClip({ path: inFolder('wide.mp4'), size: '320x180', sound: false }));
    const [frame] = await read({ ...clip, inSeconds: 1, maxWidth: 100 });
    expect([frame?.index, frame?.width, frame?.height, frame?.y.length]).toEqual([25, 100, 56, 5600]);
  });
});

describe('frame times', () => {
  it('are those of ffprobe, tick for tick', async () => {
    const clip = await open(inFolder('uneven.mkv'));
    const times = await readFrameTimes(clip.frameTimesPath);
    const seen = await frameTimes(clip.path);
    expect(times?.ticks.length).toBe(seen.length);
    for (const [index, ticks] of (times?.ticks ?? []).entries())
      expect(ticks * (times?.secondsPerTick ?? 0)).toBeCloseTo((seen[index] ?? 0) - (seen[0] ?? 0), 6);
    expect((times?.firstTicks ?? 0) * (times?.secondsPerTick ?? 0)).toBeCloseTo(seen[0] ?? 0, 3);
  });

  it('serve a turned clip too', async () => {
    const lying = await makeClip({ path: inFolder('lying.mp4'), size: '96x64', sound: false });
    const clip = await open(await turnClip({ from: lying, to: inFolder('standing.mp4'), clockwise: 90 }));
    const [frame] = await read({ ...clip, inSeconds: 1.5 });
    expect([frame?.index, frame?.width, frame?.height]).toEqual([38, 64, 96]);
  });
});
