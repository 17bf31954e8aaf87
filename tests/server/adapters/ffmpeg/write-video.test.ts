import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameIo, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { timescaleOf } from '#server/adapters/ffmpeg/writing-options.ts';
import {
  type ClipPlan,
  ffmpeg,
  frameTimes,
  generousLimits,
  makeClip,
  never,
  temporaryFolder,
  tools,
  witness,
} from '#tests/helpers/make-clip.ts';
import { processesWith } from '#tests/helpers/processes.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

const videoProbe = createVideoProbe(tools);
const { readFrames, openSink } = createFrameIo(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Copying {
  readonly marks?: Readonly<Record<string, string>>;
  readonly label?: string;
  readonly signal?: AbortSignal;
  readonly onFrame?: (frame: VideoFrame) => void;
}

/** Every frame of one clip written to another. */
const copy = async (
  from: string,
  to: string,
  { marks = {}, label = 'AI-altered', signal = never, onFrame }: Copying = {},
) => {
  const facts = await videoProbe.probe({ path: from, limits: generousLimits, signal: never });
  const { width, height } = facts;
  await using sink = await openSink({ path: to, sourcePath: from, facts, width, height, label, marks, signal });
  for await (const frame of readFrames({ path: from, facts, samplesPerSecond: null, signal })) {
    onFrame?.(frame);
    await sink.write(frame);
  }
  const { sizeBytes } = await sink.finish();
  return { facts, sizeBytes };
};

const copied = async (name: string, plan: Omit<ClipPlan, 'path'>) => {
  const from = await makeClip({ ...plan, path: inFolder(name) });
  const to = inFolder(`${name}.out.mp4`);
  const { facts } = await copy(from, to);
  return { from, to, facts, before: await witness(from), after: await witness(to) };
};

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

describe('a written video keeps frame count and length', () => {
  it.each([
    ['even.mp4', { output: [...x264, '-c:a', 'aac'] }],
    ['ntsc.mp4', { frameRate: '24000/1001', output: [...x264, '-c:a', 'aac'] }],
    ['fast.mkv', { frameRate: '60', output: [...x264, '-c:a', 'libopus'] }],
    [
      'uneven.mkv',
      { output: ['-vf', "select='not(mod(n,5))+lt(n,20)'", '-fps_mode', 'vfr', ...x264, '-c:a', 'libmp3lame'] },
    ],
    ['old.mpg', { output: ['-c:v', 'mpeg2video', '-c:a', 'mp2'] }],
    ['stream.ts', { output: [...x264, '-c:a', 'aac'] }],
    ['silent.mp4', { sound: false, output: x264 }],
  ] as const)('%s', async (name, plan) => {
    const { from, to, facts, before, after } = await copied(name, plan);
    const frameSeconds = 1 / facts.frameRate;
    expect(after.video.nb_read_frames).toBe(before.video.nb_read_frames);
    expect(Math.abs(Number(after.video.duration) - facts.durationSeconds)).toBeLessThanOrEqual(frameSeconds + 1e-3);
    const [times, written] = [await frameTimes(from), await frameTimes(to)];
    for (const [index, time] of written.entries()) {
      expect(
        Math.abs(time - (written[0] ?? 0) - ((times[index] ?? 0) - (times[0] ?? 0))),
        `frame ${index}`,
      ).toBeLessThan(2e-3);
    }
  });

  it('and the sound beside it, as it was where an MP4 may hold it, else as AAC', async () => {
    for (const [name, codec, kept] of [
      ['a.mp4', 'aac', 'aac'],
      ['b.mkv', 'libopus', 'opus'],
      ['c.mkv', 'libmp3lame', 'mp3'],
      ['d.mkv', 'pcm_s16le', 'aac'],
      ['e.mpg', 'mp2', 'aac'],
    ] as const) {
      const output = name.endsWith('mpg') ? ['-c:v', 'mpeg2video', '-c:a', codec] : [...x264, '-c:a', codec];
      const { before, after, facts } = await copied(`sound-${name}`, { output });
      expect(after.audio?.codec_name, name).toBe(kept);
      const [long, was] = [after.audio, before.audio].map((stream) =>
        Number(stream?.duration ?? before.durationSeconds),
      );
      expect(Math.abs((long ?? 0) - (was ?? 0)), name).toBeLessThanOrEqual(1 / facts.frameRate + 0.01);
    }
  });

  it('and a sound that begins later than the picture still does', async () => {
    const plain = await makeClip({ path: inFolder('sync-plain.mp4') });
    for (const [name, late] of [
      ['late.mkv', '1:a'],
      ['late.mp4', '1:a'],
      ['late-picture.mkv', '1:v'],
    ] as const) {
      const other = late === '1:a' ? '0:v' : '0:a';
      await ffmpeg([
        '-i',
        plain,
        '-itsoffset',
        '0.5',
        '-i',
        plain,
        '-map',
        other,
        '-map',
        late,
        '-c',
        'copy',
        inFolder(name),
      ]);
      await copy(inFolder(name), inFolder(`${name}.out.mp4`));
      const [before, after] = [await witness(inFolder(name)), await witness(inFolder(`${name}.out.mp4`))];
      const gap = ({ video, audio }: typeof before) => Number(audio?.start_time) - Number(video.start_time);
      expect(Math.abs(gap(after) - gap(before)), name).toBeLessThan(0.04);
    }
  });
});

describe('a written video', () => {
  it('looks like what was given: 35 dB or more under the label', async () => {
    const { from, to } = await copied('psnr.mp4', { size: '320x240', sound: false, output: x264 });
    const report = await ffmpeg([
      '-i',
      from,
      '-i',
      to,
      '-lavfi',
      '[0:v]crop=iw:ih/2:0:0[a];[1:v]crop=iw:ih/2:0:0[b];[a][b]psnr',
      '-f',
      'null',
      '-',
    ]);
    expect(Number(/average:([\d.]+)/.exec(report)?.[1])).toBeGreaterThan(35);
  });

  it('bears the label on every frame, dark plate and light letters, and nowhere else', async () => {
    const picture = 'color=gray:size=320x240:rate=25:duration=1';
    const { to } = await copied('labelled.mp4', { picture, sound: false, output: x264 });
    const facts = await videoProbe.probe({ path: to, limits: generousLimits, signal: never });
    for await (const frame of readFrames({ path: to, facts, samplesPerSecond: null, signal: never })) {
      const below = frame.y.subarray(320 * 200);
      expect(below.filter((luma) => luma > 200).length).toBeGreaterThan(200);
      expect(below.filter((luma) => luma < 80).length).toBeGreaterThan(800);
      expect(frame.y.subarray(0, 320 * 180).every((luma) => Math.abs(luma - 126) < 12)).toBe(true);
    }
  });

  it('carries the marks, whatever is in them, and nothing of the source', async () => {
    const from = await makeClip({
      path: inFolder('private.mp4'),
      output: [...x264, '-metadata', 'title=secret', '-metadata', 'location=+52+13/'],
    });
    const marks = {
      comment: 'AI-altered; "quoted" = \\ é 日本',
      'understudy:conversion': '0190-x',
      title: '-y $(id) %d',
    };
    await copy(from, inFolder('marked.mp4'), { marks });
    const { tags } = await witness(inFolder('marked.mp4'));
    expect(tags).toMatchObject(marks);
    expect(JSON.stringify(tags)).not.toMatch(/secret|52\+13/);
  });

  it('keeps the colours the frames name', async () => {
    const { after } = await copied('colours.mp4', {
      sound: false,
      output: ['-vf', 'setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited', ...x264],
    });
    expect(after.video).toMatchObject({
      color_space: 'bt709',
      color_range: 'tv',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
      pix_fmt: 'yuv420p',
    });
  });

  it('has even sides where the source has odd ones', async () => {
    const output = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'];
    const { after } = await copied('odd.mp4', {
      picture: 'testsrc=size=75x53:rate=25:duration=0.4',
      sound: false,
      output,
    });
    expect(after.video).toMatchObject({ width: 76, height: 54 });
  });

  it('stands upright without a turn of its own', async () => {
    const lying = await makeClip({ path: inFolder('lying.mp4'), seconds: 0.4, sound: false });
    await turnClip({ from: lying, to: inFolder('phone.mp4'), clockwise: 90 });
    await copy(inFolder('phone.mp4'), inFolder('phone.out.mp4'));
    const { video } = await witness(inFolder('phone.out.mp4'));
    expect(video).toMatchObject({ width: 120, height: 160 });
    expect(JSON.stringify(video)).not.toContain('rotation');
  });

  it('has its index in front, so that it plays while it loads', async () => {
    const { to } = await copied('index.mp4', { seconds: 0.4, output: [...x264, '-c:a', 'aac'] });
    const bytes = (await readFile(to)).toString('latin1');
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('leaves the frames that were given as they were', async () => {
    const from = await makeClip({ path: inFolder('untouched.mp4'), seconds: 0.2, sound: false });
    const kept: { readonly frame: VideoFrame; readonly luma: string }[] = [];
    await copy(from, inFolder('untouched.out.mp4'), {
      onFrame: (frame) => kept.push({ frame, luma: Buffer.from(frame.y).toString('base64') }),
    });
    for (const { frame, luma } of kept) expect(Buffer.from(frame.y).toString('base64')).toBe(luma);
  });

  it('is made of frames whose memory is written over as soon as each is released, and each is released once', async () => {
    const from = await makeClip({ path: inFolder('released.mp4'), seconds: 1, sound: false });
    const facts = await videoProbe.probe({ path: from, limits: generousLimits, signal: never });
    const md5 = async (release: (frame: VideoFrame) => void): Promise<string> => {
      const { width, height } = facts;
      const path = inFolder('released.out.mkv');
      await using sink = await openSink({
        ...{ path, sourcePath: from, facts, width, height, label: 'x', marks: {}, signal: never },
        ...{ format: 'ffv1' as const, release },
      });
      for await (const frame of readFrames({ path: from, facts, samplesPerSecond: null, signal: never }))
        await sink.write(frame);
      await sink.finish();
      await ffmpeg(['-i', path, '-map', '0:v', '-f', 'md5', `${path}.md5`]);
      return readFile(`${path}.md5`, 'utf8');
    };
    const released: VideoFrame[] = [];
    const kept = await md5((frame) => released.push(frame));
    expect(new Set(released).size).toBe(released.length);
    expect(released).toHaveLength(facts.frameCount);
    const overwritten = await md5(({ y, u, v }) => {
      for (const plane of [y, u, v]) plane.fill(7);
    });
    expect(overwritten).toBe(kept);
  });
});

describe('an unfinished video', () => {
  it('leaves nothing behind, neither file nor ffmpeg, when it is let go', async () => {
    const from = await makeClip({ path: inFolder('whole.mp4') });
    const facts = await videoProbe.probe({ path: from, limits: generousLimits, signal: never });
    {
      await using sink = await openSink({
        path: inFolder('half.mp4'),
        sourcePath: from,
        facts,
        width: 160,
        height: 120,
        label: 'x',
        marks: {},
        signal: never,
      });
      for await (const frame of readFrames({ path: from, facts, samplesPerSecond: null, signal: never })) {
        await sink.write(frame);
        if (frame.index === 10) break;
      }
    }
    expect((await readdir(folder.path)).filter((name) => name.startsWith('half'))).toEqual([]);
    expect(processesWith('half.mp4')).toEqual([]);
  });

  it('ends when the signal fires, and leaves nothing', async () => {
    const from = await makeClip({ path: inFolder('to-abort.mp4'), seconds: 4 });
    const controller = new AbortController();
    const onFrame = (frame: VideoFrame) => frame.index === 20 && controller.abort();
    await expect(copy(from, inFolder('aborted.mp4'), { signal: controller.signal, onFrame })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect((await readdir(folder.path)).filter((name) => name.startsWith('aborted'))).toEqual([]);
    expect(processesWith('aborted.mp4')).toEqual([]);
  });

  it('says that ffmpeg could not write, instead of waiting for ever', async () => {
    const from = await makeClip({ path: inFolder('nowhere-to-go.mp4'), seconds: 4, size: '640x360' });
    await expect(copy(from, join(folder.path, 'no', 'such', 'folder', 'x.mp4'))).rejects.toMatchObject({
      code: 'tool_failed',
    });
  });
});

describe('real clips beside the checkout', () => {
  for (const name of ['grid_bbaf2n_man.mpg', 'intel_asl_again.mkv', 'pyfeat_no_face.mp4']) {
    const path = sharedMedia(name);
    it.skipIf(path === undefined)(`keep count, length and sound: ${name}`, async () => {
      const from = path ?? '';
      const { facts } = await copy(from, inFolder(`${name}.mp4`));
      const [before, after] = [await witness(from), await witness(inFolder(`${name}.mp4`))];
      expect(after.video.nb_read_frames).toBe(before.video.nb_read_frames);
      expect(after.audio === undefined).toBe(before.audio === undefined);
      expect(Math.abs(after.durationSeconds - before.durationSeconds)).toBeLessThanOrEqual(2 / facts.frameRate);
    });
  }
});

describe('timescaleOf', () => {
  it('lets frames of common rates fall on whole ticks', () => {
    for (const rate of [24, 25, 30, 50, 60, 24_000 / 1001, 30_000 / 1001, 60_000 / 1001]) {
      const ticks = timescaleOf(rate) / rate;
      expect(Math.abs(ticks - Math.round(ticks)), `${rate}`).toBeLessThan(1e-6);
    }
    expect(timescaleOf(17.38)).toBe(90_000);
  });
});
