/** Segments that were encoded each by itself, on the clip's clock, against the same frames encoded in one go. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFormat } from '#core/contract/video-format.ts';
import { ffmpeg, frameTimes, never, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { frameIo, limits, videoProbe } from '#tests/helpers/real-tools.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '20'];
const noise = ['-f', 'lavfi', '-i', 'testsrc2=size=96x80:rate=25:duration=3,noise=alls=20'];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=3'];

/** Of even rate, of frames missing here and there at an odd one, and of one whose sound begins before its picture. */
const sources = {
  'even.mp4': [...noise, ...tone, ...x264, '-c:a', 'aac'],
  'uneven.mkv': [
    ...[...noise, ...tone, '-vf', "select='mod(n,7)*mod(n,5)',setpts=PTS*1.003", '-fps_mode', 'vfr'],
    ...[...x264, '-c:a', 'libopus'],
  ],
  'late.ts': ['-itsoffset', '0.3', ...noise, ...tone, ...x264, '-c:a', 'aac'],
};

const parts = { whole: { inSeconds: null, outSeconds: null }, part: { inSeconds: 0.52, outSeconds: 2.2 } };

const sums = async (path: string, stream: 'v' | 'a'): Promise<string[]> => {
  const args = ['-nostdin', '-v', 'error', '-copyts', '-i', path, '-map', `0:${stream}:0`];
  const output = stream === 'a' ? ['-c', 'copy'] : ['-fps_mode', 'passthrough'];
  const { stdout } = await promisify(execFile)(tools.ffmpegPath, [...args, ...output, '-f', 'framemd5', '-']);
  return stdout
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',').at(-1) as string);
};

describe.each(Object.entries(sources))('%s', (name, output) => {
  let from: string;
  beforeAll(async () => {
    from = join(folder.path, name);
    await ffmpeg([...output, from]);
  });

  it.each(Object.entries(parts))(
    'joined of segments is shown and heard as if it had been one: %s',
    async (kind, part) => {
      const made = await bothWays({ from, name: `${name}-${kind}`, part, format: 'ffv1' });
      expect((await frameTimes(made.joined)).length).toBeGreaterThan(20);
      expect(await frameTimes(made.joined)).toEqual(await frameTimes(made.atOnce));
      expect(await sums(made.joined, 'v')).toEqual(await sums(made.atOnce, 'v'));
      expect(await sums(made.joined, 'a')).toEqual(await sums(made.atOnce, 'a'));
      const [joined, atOnce] = [await witness(made.joined), await witness(made.atOnce)];
      expect([joined.video.start_time, joined.audio?.start_time]).toEqual([
        atOnce.video.start_time,
        atOnce.audio?.start_time,
      ]);
    },
  );
});

it.each(['h264', 'hevc', 'av1', 'prores'] as const)(
  'of %s, too, every frame is decoded at its time',
  async (format) => {
    const from = join(folder.path, `for-${format}.mp4`);
    await ffmpeg([...sources['even.mp4'], from]);
    const made = await bothWays({ from, name: format, part: parts.part, format });
    expect(await frameTimes(made.joined)).toEqual(await frameTimes(made.atOnce));
    expect((await witness(made.joined)).video.nb_read_frames).toBe((await witness(made.atOnce)).video.nb_read_frames);
  },
);

it('what does not fit together is not joined', async () => {
  const from = join(folder.path, 'unfit.mp4');
  await ffmpeg([...sources['even.mp4'], from]);
  const reading = await readingOf(from, parts.whole);
  const segments = [await encode({ ...reading, parts: join(folder.path, 'one'), format: 'h264', count: 20 })];
  segments.push(await encode({ ...reading, parts: join(folder.path, 'other'), format: 'hevc', count: 20 }));
  const path = join(folder.path, 'unfit-joined.mp4');
  const joining = { ...reading.writing, ...parts.whole, firstFrameSeconds: 0, colour, marks: {}, path };
  expect(await frameIo.joinSegments({ ...joining, segments })).toBeUndefined();
  const short = [{ ...(segments[0] as { parts: string }), frames: 21 }];
  expect(await frameIo.joinSegments({ ...joining, segments: short })).toBeUndefined();
});

const colour = { matrix: 'bt601', range: 'limited' } as const;

interface Asked {
  readonly from: string;
  readonly name: string;
  readonly part: { readonly inSeconds: number | null; readonly outSeconds: number | null };
  readonly format: VideoFormat;
}

const readingOf = async (from: string, part: Asked['part']) => {
  const frameTimesPath = `${from}.times`;
  const facts = await videoProbe.probe({ path: from, limits, frameTimesPath, signal: never });
  const { width, height } = facts;
  const frames = () =>
    frameIo.readFrames({ path: from, facts, frameTimesPath, ...part, samplesPerSecond: null, signal: never });
  return { frames, writing: { sourcePath: from, facts, width, height, label: null, signal: never } };
};

/** Frames from `first` on. */
const encode = async ({
  frames,
  writing,
  parts,
  format,
  first = 0,
  count,
}: Awaited<ReturnType<typeof readingOf>> & {
  readonly parts: string;
  readonly format: VideoFormat;
  readonly first?: number;
  readonly count: number;
}) => {
  await using sink = await frameIo.openSegment({ ...writing, label: 'x', format, kept: { parts, frames: 0 } });
  let [place, written] = [0, 0];
  for await (const frame of frames()) {
    if (place >= first && written < count) {
      await sink.write(frame);
      written += 1;
    }
    place += 1;
  }
  await sink.end();
  return { parts, frames: written };
};

const bothWays = async ({ from, name, part, format }: Asked) => {
  const reading = await readingOf(from, part);
  const extension = format === 'ffv1' ? 'mkv' : format === 'prores' ? 'mov' : 'mp4';
  const [atOnce, joined] = ['at-once', 'joined'].map((way) => join(folder.path, `${name}.${way}.${extension}`)) as [
    string,
    string,
  ];
  let firstFrameSeconds: number | undefined;
  await using sink = await frameIo.openSink({
    ...reading.writing,
    label: 'x',
    format,
    ...part,
    marks: {},
    path: atOnce,
  });
  for await (const frame of reading.frames()) {
    firstFrameSeconds ??= frame.timeSeconds;
    await sink.write(frame);
  }
  await sink.finish();
  const segment = (which: string, first: number, count: number) =>
    encode({ ...reading, parts: join(folder.path, `${name}-${which}`), format, first, count });
  const segments = [await segment('first', 0, 17), await segment('second', 17, Number.POSITIVE_INFINITY)];
  const joining = { ...reading.writing, ...part, format, marks: {}, colour, path: joined };
  await frameIo.joinSegments({ ...joining, firstFrameSeconds: firstFrameSeconds ?? 0, segments });
  return { atOnce, joined };
};
