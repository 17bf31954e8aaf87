import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrameIo, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import {
  ffmpeg,
  frameTimes,
  generousLimits,
  never,
  temporaryFolder,
  tools,
  witness,
  witnessAll,
} from '#tests/helpers/make-clip.ts';

const { readFrames, openSink } = createFrameIo(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Dark and silent but for two frames of white and a tone, both from `atSeconds` on. */
const makeClapper = async (options: {
  readonly name: string;
  readonly seconds: number;
  readonly atSeconds: number;
  readonly output: readonly string[];
  readonly size?: string;
  readonly rate?: string;
}): Promise<string> => {
  const { name, seconds, atSeconds, output, size = '160x120', rate = '25' } = options;
  const lit = `between(t,${atSeconds - 0.01},${atSeconds + 0.07})`;
  const sounding = `between(t,${atSeconds},${atSeconds + 0.08})`;
  const picture = `color=black:size=${size}:rate=${rate}:duration=${seconds},drawbox=t=fill:color=white:enable='${lit}'`;
  const tone = `aevalsrc='0.5*sin(2*PI*1000*t)*${sounding}':d=${seconds}:s=48000`;
  await ffmpeg(['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', tone, ...output, inFolder(name)]);
  return inFolder(name);
};

const copyPart = async (
  from: string,
  to: string,
  part: { readonly inSeconds: number | null; readonly outSeconds: number | null },
): Promise<number> => {
  const frameTimesPath = `${from}.times`;
  const facts = await createVideoProbe(tools).probe({
    path: from,
    limits: generousLimits,
    frameTimesPath,
    signal: never,
  });
  const { width, height } = facts;
  const options = { sourcePath: from, facts, width, height, ...part, label: 'AI-altered', marks: {}, signal: never };
  await using sink = await openSink({ ...options, path: to });
  let written = 0;
  const reading = { path: from, facts, frameTimesPath, ...part, samplesPerSecond: null, signal: never };
  for await (const frame of readFrames(reading)) {
    await sink.write(frame);
    written += 1;
  }
  await sink.finish();
  return written;
};

const raw = async (args: readonly string[]): Promise<Buffer> => {
  const options = { encoding: 'buffer', maxBuffer: 64 << 20 } as const;
  const { stdout } = await promisify(execFile)(tools.ffmpegPath, ['-v', 'error', ...args, '-'], options);
  return stdout;
};

/** When the first white frame is shown, by its time in the file. */
const flashSeconds = async (path: string): Promise<number> => {
  const gray = ['-vf', 'crop=iw:ih/2:0:0,scale=1:1:flags=area,format=gray', '-f', 'rawvideo'];
  const lumas = [...(await raw(['-i', path, '-an', '-fps_mode', 'passthrough', ...gray]))];
  const times = await frameTimes(path);
  expect(lumas).toHaveLength(times.length);
  return times[lumas.findIndex((luma) => luma > 128)] ?? Number.NaN;
};

/** When the tone begins; silence is put where the sound begins later than the file. */
const beepSeconds = async (path: string): Promise<number> => {
  const sound = ['-ac', '1', '-ar', '8000', '-f', 's16le'];
  const bytes = await raw(['-i', path, '-vn', '-af', 'aresample=async=1:first_pts=0', ...sound]);
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));
  return samples.findIndex((sample) => Math.abs(sample) > 3000) / 8000;
};

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '50'];

describe('a part of a clip', () => {
  it.each([
    ['aac.mp4', [...x264, '-c:a', 'aac']],
    ['opus.mkv', [...x264, '-c:a', 'libopus']],
    ['pcm.mkv', [...x264, '-c:a', 'pcm_s16le']],
    ['old.mpg', ['-c:v', 'mpeg2video', '-c:a', 'mp2']],
    ['stream.ts', [...x264, '-c:a', 'aac']],
  ])('has flash and tone at one moment, as the source has: %s', async (name, output) => {
    const from = await makeClapper({ name, seconds: 2.4, atSeconds: 1.2, output });
    const to = inFolder(`${name}.part.mp4`);
    expect(await copyPart(from, to, { inSeconds: 0.52, outSeconds: 1.8 })).toBe(32);
    const { video, audio } = await witness(to);
    expect(Number(video.start_time)).toBeCloseTo(0, 3);
    expect(Number(video.duration)).toBeCloseTo(1.28, 2);
    expect(Number(audio?.duration)).toBeGreaterThan(1.2);
    expect(Number(audio?.duration)).toBeLessThan(1.34);
    const flash = await flashSeconds(to);
    expect(flash).toBeCloseTo(1.2 - 0.52, 2);
    expect(Math.abs((await beepSeconds(to)) - flash)).toBeLessThan(0.02);
  });

  it('is sought far into a long clip, and runs to its end where no other is named', async () => {
    const output = [...x264, '-c:a', 'aac'];
    const from = await makeClapper({ name: 'long.mkv', seconds: 20, atSeconds: 18, output });
    const to = inFolder('long.part.mp4');
    expect(await copyPart(from, to, { inSeconds: 17, outSeconds: null })).toBe(75);
    expect(await flashSeconds(to)).toBeCloseTo(1, 2);
    expect(Math.abs((await beepSeconds(to)) - 1)).toBeLessThan(0.02);
    expect((await witness(to)).durationSeconds).toBeCloseTo(3, 1);
  });

  it('has flash and tone at one moment at the end of an hour, too, at a rate that no clock divides', async () => {
    const seconds = 3590;
    const clapper = { seconds, atSeconds: 3580.08, size: '16x16', rate: '6000/1001' };
    const from = await makeClapper({ ...clapper, name: 'hour.mp4', output: [...x264, '-c:a', 'aac', '-b:a', '32k'] });
    const to = inFolder('hour.out.mp4');
    const written = await copyPart(from, to, { inSeconds: null, outSeconds: null });
    expect(written).toBe((await frameTimes(from)).length);
    const [before, after] = [await flashSeconds(from), await flashSeconds(to)];
    expect(Math.abs(after - before)).toBeLessThan(1e-3);
    expect(Math.abs((await beepSeconds(to)) - after)).toBeLessThan(0.02);
  }, 300_000);

  it('may begin with the clip and end before it', async () => {
    const output = [...x264, '-c:a', 'aac'];
    const from = await makeClapper({ name: 'short.mp4', seconds: 2, atSeconds: 0.4, output });
    const to = inFolder('short.part.mp4');
    expect(await copyPart(from, to, { inSeconds: null, outSeconds: 0.8 })).toBe(20);
    const { audio, durationSeconds } = await witness(to);
    expect(durationSeconds).toBeCloseTo(0.8, 1);
    expect(Number(audio?.duration)).toBeLessThan(0.86);
    expect(Math.abs((await beepSeconds(to)) - (await flashSeconds(to)))).toBeLessThan(0.02);
  });

  it('has the chapters that lie in it', async () => {
    const from = await makeClapper({ name: 'plain.mkv', seconds: 2, atSeconds: 1, output: [...x264, '-c:a', 'aac'] });
    const chapters = [0, 0.4, 0.8, 1.6].flatMap((start, at, all) => [
      ...[
        '[CHAPTER]',
        'TIMEBASE=1/1000',
        `START=${start * 1000}`,
        `END=${(all[at + 1] ?? 2) * 1000}`,
        `title=Scene ${at}`,
      ],
    ]);
    await writeFile(inFolder('c.txt'), `;FFMETADATA1\n${chapters.join('\n')}\n`);
    const chaptered = inFolder('chaptered.mkv');
    await ffmpeg(['-i', from, '-i', inFolder('c.txt'), '-map', '0', '-map_chapters', '1', '-c', 'copy', chaptered]);
    await copyPart(chaptered, inFolder('chaptered.part.mp4'), { inSeconds: 0.6, outSeconds: 1.2 });
    const after = await witnessAll(inFolder('chaptered.part.mp4'));
    expect(after.chapters.map((chapter) => Number(chapter.start_time))).toEqual([0, 0.2]);
  });
});
