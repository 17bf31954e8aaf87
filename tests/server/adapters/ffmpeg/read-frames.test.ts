import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameIo, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { frameTimes, generousLimits, makeClip, never, temporaryFolder, tools } from '#tests/helpers/make-clip.ts';
import { eventually, processesWith } from '#tests/helpers/processes.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

const videoProbe = createVideoProbe(tools);
const { readFrames } = createFrameIo(tools);

const open = async (path: string, options: { samplesPerSecond?: number | null; signal?: AbortSignal } = {}) => {
  const facts = await videoProbe.probe({ path, limits: generousLimits, signal: never });
  const { samplesPerSecond = null, signal = never } = options;
  return { facts, frames: readFrames({ path, facts, samplesPerSecond, signal }) };
};

const all = async (frames: AsyncIterable<VideoFrame>): Promise<VideoFrame[]> => {
  const list: VideoFrame[] = [];
  for await (const frame of frames) list.push(frame);
  return list;
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const plainOutput = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Keeps 20 frames at full rate and every fifth after that. */
const unevenOutput = ['-vf', "select='not(mod(n,5))+lt(n,20)'", '-fps_mode', 'vfr', ...plainOutput];

describe('readFrames gives every frame', () => {
  it('exactly once, in order, as many as the probe counted', async () => {
    for (const [name, output] of [
      ['even.mp4', plainOutput],
      ['uneven.mp4', unevenOutput],
      ['old.mpg', ['-c:v', 'mpeg2video', '-bf', '2']],
    ] as const) {
      const { facts, frames } = await open(await makeClip({ path: inFolder(name), sound: false, output }));
      const indexes = (await all(frames)).map((frame) => frame.index);
      expect(indexes, name).toEqual(Array.from({ length: facts.frameCount }, (_, index) => index));
    }
  });

  it('at the time ffprobe gives it, counted from the first', async () => {
    for (const [name, output] of [
      ['times.mp4', plainOutput],
      ['times-uneven.mkv', unevenOutput],
      ['times.ts', plainOutput],
    ] as const) {
      const path = await makeClip({ path: inFolder(name), output: [...output, '-c:a', 'aac'] });
      const { frames } = await open(path);
      const seen = await frameTimes(path);
      const read = (await all(frames)).map((frame) => frame.timeSeconds);
      expect(read.length, name).toBe(seen.length);
      for (const [index, time] of read.entries())
        expect(time, `${name} ${index}`).toBeCloseTo((seen[index] ?? 0) - (seen[0] ?? 0), 4);
    }
  });

  it('in memory of its own, so that writing on one leaves the others alone', async () => {
    const { frames } = await open(
      await makeClip({
        path: inFolder('own.mp4'),
        picture: 'color=gray:size=64x64:rate=25:duration=0.4',
        sound: false,
        output: plainOutput,
      }),
    );
    const [first, second] = await all(frames);
    const before = Buffer.from(second?.y ?? []).toString('hex');
    first?.y.fill(7);
    expect(Buffer.from(second?.y ?? []).toString('hex')).toBe(before);
    expect(first?.y.buffer).not.toBe(second?.y.buffer);
  });

  it('with planes of the size the facts say, odd sizes too', async () => {
    const output = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'];
    const { frames } = await open(
      await makeClip({
        path: inFolder('odd.mp4'),
        picture: 'testsrc=size=75x53:rate=25:duration=0.2',
        sound: false,
        output,
      }),
    );
    const [frame] = await all(frames);
    expect([frame?.width, frame?.height, frame?.y.length, frame?.u.length, frame?.v.length]).toEqual([
      75,
      53,
      75 * 53,
      38 * 27,
      38 * 27,
    ]);
  });
});

describe('readFrames samples', () => {
  it('the first frame of each slot of time, under its index in the clip', async () => {
    const { frames } = await open(await makeClip({ path: inFolder('sampled.mp4'), sound: false }), {
      samplesPerSecond: 5,
    });
    expect((await all(frames)).map((frame) => frame.index)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45]);
  });

  it('by time and not by count in an uneven clip', async () => {
    const path = await makeClip({
      path: inFolder('sampled-uneven.mp4'),
      seconds: 4,
      sound: false,
      output: unevenOutput,
    });
    const every = await all((await open(path)).frames);
    const picked = await all((await open(path, { samplesPerSecond: 2 })).frames);
    const slots = new Set(picked.map((frame) => Math.floor(frame.timeSeconds * 2 + 0.001)));
    expect(slots.size).toBe(picked.length);
    for (const frame of picked)
      expect(Buffer.compare(frame.y, every[frame.index]?.y ?? Buffer.alloc(0)), `${frame.index}`).toBe(0);
  });

  it('every frame where more are asked for than there are', async () => {
    const { frames, facts } = await open(await makeClip({ path: inFolder('dense.mp4'), seconds: 1, sound: false }), {
      samplesPerSecond: 240,
    });
    expect((await all(frames)).length).toBe(facts.frameCount);
  });
});

describe('readFrames brings pictures to one form', () => {
  const greyOf = async (name: string, output: readonly string[], level = 128): Promise<number> => {
    const picture = `color=0x${level.toString(16).repeat(3)}:size=64x64:rate=25:duration=0.2,format=gbrp`;
    const { frames } = await open(await makeClip({ path: inFolder(name), picture, sound: false, output }));
    const [frame] = await all(frames);
    expect(frame?.colour.range).toBe('limited');
    return frame?.y[32 * 64 + 32] ?? -1;
  };
  /** Where an RGB grey of 0..255 lies between 16 and 235. */
  const limited = (level: number) => 16 + (level * 219) / 255;

  it.each([
    ['8 bit', ['-c:v', 'libx264', '-qp', '1', '-pix_fmt', 'yuv420p']],
    [
      'full range',
      ['-vf', 'scale=out_range=full', '-c:v', 'libx264', '-qp', '1', '-pix_fmt', 'yuvj420p', '-color_range', 'pc'],
    ],
    ['10 bit', ['-c:v', 'libx265', '-x265-params', 'lossless=1:log-level=error', '-pix_fmt', 'yuv420p10le']],
    ['motion JPEG', ['-c:v', 'mjpeg', '-q:v', '1', '-pix_fmt', 'yuvj444p']],
    ['RGB', ['-c:v', 'libx264rgb', '-qp', '0', '-pix_fmt', 'rgb24']],
  ])('keeps a grey where it is: %s', async (name, output) => {
    for (const level of [32, 128, 224]) {
      const grey = await greyOf(`grey-${name.replaceAll(' ', '-')}-${level}.mkv`, output, level);
      expect(Math.abs(grey - limited(level)), `${level} became ${grey}`).toBeLessThanOrEqual(1.5);
    }
  });

  it('turns them upright', async () => {
    // Left half black, right half white; turned a quarter clockwise black is on top.
    const picture = 'color=black:size=64x32:rate=25:duration=0.2,drawbox=x=32:w=32:h=32:color=white:t=fill';
    const lying = await makeClip({ path: inFolder('halves.mp4'), picture, sound: false, output: plainOutput });
    await turnClip({ from: lying, to: inFolder('standing.mp4'), clockwise: 90 });
    const [frame] = await all((await open(inFolder('standing.mp4'))).frames);
    expect([frame?.width, frame?.height]).toEqual([32, 64]);
    expect(frame?.y[4 * 32 + 16]).toBeLessThan(40);
    expect(frame?.y[60 * 32 + 16]).toBeGreaterThan(210);
  });

  it('names the matrix the file names', async () => {
    const output = ['-vf', 'setparams=colorspace=bt709', ...plainOutput];
    const [frame] = await all(
      (await open(await makeClip({ path: inFolder('matrix.mp4'), seconds: 0.2, sound: false, output }))).frames,
    );
    expect(frame?.colour).toEqual({ matrix: 'bt709', range: 'limited' });
  });
});

describe('readFrames leaves no ffmpeg behind', () => {
  it('when the consumer stops early', async () => {
    const path = await makeClip({ path: inFolder('stop-early.mp4'), size: '640x360', seconds: 20, sound: false });
    const { frames } = await open(path);
    for await (const frame of frames) {
      expect(processesWith('stop-early.mp4').length).toBe(1);
      if (frame.index === 3) break;
    }
    expect(processesWith('stop-early.mp4')).toEqual([]);
  });

  it('when the signal fires, and says so', async () => {
    const path = await makeClip({ path: inFolder('abort.mp4'), size: '640x360', seconds: 20, sound: false });
    const controller = new AbortController();
    const { frames } = await open(path, { signal: controller.signal });
    const reading = async () => {
      for await (const frame of frames) if (frame.index === 3) controller.abort();
    };
    await expect(reading()).rejects.toMatchObject({ code: 'cancelled' });
    expect(processesWith('abort.mp4')).toEqual([]);
  });

  it('when it was stopped dead and hears nothing', async () => {
    const path = await makeClip({ path: inFolder('frozen.mp4'), size: '640x360', seconds: 20, sound: false });
    const { frames } = await open(path);
    for await (const frame of frames) {
      if (frame.index !== 3) continue;
      for (const pid of processesWith('frozen.mp4')) process.kill(pid, 'SIGSTOP');
      break;
    }
    expect(processesWith('frozen.mp4')).toEqual([]);
  });

  it('nor fills memory while the consumer is slow', async () => {
    const path = await makeClip({ path: inFolder('slow.mp4'), size: '1280x720', seconds: 8, sound: false });
    const { frames } = await open(path);
    for await (const frame of frames) {
      if (frame.index !== 1) continue;
      await setTimeout(500);
      // 200 frames of 1.4 MB are 276 MB: only a handful may wait.
      expect(process.memoryUsage().arrayBuffers).toBeLessThan(120e6);
      break;
    }
  });
});

describe('readFrames fails aloud', () => {
  it('when the file is gone', async () => {
    const path = await makeClip({ path: inFolder('here.mp4'), seconds: 0.2, sound: false });
    const { facts } = await open(path);
    const missing = readFrames({ path: inFolder('gone.mp4'), facts, samplesPerSecond: null, signal: never });
    await expect(all(missing)).rejects.toMatchObject({ code: 'tool_failed' });
    await eventually(() => processesWith('gone.mp4').length === 0);
  });
});
