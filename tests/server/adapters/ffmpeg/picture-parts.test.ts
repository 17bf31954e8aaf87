import { execFile } from 'node:child_process';
import { copyFile, mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFacts } from '#core/contract/clip.ts';
import { type VideoFormat, videoFiles } from '#core/contract/video-format.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { keepFrames, partPath, readParts } from '#server/adapters/ffmpeg/picture-parts.ts';
import { frameTimes, makeClip, never, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';

const { openSink, openSegment, joinSegments, keptFrames, formats } = frameIo;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let clip: string;
let facts: VideoFacts;
const frames: VideoFrame[] = [];
beforeAll(async () => {
  folder = await temporaryFolder();
  // Of uneven rate, with sound.
  clip = await makeClip({
    path: join(folder.path, 'clip.mkv'),
    seconds: 3,
    frameRate: '24000/1001',
    output: ['-vf', "select='not(mod(n,3))+lt(n,30)'", '-fps_mode', 'vfr', '-c:v', 'libx264', '-c:a', 'aac'],
  });
  facts = await factsOf(clip);
  for await (const frame of frameIo.readFrames({ path: clip, facts, samplesPerSecond: null, signal: never }))
    frames.push(copyFrame(frame));
});
afterAll(() => folder[Symbol.asyncDispose]());

const common = () => ({
  sourcePath: clip,
  facts,
  width: facts.width,
  height: facts.height,
  label: 'AI-altered',
  signal: never,
});

const write = async (path: string, format: VideoFormat): Promise<void> => {
  await using sink = await openSink({ ...common(), path, format, marks: { comment: 'x' } });
  for (const frame of frames) await sink.write(frame);
  await sink.finish();
};

interface Writing {
  readonly parts: string;
  readonly format: VideoFormat;
}

/** The frames from there on, behind those that lie there. */
const goOn = async ({ parts, format }: Writing, from: number): Promise<void> => {
  await using segment = await openSegment({ ...common(), format, kept: { parts, frames: from } });
  for (const frame of frames.slice(from)) await segment.write(frame);
  await segment.end();
};

const joinTo = ({ parts, format }: Writing, path: string) =>
  joinSegments({
    ...{ ...common(), path, format, marks: { comment: 'x' } },
    ...{ segments: [{ parts, frames: frames.length }], firstFrameSeconds: 0, colour: (frames[0] as VideoFrame).colour },
  });

/** Of each decoded frame; fails where anything is wrong with the file. */
const frameSums = async (path: string): Promise<string[]> => {
  const args = ['-nostdin', '-v', 'error', '-xerror', '-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough'];
  const { stdout, stderr } = await promisify(execFile)(tools.ffmpegPath, [...args, '-f', 'framemd5', '-']);
  expect(stderr.replace(/Your platform.*|Failed to get.*/g, '')).toBe('');
  return stdout
    .split('\n')
    .flatMap((line) => (line === '' || line.startsWith('#') ? [] : (line.split(',').at(-1) ?? [])));
};

describe('a video whose writing was cut off is gone on with, frame for frame at its own time', () => {
  it.each(['h264', 'hevc', 'av1', 'prores', 'ffv1'] satisfies VideoFormat[])(
    '%s',
    { timeout: 60_000 },
    async (format) => {
      if (!(await formats()).includes(format)) return;
      const { extension } = videoFiles[format];
      const [whole, joined] = ['whole', 'joined'].map((name) =>
        join(folder.path, `${name}-${format}.${extension}`),
      ) as [string, string];
      await write(whole, format);
      const writing = { parts: join(folder.path, `parts-${format}`), format };
      for (const from of [0, 17, 30]) await goOn(writing, from);
      await joinTo(writing, joined);

      expect(await frameTimes(joined)).toEqual(await frameTimes(whole));
      const [before, after] = [await frameSums(whole), await frameSums(joined)];
      expect(after).toHaveLength(frames.length);
      const alike = format === 'prores' || format === 'ffv1' ? frames.length : 17;
      expect(after.slice(0, alike)).toEqual(before.slice(0, alike));
      const [seen, is] = [await witness(whole), await witness(joined)];
      for (const name of ['codec_name', 'codec_tag_string', 'width', 'color_space', 'color_range', 'duration'])
        expect(is.video[name], name).toBe(seen.video[name]);
      expect([is.audio?.codec_name, is.audio?.duration, is.tags]).toEqual([
        seen.audio?.codec_name,
        seen.audio?.duration,
        seen.tags,
      ]);
      // Until somebody removes them, another try would have to do no more than join them.
      await goOn(writing, frames.length);
      expect(await keptFrames(writing.parts)).toBe(frames.length);
      await joinTo(writing, `${joined}.again.${extension}`);
      expect(await frameSums(`${joined}.again.${extension}`)).toEqual(after);
    },
  );
});

describe('a part', () => {
  let parts: string;
  let bytes: Buffer;
  let sums: string[];
  beforeAll(async () => {
    parts = join(folder.path, 'cut');
    await goOn({ parts, format: 'h264' }, 0);
    bytes = await readFile(partPath(parts, 0));
    sums = await frameSums(partPath(parts, 0));
  });

  it('cut at any byte gives the frames that are whole, and never a damaged one', { timeout: 120_000 }, async () => {
    const [part] = await readParts(parts);
    const ends = part?.ends ?? [];
    expect(ends).toHaveLength(frames.length);
    const cuts = new Set([0, 1, 7, 8, part?.headBytes ?? 0, bytes.length, bytes.length - 1]);
    for (const end of ends) for (const beside of [-1, 0, 1, 9, 60]) cuts.add(end + beside);
    // Anywhere else, the same in every run.
    for (let at = 1; at < 400; at += 1) cuts.add((at * 7919 * 31) % bytes.length);
    const base = join(folder.path, 'shorter');
    const decoded = new Set<number>();
    for (const cut of cuts) {
      await writeFile(partPath(base, 0), bytes.subarray(0, cut));
      const whole = ends.filter((end) => end <= cut).length;
      expect(await keptFrames(base), `cut at ${cut}`).toBe(whole);
      // Each count of frames once by an outside witness, where the cut leaves half a frame.
      if (whole === 0 || decoded.has(whole) || whole % 4 !== 1 || ends.includes(cut)) continue;
      decoded.add(whole);
      await keepFrames(base, whole);
      expect(await frameSums(partPath(base, 0)), `cut at ${cut}`).toEqual(sums.slice(0, whole));
    }
    expect(decoded.size).toBeGreaterThan(5);
  });

  it('with something else in its middle gives the frames before that', async () => {
    const [part] = await readParts(parts);
    const base = join(folder.path, 'spoilt');
    await copyFile(partPath(parts, 0), partPath(base, 0));
    await using file = await open(partPath(base, 0), 'r+');
    await file.write(Buffer.alloc(4096), 0, 4096, (part?.ends[8] ?? 0) + 1);
    expect(await keptFrames(base)).toBe(9);
  });

  it('that does not follow on from the one before is of no use, and goes', async () => {
    const base = join(folder.path, 'gap');
    const [part] = await readParts(parts);
    for (const first of [0, 20]) await copyFile(partPath(parts, 0), partPath(base, first));
    await truncate(partPath(base, 0), part?.ends[19]);
    expect(await keptFrames(base)).toBe(20 + frames.length);
    await truncate(partPath(base, 0), part?.ends[18]);
    expect(await keptFrames(base)).toBe(19);
    await keepFrames(base, 19);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('gap'))).toEqual(['gap.0.part']);
  });

  it('of another encoding is not joined with one of this', async () => {
    const [base, path] = [join(folder.path, 'unlike'), join(folder.path, 'unlike.mp4')];
    await copyFile(partPath(parts, 0), partPath(base, 0));
    const writing = { parts: base, format: 'hevc' } as const;
    await goOn(writing, 5);
    expect(await keptFrames(base)).toBe(frames.length);
    expect(await joinTo(writing, path)).toBeUndefined();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is nothing where there is none', async () => {
    expect(await keptFrames(join(folder.path, 'no', 'such', 'folder', 'x'))).toBe(0);
    await mkdir(join(folder.path, 'empty'), { recursive: true });
    await writeFile(partPath(join(folder.path, 'empty', 'x'), 0), '');
    expect(await keptFrames(join(folder.path, 'empty', 'x'))).toBe(0);
    await rm(join(folder.path, 'empty'), { recursive: true });
  });
});
