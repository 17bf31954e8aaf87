/** Clips of more chroma, more bits, full range and RGB, read and written with them. ffmpeg's own decoder and ffprobe are the witnesses. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type VideoFormat, videoFiles } from '#core/contract/video-format.ts';
import type { OwnPlanes, Samples, VideoFrame } from '#core/pixels/image.ts';
import { makeLabel } from '#core/pixels/label.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import { coloursOf, decodedBytes } from '#tests/helpers/deep-clip.ts';
import { ffmpeg, never, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';

interface Source {
  readonly name: string;
  /** As its decoder gives them. */
  readonly pixels: string;
  readonly range: 'tv' | 'pc';
  readonly output: readonly string[];
  /** ffmpeg's name for what is read of it, and what ffprobe is to say of each result. */
  readonly read: string;
  readonly results: Partial<Record<VideoFormat, string>>;
}

const ffv1 = (pixels: string) => ['-c:v', 'ffv1', '-level', '3', '-pix_fmt', pixels];
const hevc = ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1'];

const sources: readonly Source[] = [
  {
    ...{ name: 'hq.mov', pixels: 'yuv422p10le', range: 'tv', read: 'yuv422p10le' },
    output: ['-c:v', 'prores_ks', '-profile:v', '3', '-pix_fmt', 'yuv422p10le'],
    results: { prores: 'yuv422p10le', ffv1: 'yuv422p10le', hevc: 'yuv422p10le', av1: 'yuv420p10le', h264: 'yuv420p' },
  },
  {
    ...{ name: '4444.mov', pixels: 'yuv444p12le', range: 'tv', read: 'yuv444p12le' },
    output: ['-c:v', 'prores_ks', '-profile:v', '4', '-pix_fmt', 'yuv444p10le'],
    results: { prores: 'yuv444p12le', ffv1: 'yuv444p12le', hevc: 'yuv444p12le', av1: 'yuv420p10le' },
  },
  {
    ...{ name: '444.mkv', pixels: 'yuv444p10le', range: 'tv', read: 'yuv444p10le' },
    output: ffv1('yuv444p10le'),
    results: { prores: 'yuv444p12le', ffv1: 'yuv444p10le', hevc: 'yuv444p10le' },
  },
  {
    ...{ name: '422-8.mkv', pixels: 'yuv422p', range: 'tv', read: 'yuv422p' },
    output: ffv1('yuv422p'),
    results: { prores: 'yuv422p10le', ffv1: 'yuv422p', hevc: 'yuv420p', h264: 'yuv420p' },
  },
  {
    ...{ name: '12.mp4', pixels: 'yuv420p12le', range: 'tv', read: 'yuv420p12le' },
    output: [...hevc, '-x265-params', 'log-level=none:lossless=1', '-pix_fmt', 'yuv420p12le'],
    results: { prores: 'yuv422p10le', ffv1: 'yuv420p12le', hevc: 'yuv420p12le' },
  },
  {
    ...{ name: '16.mkv', pixels: 'yuv422p16le', range: 'tv', read: 'yuv422p16le' },
    output: ffv1('yuv422p16le'),
    results: { ffv1: 'yuv422p16le', hevc: 'yuv422p12le' },
  },
  {
    ...{ name: 'full-10.mp4', pixels: 'yuv420p10le', range: 'pc', read: 'yuv420p10le' },
    output: [...hevc, '-x265-params', 'log-level=none:lossless=1:range=full', '-pix_fmt', 'yuv420p10le'],
    results: { ffv1: 'yuv420p10le', hevc: 'yuv420p10le', prores: 'yuv422p10le' },
  },
  {
    ...{ name: 'full-8.mp4', pixels: 'yuvj420p', range: 'pc', read: 'yuv420p' },
    output: ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-pix_fmt', 'yuvj420p', '-color_range', 'pc'],
    results: { ffv1: 'yuv420p', h264: 'yuv420p' },
  },
  {
    ...{ name: 'full-422.mov', pixels: 'yuvj422p', range: 'pc', read: 'yuv422p' },
    output: ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj422p'],
    results: { ffv1: 'yuv422p', prores: 'yuv422p10le' },
  },
  {
    ...{ name: 'rgb-10.mkv', pixels: 'gbrp10le', range: 'pc', read: 'gbrp10le' },
    output: ffv1('gbrp10le'),
    results: { ffv1: 'gbrp10le', prores: 'yuv444p12le', hevc: 'yuv444p10le', av1: 'yuv420p10le', h264: 'yuv420p' },
  },
  {
    ...{ name: 'rgb-8.mp4', pixels: 'gbrp', range: 'pc', read: 'gbrp' },
    output: ['-c:v', 'libx264rgb', '-qp', '0', '-preset', 'ultrafast', '-pix_fmt', 'rgb24'],
    results: { ffv1: 'bgr0', prores: 'yuv444p12le', hevc: 'yuv420p' },
  },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
const [width, height, count] = [160, 120, 3];
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const source of sources) await make(source);
});
afterAll(() => folder[Symbol.asyncDispose]());

const make = ({ name, range, output }: Source, size = `${width}:${height}`): Promise<string> => {
  // The test picture's own sides are even.
  const picture = `testsrc2=size=320x240:rate=25:duration=${count / 25}`;
  const [toRange, sign] = range === 'pc' ? ['full', 'full'] : ['limited', 'limited'];
  const isRgb = name.startsWith('rgb');
  const filter = isRgb
    ? `scale=${size},setsar=1,setparams=color_primaries=bt709:color_trc=bt709`
    : `scale=${size}:out_range=${toRange}:out_color_matrix=bt709,setsar=1,format=${output[output.indexOf('-pix_fmt') + 1]},` +
      `setparams=range=${sign}:colorspace=bt709:color_primaries=bt709:color_trc=bt709`;
  return ffmpeg(['-f', 'lavfi', '-i', picture, '-vf', filter, ...output, inFolder(name)]);
};

const layoutFor = async (path: string, format: VideoFormat) =>
  keptLayout(await factsOf(path), { format, depth: 'source' });

const read = async (path: string, format: VideoFormat): Promise<VideoFrame[]> => {
  const [facts, own] = [await factsOf(path), await layoutFor(path, format)];
  const frames: VideoFrame[] = [];
  for await (const frame of frameIo.readFrames({ path, facts, samplesPerSecond: null, own, signal: never }))
    frames.push(frame);
  return frames;
};

const write = async (from: string, format: VideoFormat, label: string | null = null): Promise<string> => {
  const [facts, own] = [await factsOf(from), await layoutFor(from, format)];
  const path = `${from}-${format}.${videoFiles[format].extension}`;
  const { width, height } = facts;
  await using sink = await frameIo.openSink({
    ...{ path, sourcePath: from, facts, width, height, label, format, own, marks: {}, signal: never },
  });
  for (const frame of await read(from, format)) await sink.write(frame);
  await sink.finish();
  return path;
};

const bytesOf = (frames: readonly VideoFrame[]): Uint8Array => {
  const planes = frames.flatMap(({ own }) => (own ? [own.y, own.u, own.v] : []));
  return new Uint8Array(Buffer.concat(planes.map((plane) => Buffer.from(asBytes(plane)))));
};

const asBytes = ({ buffer, byteOffset, byteLength }: Samples): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** What is left of a signal of full range, as levels of 8 bits in RGB. */
const difference = async (one: string, other: string): Promise<number> => {
  const [before, after] = [await decodedBytes(one, 'rgb24'), await decodedBytes(other, 'rgb24')];
  expect(after).toHaveLength(before.length);
  return before.reduce((sum, value, at) => sum + Math.abs(value - (after[at] as number)), 0) / before.length;
};

describe.each(sources)('a clip of $pixels, $range ($name)', ({ name, pixels, range, read: kept, results }) => {
  it('is read with the very numbers of its decoder', async () => {
    expect((await coloursOf(inFolder(name))).stream).toMatchObject({ pix_fmt: expect.stringContaining(pixels) });
    const frames = await read(inFolder(name), 'ffv1');
    expect(frames).toHaveLength(count);
    expect(frames[0]?.own?.colour.range).toBe(range === 'pc' ? 'full' : 'limited');
    expect(Buffer.compare(bytesOf(frames), await decodedBytes(inFolder(name), kept))).toBe(0);
  });

  it('comes out of FFV1 with the very same numbers, and says the same of its range', async () => {
    const to = await write(inFolder(name), 'ffv1');
    const [before, after] = [await decodedBytes(inFolder(name), kept), await decodedBytes(to, kept)];
    expect(Buffer.compare(after, before)).toBe(0);
    expect((await coloursOf(to)).stream).toMatchObject({ pix_fmt: results.ffv1, color_range: range });
    expect((await factsOf(to)).range).toBe(range === 'pc' ? 'full' : 'limited');
  });

  const lossy = Object.entries(results).filter(([format]) => format !== 'ffv1') as [VideoFormat, string][];
  it.each(lossy)('is written as %s of %s, in the same colours', async (format, expected) => {
    const to = await write(inFolder(name), format);
    const { stream } = await coloursOf(to);
    const keepsFull = range === 'pc' && pixels === 'yuv420p10le' && format === 'hevc';
    expect(stream).toMatchObject({
      ...{ pix_fmt: expected, color_range: keepsFull ? 'pc' : 'tv' },
      // JPEG has a matrix of its own.
      ...{ color_space: pixels === 'yuvj422p' ? 'bt470bg' : 'bt709' },
      ...{ color_primaries: 'bt709', color_transfer: 'bt709' },
    });
    expect(await difference(inFolder(name), to)).toBeLessThan(expected.includes('420p') ? 12 : 5);
  });
});

describe('a clip’s own samples', () => {
  it.each(['ffv1', 'prores', 'hevc'] as const)('of HDR of 4:2:2 are written as %s with its HDR', async (format) => {
    const path = inFolder(`hlg-${format}.mov`);
    const signs = 'range=limited:colorspace=bt2020nc:color_primaries=bt2020:color_trc=arib-std-b67';
    const picture = `testsrc2=size=${width}x${height}:rate=25:duration=${count / 25}`;
    const filter = `format=yuv422p10le,setparams=${signs}`;
    await ffmpeg(['-f', 'lavfi', '-i', picture, '-vf', filter, '-c:v', 'prores_ks', '-profile:v', '3', path]);
    const [frame] = await read(path, format);
    expect(frame?.own).toMatchObject({ transfer: 'hlg', layout: { bits: 10, chroma: '4:2:2' } });
    expect(Buffer.compare(bytesOf(await read(path, format)), await decodedBytes(path, 'yuv422p10le'))).toBe(0);
    expect((await coloursOf(await write(path, format))).stream).toMatchObject({
      ...{ pix_fmt: 'yuv422p10le', color_range: 'tv', color_space: 'bt2020nc' },
      ...{ color_primaries: 'bt2020', color_transfer: 'arib-std-b67' },
    });
  });

  it('of odd sides are written with the last row and column twice, in every plane', async () => {
    for (const [name, pixels, across] of [
      ['odd-422.mkv', 'yuv422p', 2],
      ['odd-444.mkv', 'yuv444p10le', 1],
    ] as const) {
      await make({ name, pixels, range: 'tv', read: pixels, results: {}, output: ffv1(pixels) }, '75:53');
      const [frame] = await read(inFolder(name), 'ffv1');
      const { y, u, layout } = (frame as VideoFrame).own as OwnPlanes;
      const decoded = await decodedBytes(await write(inFolder(name), 'ffv1'), pixels);
      const samples = layout.bits === 8 ? decoded : new Uint16Array(decoded.buffer);
      const row = (of: Samples, at: number, length: number) => [...of.subarray(at, at + length)];
      expect(row(samples, 0, 76)).toEqual([...row(y, 0, 75), y[74]]);
      expect(row(samples, 76 * 53, 76)).toEqual([...row(y, 75 * 52, 75), y[75 * 53 - 1]]);
      const [wide, own] = [76 / across, Math.ceil(75 / across)];
      const last = row(samples, 76 * 54 + wide * 53, wide);
      expect(last).toEqual([...row(u, own * 52, own), u[own * 53 - 1]].slice(0, wide));
    }
  });

  it.each(['422-8.mkv', '444.mkv', 'rgb-10.mkv', 'full-8.mp4'])(
    'bear letters of plain white and no colour, and are else as they were (%s)',
    async (name) => {
      const source = sources.find((each) => each.name === name) as Source;
      const [width, height] = [480, 360];
      const large = { ...source, name: `${name.split('.')[0]}-large.${name.split('.')[1]}` };
      await make(large, `${width}:${height}`);
      const plain = await write(inFolder(large.name), 'ffv1');
      const before = await decodedBytes(plain, 'gbrp16le');
      const after = await decodedBytes(await write(inFolder(large.name), 'ffv1', 'AI-altered'), 'gbrp16le');
      const label = makeLabel({ text: 'AI-altered', width, height });
      const [one, other] = [new Uint16Array(before.buffer), new Uint16Array(after.buffer)];
      const isUnder = (x: number, y: number) =>
        x >= label.left && x < label.left + label.width && y >= label.top && y < label.top + label.height;
      // Beside the label's edge subsampled chroma is shared out by whoever makes RGB of it.
      const isFar = (x: number, y: number) =>
        [-3, 0, 3].every((dx) => [-3, 0, 3].every((dy) => !isUnder(x + dx, y + dy)));
      const pixelsOf = width * height;
      let strays = 0;
      for (let at = 0; at < one.length; at += 1) {
        const place = at % pixelsOf;
        if (isFar(place % width, Math.floor(place / width)) && one[at] !== other[at]) strays += 1;
      }
      expect(strays).toBe(0);
      const inked = [...label.ink.keys()].filter((at) => label.ink[at] === 1);
      expect(inked.length).toBeGreaterThan(5);
      for (const at of inked) {
        const place = (label.top + Math.floor(at / label.width)) * width + label.left + (at % label.width);
        const rgb = [0, 1, 2].map((plane) => (other[place + plane * pixelsOf] as number) / 65535);
        // Chroma keeps 38 % of its colour under a plate, and letters are white in luma; in RGB they are white.
        if (source.read.startsWith('gbrp')) for (const value of rgb) expect(value).toBeGreaterThan(0.99);
        else expect(0.2126 * (rgb[2] ?? 0) + 0.7152 * (rgb[0] ?? 0) + 0.0722 * (rgb[1] ?? 0)).toBeGreaterThan(0.7);
      }
    },
  );
});
