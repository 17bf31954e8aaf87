/** Clips of ten bits, SDR and HDR, read and written with them. ffmpeg's own decoder and ffprobe are the witnesses. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { videoFiles } from '#core/contract/video-format.ts';
import type { Transfer, VideoFrame } from '#core/pixels/image.ts';
import { makeLabel } from '#core/pixels/label.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import type { WriteVideoOptions } from '#server/ports/frame-io.ts';
import { coloursOf, decodedSamples, makeDeepClip, packetTimes, transferNames } from '#tests/helpers/deep-clip.ts';
import { ffmpeg, never, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
const kinds: readonly Transfer[] = ['sdr', 'pq', 'hlg'];
const moving = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=0.4'];
/** Ten frames of each kind, at uneven times. */
const clips = new Map<Transfer, string>();
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const kind of kinds) {
    const filter = "setpts='if(gte(N,5),N+3,N)/25/TB'";
    clips.set(kind, await makeDeepClip({ path: inFolder(`${kind}.mp4`), kind, input: moving, filter }));
  }
});
afterAll(() => folder[Symbol.asyncDispose]());

const read = async (path: string, part: { inSeconds?: number } = {}): Promise<VideoFrame[]> => {
  const frames: VideoFrame[] = [];
  const facts = await factsOf(path);
  for await (const frame of frameIo.readFrames({
    ...{ path, facts, samplesPerSecond: null, own: keptLayout(facts, { format: 'hevc', depth: 'source' }) },
    ...{ signal: never, ...part },
  }))
    frames.push(frame);
  return frames;
};

const samplesOf = (frames: readonly VideoFrame[]): Uint16Array =>
  new Uint16Array(frames.flatMap(({ own }) => (own ? [[...own.y], [...own.u], [...own.v]].flat() : [])));

const write = async (
  from: string,
  to: string,
  options: Partial<Pick<WriteVideoOptions, 'format' | 'label'>>,
): Promise<void> => {
  const facts = await factsOf(from);
  const { width, height } = facts;
  await using sink = await frameIo.openSink({
    ...{ path: to, sourcePath: from, facts, width, height, label: null, marks: {}, signal: never },
    ...{ own: keptLayout(facts, { format: 'hevc', depth: 'source' }), ...options },
  });
  for (const frame of await read(from)) await sink.write(frame);
  await sink.finish();
};

describe.each(kinds)('a %s clip of ten bits', (kind) => {
  it('is read with the very numbers of its decoder, beside eight bits of BT.709 of the same frames', async () => {
    const path = clips.get(kind) as string;
    const frames = await read(path);
    expect(samplesOf(frames)).toEqual(await decodedSamples(path));
    const plain: VideoFrame[] = [];
    for await (const frame of frameIo.readFrames({
      path,
      facts: await factsOf(path),
      samplesPerSecond: null,
      signal: never,
    }))
      plain.push(frame);
    expect(frames.map(({ own: _, ...frame }) => frame)).toEqual(plain);
    expect(frames[0]?.own).toMatchObject({
      transfer: kind,
      colour: { matrix: kind === 'sdr' ? 'bt709' : 'bt2020', range: 'limited' },
    });
  });

  it('gives a part of it alike', async () => {
    const path = clips.get(kind) as string;
    const part = await read(path, { inSeconds: 0.1 });
    expect(part[0]?.index).toBe(3);
    const all = await decodedSamples(path);
    expect(samplesOf(part)).toEqual(all.subarray((3 * all.length) / 10));
  });

  it.each(['hevc', 'av1', 'prores', 'ffv1'] as const)(
    'is written as %s with its bits, colours, times and light',
    async (format) => {
      const path = clips.get(kind) as string;
      const to = inFolder(`${kind}-${format}.${videoFiles[format].extension}`);
      await write(path, to, { format });
      const [source, result] = [await coloursOf(path), await coloursOf(to)];
      expect(result.stream).toMatchObject({
        codec_name: format,
        pix_fmt: format === 'prores' ? 'yuv422p10le' : 'yuv420p10le',
        color_range: 'tv',
        color_transfer: transferNames[kind],
        color_primaries: kind === 'sdr' ? 'bt709' : 'bt2020',
        color_space: kind === 'sdr' ? 'bt709' : 'bt2020nc',
      });
      // A MOV has no place for where chroma lies; ProRes' chroma has all lines.
      if (format !== 'prores') expect(result.stream.chroma_location).toBe('topleft');
      expect(source.light).toEqual(kind === 'pq' ? masteredLight : []);
      expect(result.light).toEqual(source.light);
      const [before, after] = [await packetTimes(path), await packetTimes(to)];
      expect(after).toHaveLength(10);
      for (const [at, time] of after.entries()) expect(Math.abs(time - (before[at] ?? 0))).toBeLessThan(2e-3);
      if (format === 'ffv1') expect(await decodedSamples(to)).toEqual(await decodedSamples(path));
    },
  );

  it('bears letters as bright as plain white, on a plate', async () => {
    const input = ['-f', 'lavfi', '-i', 'testsrc2=size=480x360:rate=25:duration=0.04'];
    const path = await makeDeepClip({ path: inFolder(`${kind}-large.mp4`), kind, input });
    const to = inFolder(`${kind}-labelled.mkv`);
    await write(path, to, { format: 'ffv1', label: 'AI-altered' });
    const [before, after] = [await decodedSamples(path), await decodedSamples(to)];
    const label = makeLabel({ text: 'AI-altered', width: 480, height: 360 });
    const inked = [...label.ink.keys()].filter((at) => label.ink[at] === 1);
    const place = (at: number) => (label.top + Math.floor(at / label.width)) * 480 + label.left + (at % label.width);
    // BT.2408: plain white is 203 nits, 58 % of PQ and 75 % of HLG.
    const white = { sdr: 940, pq: 573, hlg: 721 }[kind];
    expect(inked.length).toBeGreaterThan(20);
    for (const at of inked) expect(Math.abs((after[place(at)] as number) - white)).toBeLessThanOrEqual(1);
    const bare = [...label.ink.keys()].filter((at) => label.ink[at] === 0).map(place);
    for (const at of bare) expect(after[at]).toBeLessThan(64 + 0.4 * Math.max((before[at] as number) - 64, 0) + 2);
    const above = before.subarray(0, label.top * 480);
    expect(after.subarray(0, above.length)).toEqual(above);
  });
});

/** As makeDeepClip asked for: red, green, blue, white; darkest and brightest nits; the picture's own. */
const masteredLight = [
  [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329, 0.005, 1000],
  [1000, 400],
];

describe('ten bits', () => {
  it('of odd sides and uneven times are kept', async () => {
    const output = ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-lossless', '1', '-pix_fmt', 'yuv420p10le'];
    const filter = "scale=75:53,setsar=1,setpts='if(gte(N,5),N+3,N)/25/TB'";
    const path = await makeDeepClip({ path: inFolder('odd.webm'), kind: 'sdr', input: moving, filter, output });
    const frames = await read(path);
    expect(frames[0]).toMatchObject({ width: 75, height: 53 });
    expect(samplesOf(frames)).toEqual(await decodedSamples(path));
    const to = inFolder('odd.mkv');
    await write(path, to, { format: 'ffv1' });
    const [before, after] = [await packetTimes(path), await packetTimes(to)];
    for (const [at, time] of after.entries()) expect(Math.abs(time - (before[at] ?? 0))).toBeLessThan(2e-3);
    // 76 x 54: each row's last number is there twice.
    const written = await decodedSamples(to);
    expect(written.subarray(0, 76)).toEqual(
      Uint16Array.of(...(frames[0]?.own?.y.subarray(0, 75) ?? []), frames[0]?.own?.y[74] ?? 0),
    );
  });

  it('of a turned clip stand upright, and of wide pixels become square', async () => {
    const lying = await makeDeepClip({ path: inFolder('lying.mp4'), kind: 'pq', input: moving });
    const turned = await turnClip({ from: lying, to: inFolder('standing.mp4'), clockwise: 90 });
    const [frame] = await read(turned);
    expect(frame?.own).toMatchObject({ width: 120, height: 160 });
    expect(frame?.own?.y).toEqual((await decodedSamples(turned)).subarray(0, 120 * 160));
    const [wide] = await read(
      await makeDeepClip({ path: inFolder('wide.mp4'), kind: 'sdr', input: moving, filter: 'setsar=3/2' }),
    );
    expect(wide).toMatchObject({ width: 240, height: 120, own: { width: 240, height: 120 } });
    // The same picture in both depths, but for what resampling rounds.
    const error = wide?.y.reduce((sum, value, at) => sum + Math.abs(4 * value - (wide.own?.y[at] ?? 0)), 0) ?? Infinity;
    expect(error / (240 * 120)).toBeLessThan(2);
  });

  it('of full range stay of full range, and say so', async () => {
    const path = inFolder('full.mp4');
    const params = 'setparams=range=full:colorspace=bt709:color_primaries=bt709:color_trc=bt709';
    const lossless = [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=none:lossless=1:range=full',
    ];
    await ffmpeg([...moving, '-vf', `scale=out_range=full,format=yuv420p10le,${params}`, ...lossless, path]);
    const frames = await read(path);
    expect(frames[0]?.own?.colour).toEqual({ matrix: 'bt709', range: 'full' });
    expect(samplesOf(frames)).toEqual(await decodedSamples(path));
    const to = inFolder('full-written.mp4');
    await write(path, to, { format: 'hevc' });
    expect((await coloursOf(to)).stream.color_range).toBe('pc');
    const [before, after] = [await decodedSamples(path), await decodedSamples(to)];
    const error = before.reduce((sum, value, at) => sum + Math.abs(value - (after[at] as number)), 0) / before.length;
    expect(error).toBeLessThan(8);
  });

  it('are not made of a clip that has eight', async () => {
    const path = inFolder('eight.mp4');
    await ffmpeg([...moving, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', path]);
    expect((await read(path)).some(({ own }) => own)).toBe(false);
  });

  it('of HDR of eight bits are those eight, since HDR is kept', async () => {
    const path = inFolder('eight-pq.mp4');
    const signs =
      'setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc:range=limited,format=yuv420p';
    await ffmpeg([...moving, '-vf', signs, '-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', path]);
    const frames = await read(path);
    expect(frames[0]?.own?.transfer).toBe('pq');
    expect(samplesOf(frames)).toEqual(await decodedSamples(path));
    expect(frames[0]?.own?.y.every((value) => value % 4 === 0)).toBe(true);
  });
});

describe('Dolby Vision', () => {
  it.each([
    [5, 0, 'dolby_vision_only'],
    [8, 1, undefined],
  ])('of profile %i over a base of kind %i is told by its header: %s', async (profile, base, code) => {
    const path = inFolder(`dolby-${profile}.mp4`);
    await makeDeepClip({ path: inFolder('base.mp4'), kind: 'pq', input: moving });
    await writeFile(path, withDolbyVision(await readFile(inFolder('base.mp4')), { profile, base }));
    const said = await factsOf(path).then(
      ({ transfer }) => transfer,
      (error: { code: string }) => error.code,
    );
    expect(said).toBe(code ?? 'pq');
  });
});

/** The box of a Dolby Vision configuration put into an MP4 whose index lies behind its pictures: no place in the file moves. */
const withDolbyVision = (file: Buffer, { profile, base }: { profile: number; base: number }): Buffer => {
  const record = Buffer.alloc(24);
  record.set([1, 0, (profile << 1) | 0, (1 << 3) | 0b101, base << 4]);
  const box = Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from(profile > 7 ? 'dvvC' : 'dvcC'), record]);
  const out = Buffer.from(file);
  const entry = file.indexOf('hvc1', file.indexOf('stsd')) - 4;
  const end = entry + file.readUInt32BE(entry);
  for (const name of ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']) {
    const at = file.lastIndexOf(name, entry) - 4;
    out.writeUInt32BE(file.readUInt32BE(at) + box.length, at);
  }
  out.writeUInt32BE(file.readUInt32BE(entry) + box.length, entry);
  return Buffer.concat([out.subarray(0, end), box, out.subarray(end)]);
};
