/** Faces swapped in the planes that a clip has itself, of every chroma, depth and range: what else decodes them is the witness. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { Samples, VideoFrame } from '#core/pixels/image.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { swapFaces } from '#server/pipelines/swap-faces.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import { decodedBytes } from '#tests/helpers/deep-clip.ts';
import { ffmpeg, never, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { clipSceneModels, strangers } from '#tests/helpers/synthetic-face.ts';

const [width, height, count] = [400, 300, 3];

/** As FFV1, which says of each what it is but its range: that is the file's. */
const kinds = [
  { pixels: 'yuv422p10le', range: 'limited', bits: 10 },
  { pixels: 'yuv444p10le', range: 'limited', bits: 10 },
  { pixels: 'yuv422p', range: 'limited', bits: 8 },
  { pixels: 'yuv444p12le', range: 'limited', bits: 12 },
  { pixels: 'yuv422p16le', range: 'limited', bits: 16 },
  { pixels: 'yuv420p', range: 'full', bits: 8 },
  { pixels: 'yuv444p10le', range: 'full', bits: 10 },
  { pixels: 'gbrp10le', range: 'full', bits: 10 },
] as const;
type Kind = (typeof kinds)[number];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const pathOf = ({ pixels, range }: Kind) => join(folder.path, `${pixels}-${range}.mkv`);
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const kind of kinds) await make(kind);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Skin by its colours and its light, without an edge: what is wrong is not the fault of sampling. */
const make = async (kind: Kind): Promise<void> => {
  const waves = "geq=lum='126+45*sin(X/19)+35*cos(Y/17)':cb='118+8*sin(X/31)':cr='142+9*cos(Y/29)'";
  const input = ['-f', 'lavfi', '-i', `color=gray:size=${width}x${height}:rate=25:duration=${count / 25}`];
  const signs = 'setparams=range=limited:colorspace=bt709:color_primaries=bt709:color_trc=bt709';
  const filter = `format=yuv444p,${waves},${signs},scale=out_range=${kind.range},format=${kind.pixels}`;
  const raw = `${pathOf(kind)}.mov`;
  await ffmpeg([...input, '-vf', `${filter},setparams=range=limited`, '-c:v', 'ffv1', raw]);
  const range = kind.range === 'full' ? 'pc' : 'tv';
  await ffmpeg(['-i', raw, '-c', 'copy', '-color_range', range, '-colorspace', 'bt709', pathOf(kind)]);
};

const [hero] = strangers(1) as [Float32Array];

type Draw = (value: number, at: number) => number;

const predictor = (draw: Draw): FacePredictor => ({
  ...{ faceSize: 128, drawnSize: 128, squareShare: networkShare },
  predict: async ({ faces }) => ({ faces: faces.map(draw) }),
  [Symbol.dispose]: () => undefined,
});

/** The clip's own planes with the face, one behind the other as ffmpeg would give them. */
const swapped = async (kind: Kind, draw: Draw): Promise<number[]> => {
  const path = pathOf(kind);
  const facts = await factsOf(path);
  const own = keptLayout(facts, { format: 'ffv1', depth: 'source' });
  const memory = createFrameMemory();
  const settings = conversionSettings.parse({ to: 'b', colourTransfer: 'none', sharpen: 0, grain: 0 });
  const frames: number[][] = [];
  for await (const { frame, original } of swapFaces({
    frames: frameIo.readFrames({ path, facts, samplesPerSecond: null, own, memory, signal: never }),
    models: clipSceneModels([{ descriptor: hero, at: () => ({ x: 210, y: 150, unit: 90, turn: 0.3 }) }]),
    predictor: predictor(draw),
    settings,
    person: { looks: [hero], others: [] },
    originals: memory,
  })) {
    frames.push(planesOf(frame));
    memory.giveBack(frame);
    memory.giveBack(original);
  }
  return frames.flat();
};

const planesOf = ({ own }: VideoFrame): number[] => (own ? [own.y, own.u, own.v].flatMap((plane) => [...plane]) : []);

const decoded = async (kind: Kind): Promise<Samples> => {
  const bytes = await decodedBytes(pathOf(kind), kind.pixels);
  return kind.bits === 8 ? bytes : new Uint16Array(bytes.buffer);
};

describe.each(kinds)('in a clip of $pixels, $range range', (kind) => {
  it('what no face is drawn on stays the decoder’s own numbers, in every plane', async () => {
    const own = await decoded(kind);
    const drawn: number[][] = [];
    for (const colour of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
      drawn.push(await swapped(kind, (_, at) => colour[at % 3] as number));
    expect(drawn[0]).toHaveLength(own.length);
    let [touched, wrong] = [0, 0];
    own.forEach((value, at) => {
      if (drawn.some((planes) => planes[at] !== drawn[0]?.[at])) touched += 1;
      else if (drawn[0]?.[at] !== value) wrong += 1;
    });
    expect(wrong).toBe(0);
    expect(touched / own.length).toBeGreaterThan(0.05);
    expect(touched / own.length).toBeLessThan(0.3);
  });

  it('a face that is drawn as it was comes back within what eight bits can tell, in every plane', async () => {
    const own = await decoded(kind);
    const again = await swapped(kind, (value) => value);
    const black = await swapped(kind, () => 0);
    const frame = own.length / count;
    const luma = width * height;
    const chroma = (frame - luma) / 2;
    const step = 2 ** (kind.bits - 8);
    for (const [from, end] of [
      [0, luma],
      [luma, luma + chroma],
      [luma + chroma, frame],
    ] as const) {
      const errors: number[] = [];
      for (let at = from; at < end; at += 1)
        if (black[at] !== own[at]) errors.push(((again[at] as number) - (own[at] as number)) / step);
      expect(errors.length).toBeGreaterThan(1000);
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      // ffmpeg's way to limited range and from RGB, by which the face is seen, rounds one way by up to half a level.
      expect(Math.abs(mean)).toBeLessThan(kind.range === 'full' ? 0.6 : 0.1);
      const largest = errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0);
      expect(largest).toBeLessThanOrEqual(kind.range === 'full' ? 3 : 1);
    }
  });
});
