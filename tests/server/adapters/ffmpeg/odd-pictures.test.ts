/** Interlaced, HDR, anamorphic and turned clips are read as a viewer sees them. The truth of each picture is known beforehand. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameIo, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { ffmpeg, generousLimits, makeClip, never, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

const videoProbe = createVideoProbe(tools);
const { readFrames, openSink } = createFrameIo(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const probe = (path: string): Promise<VideoFacts> => videoProbe.probe({ path, limits: generousLimits, signal: never });

const framesOf = async (path: string, samplesPerSecond: number | null = null) => {
  const facts = await probe(path);
  const frames: VideoFrame[] = [];
  for await (const frame of readFrames({ path, facts, samplesPerSecond, signal: never })) frames.push(frame);
  return { facts, frames };
};

/** A white bar 16 px wide on black: at 4 px in the half of the first frame that is taken first, and 4 px on with each half. */
const movingBar = async (name: string, order: 'top' | 'bottom', output: readonly string[]): Promise<string> => {
  const bar = 'color=white:size=16x64:rate=50:duration=1[bar];color=black:size=256x64:rate=50:duration=1[back]';
  const parity = order === 'top' ? 'tff' : 'bff';
  const graph = `${bar};[back][bar]overlay=x=n*4:y=0,format=yuv420p,tinterlace=mode=interleave_${order},setfield=${parity}[out]`;
  await ffmpeg(['-filter_complex', graph, '-map', '[out]', '-flags', '+ilme+ildct', ...output, inFolder(name)]);
  return inFolder(name);
};

const lossless = ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast'];

/** Where a row of luma rises over half. */
const edgeOf = (luma: Uint8Array, row: number, width: number): number =>
  luma.subarray(row * width, (row + 1) * width).findIndex((value) => value > 125);

const interlacedKinds = [
  ['top-lines.mkv', 'top', [...lossless, '-x264opts', 'tff=1']],
  ['bottom-lines.mkv', 'bottom', [...lossless, '-x264opts', 'bff=1']],
  ['top-lines.mpg', 'top', ['-c:v', 'mpeg2video', '-q:v', '2']],
  ['bottom-lines.mpg', 'bottom', ['-c:v', 'mpeg2video', '-q:v', '2']],
] as const;

describe('interlaced clips', () => {
  it.each(interlacedKinds)('%s shows the moment of its first lines in all lines', async (name, order, output) => {
    const { facts, frames } = await framesOf(await movingBar(name, order, output));
    expect(facts).toMatchObject({ fieldOrder: `${order}-first`, frameCount: 25 });
    expect(frames.map(({ index }) => index)).toEqual(Array.from({ length: 25 }, (_, index) => index));
    for (const frame of frames.slice(2, -2)) {
      for (let row = 8; row < 56; row++)
        expect(
          Math.abs(edgeOf(frame.y, row, 256) - (frame.index * 8 + 4)),
          `${frame.index} ${row}`,
        ).toBeLessThanOrEqual(1);
    }
  });

  it('keep time and place when they are sampled', async () => {
    const { frames } = await framesOf(await movingBar('sampled.mkv', 'top', interlacedKinds[0][2]), 5);
    expect(frames.map(({ index, timeSeconds }) => [index, timeSeconds.toFixed(3)])).toEqual([
      [0, '0.000'],
      [5, '0.200'],
      [10, '0.400'],
      [15, '0.600'],
      [20, '0.800'],
    ]);
    expect(edgeOf(frames[2]?.y ?? new Uint8Array(), 20, 256)).toBe(84);
  });

  it('are made whole before they are turned', async () => {
    const lying = await movingBar('lying.mp4', 'top', interlacedKinds[0][2]);
    const { facts, frames } = await framesOf(
      await turnClip({ from: lying, to: inFolder('standing.mp4'), clockwise: 90 }),
    );
    expect(facts).toMatchObject({ width: 64, height: 256, rotation: 90, fieldOrder: 'top-first' });
    const frame = frames[12] as VideoFrame;
    for (let column = 8; column < 56; column++) {
      const line = Uint8Array.from({ length: 256 }, (_, row) => frame.y[row * 64 + column] as number);
      expect(Math.abs(edgeOf(line, 0, 256) - 100), `${column}`).toBeLessThanOrEqual(1);
    }
  });

  it('are told by their frames: a clip of whole frames is left as it is', async () => {
    const picture = 'testsrc2=size=64x48:rate=25:duration=0.4';
    expect(
      await probe(await makeClip({ path: inFolder('whole.mp4'), picture, sound: false, output: lossless })),
    ).toMatchObject({ fieldOrder: 'progressive', transfer: 'sdr' });
  });
});

/** SMPTE ST 2084: signal -> nits. */
const pqLight = (signal: number): number => {
  const [m1, m2, c1, c2, c3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32];
  const power = signal ** (1 / m2);
  return 10_000 * (Math.max(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1);
};

type Triple = readonly [number, number, number];

const weights2020: Triple = [0.2627, 0.678, 0.0593];
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const each = (triple: Triple, change: (value: number) => number): Triple => [
  change(triple[0]),
  change(triple[1]),
  change(triple[2]),
];

/** ITU-R BT.2100 HLG: signals -> nits on a screen of 1000 nits. */
const hlgLight = (signal: Triple): Triple => {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const scene = each(signal, (e) => (e <= 0.5 ? (e * e) / 3 : (Math.exp((e - c) / a) + b) / 12));
  return each(scene, (value) => 1000 * dot(scene, weights2020) ** 0.2 * value);
};

/** BT.2087's matrix from BT.2020 to BT.709, then Mobius' curve over 203 nits of white, then the screen's 2.4: 8-bit Y'CbCr. */
const expected = (nits: Triple): Triple => {
  const white = each(nits, (value) => value / 203);
  const linear: Triple = [
    dot([1.660491, -0.587641, -0.07285], white),
    dot([-0.12455, 1.1329, -0.008349], white),
    dot([-0.018151, -0.100579, 1.11873], white),
  ];
  const brightest = Math.max(...linear);
  const bent = each(linear, (value) => Math.max(0, (value * mobius(brightest, 1000 / 203)) / brightest) ** (1 / 2.4));
  const luma = dot([0.2126, 0.7152, 0.0722], bent);
  return [16 + 219 * luma, 128 + (224 * (bent[2] - luma)) / 1.8556, 128 + (224 * (bent[0] - luma)) / 1.5748];
};

/** Straight to 0.3, then bent so that `peak` becomes 1. */
const mobius = (x: number, peak: number): number => {
  const j = 0.3;
  if (x <= j) return x;
  const a = (-j * j * (peak - 1)) / (j * j - 2 * j + peak);
  const b = (j * j - 2 * j * peak + peak) / (peak - 1);
  return (((b * b + 2 * b * j + j * j) / (b - a)) * (x + a)) / (x + b);
};

/** Near-greys and skin: what faces are made of. Each is a flat picture of 64 x 64. */
const patches: readonly Triple[] = [
  [0.1, 0.1, 0.1],
  [0.3, 0.3, 0.3],
  [0.45, 0.45, 0.45],
  [0.58, 0.58, 0.58],
  [0.7, 0.7, 0.7],
  [0.5, 0.42, 0.38],
  [0.4, 0.36, 0.33],
];

const hdrClip = async (kind: 'pq' | 'hlg', signal: Triple): Promise<string> => {
  const luma = dot(signal, weights2020);
  const codes = [
    64 + 876 * luma,
    512 + (896 * (signal[2] - luma)) / 1.8814,
    512 + (896 * (signal[0] - luma)) / 1.4746,
  ].map(Math.round);
  const name = `${kind}-${codes.join('-')}`;
  const planes = codes.map((code) => Uint16Array.from({ length: 64 * 64 * 2 }, () => code));
  const frames = [0, 1].flatMap(() => planes.map((plane) => Buffer.from(plane.buffer, 0, 64 * 64 * 2)));
  await writeFile(inFolder(`${name}.raw`), Buffer.concat(frames));
  const transfer = kind === 'pq' ? 'smpte2084' : 'arib-std-b67';
  const signs = `colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc:range=limited`;
  const names = `color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc:range=limited`;
  await ffmpeg([
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv444p10le', '-s', '64x64', '-r', '25', '-i', inFolder(`${name}.raw`)],
    ...['-vf', `setparams=${names}`, '-pix_fmt', 'yuv420p10le', '-c:v', 'libx265', '-preset', 'ultrafast'],
    ...['-x265-params', `log-level=none:qp=4:${signs}`, inFolder(`${name}.mp4`)],
  ]);
  return inFolder(`${name}.mp4`);
};

const middleOf = (frame: VideoFrame): Triple => [
  frame.y[32 * frame.width + 32] as number,
  frame.u[16 * (frame.width / 2) + 16] as number,
  frame.v[16 * (frame.width / 2) + 16] as number,
];

describe('HDR clips are read as a BT.709 screen shows them', () => {
  it.each(patches)('PQ %s %s %s', async (...signal) => {
    const { facts, frames } = await framesOf(await hdrClip('pq', signal));
    expect(facts.transfer).toBe('pq');
    expect(frames[0]?.colour).toEqual({ matrix: 'bt709', range: 'limited' });
    const wanted = expected(each(signal, pqLight));
    for (const [index, value] of middleOf(frames[0] as VideoFrame).entries())
      expect(Math.abs(value - (wanted[index] as number)), `${value} for ${wanted[index]}`).toBeLessThanOrEqual(2);
  });

  it.each(patches)('HLG %s %s %s', async (...signal) => {
    const { facts, frames } = await framesOf(await hdrClip('hlg', signal));
    expect(facts.transfer).toBe('hlg');
    const wanted = expected(hlgLight(signal));
    // zscale applies the screen's gamma to each colour and not to their sum: skin comes out a little warmer.
    for (const [index, value] of middleOf(frames[0] as VideoFrame).entries())
      expect(Math.abs(value - (wanted[index] as number)), `${value} for ${wanted[index]}`).toBeLessThanOrEqual(4);
  });

  it('also where the stream names its transfer alone, and where its sides are odd', async () => {
    const output = (signs: string) => ['-vf', `${signs},format=yuv420p10le`, '-c:v', 'libvpx-vp9', '-cpu-used', '8'];
    const signs = 'setparams=color_trc=smpte2084:colorspace=unknown:color_primaries=unknown:range=limited';
    const path = await makeClip({
      path: inFolder('odd.webm'),
      picture: 'testsrc=size=75x53:rate=25:duration=0.2',
      sound: false,
      output: output(signs),
    });
    const facts = { ...(await probe(path)), transfer: 'pq' as const };
    const frames: VideoFrame[] = [];
    for await (const frame of readFrames({ path, facts, samplesPerSecond: null, signal: never })) frames.push(frame);
    expect([frames.length, frames[0]?.width, frames[0]?.u.length]).toEqual([5, 75, 38 * 27]);
  });

  it('and what is written from them says so', async () => {
    const path = await hdrClip('pq', [0.5, 0.42, 0.38]);
    const { facts, frames } = await framesOf(path);
    const to = inFolder('written.mp4');
    const size = { width: facts.width, height: facts.height };
    const sink = await openSink({ path: to, sourcePath: path, facts, ...size, label: 'x', marks: {}, signal: never });
    await using _ = sink;
    for (const frame of frames) await sink.write(frame);
    await sink.finish();
    expect((await witness(to)).video).toMatchObject({
      pix_fmt: 'yuv420p',
      color_transfer: 'bt709',
      color_primaries: 'bt709',
      color_space: 'bt709',
    });
  });
});

describe('wide pixels', () => {
  it('become square, turned or not', async () => {
    // A black disc that is one only where its pixels are 16:11.
    const disc = "geq=lum='if(lt(hypot((X-88)*16/11,Y-72),50),20,220)':cb=128:cr=128";
    const output = ['-vf', `format=yuv420p,${disc},setsar=16/11`, ...lossless];
    const picture = 'color=gray:size=176x144:rate=25:duration=0.2';
    const path = await makeClip({ path: inFolder('wide.mp4'), picture, sound: false, output });
    await turnClip({ from: path, to: inFolder('tall.mp4'), clockwise: 270 });
    for (const [name, width, height] of [
      ['wide.mp4', 256, 144],
      ['tall.mp4', 144, 256],
    ] as const) {
      const [frame] = (await framesOf(inFolder(name))).frames;
      expect([frame?.width, frame?.height]).toEqual([width, height]);
      const isDark = (x: number, y: number) => (frame?.y[y * width + x] as number) < 120;
      const across = Array.from({ length: width }, (_, x) => isDark(x, height / 2)).filter(Boolean).length;
      const down = Array.from({ length: height }, (_, y) => isDark(width / 2, y)).filter(Boolean).length;
      expect([Math.abs(across - 100) <= 2, Math.abs(down - 100) <= 2], `${name} ${across} ${down}`).toEqual([
        true,
        true,
      ]);
    }
  });
});
