/** Faces swapped in clips of ten bits, SDR and HDR, as ffmpeg decodes them: what else decodes them is the witness. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { OwnPlanes, Transfer } from '#core/pixels/image.ts';
import { keptLayout } from '#core/studio/colour-depth.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { swapFaces } from '#server/pipelines/swap-faces.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import { decodedSamples, makeDeepClip } from '#tests/helpers/deep-clip.ts';
import { differenceItp } from '#tests/helpers/difference-itp.ts';
import { never, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { clipSceneModels, strangers } from '#tests/helpers/synthetic-face.ts';

const [width, height, count] = [400, 300, 3];
const pixels = width * height;
const samples = (pixels * 3) / 2;
const kinds: readonly Transfer[] = ['sdr', 'pq', 'hlg'];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
interface Clip {
  readonly path: string;
  readonly decoded: Uint16Array;
}
const clips = new Map<Transfer, Clip>();
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const kind of kinds) {
    const path = await makeWaves(kind, '');
    clips.set(kind, { path, decoded: await decodedSamples(path) });
  }
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Skin by its colours and its light, without an edge: what is wrong is not the fault of sampling. */
const makeWaves = (kind: Transfer, noise: string): Promise<string> => {
  const waves = "geq=lum='126+45*sin(X/19)+35*cos(Y/17)':cb='118+8*sin(X/31)':cr='142+9*cos(Y/29)'";
  const input = ['-f', 'lavfi', '-i', `color=gray:size=${width}x${height}:rate=25:duration=${count / 25}`];
  const path = join(folder.path, `${kind}${noise}.mp4`);
  return makeDeepClip({ path, kind, input, filter: `format=yuv420p,${waves}${noise}` });
};

const [hero] = strangers(1) as [Float32Array];

type Draw = (value: number, at: number) => number;

const predictor = (draw: Draw): FacePredictor => ({
  ...{ faceSize: 128, drawnSize: 128, squareShare: networkShare },
  predict: async ({ faces }) => ({ faces: faces.map(draw) }),
  [Symbol.dispose]: () => undefined,
});

/** The deep planes of all frames, one behind the other as ffmpeg would give them. */
const swapped = async (path: string, draw: Draw, grain = 0): Promise<Uint16Array> => {
  const facts = await factsOf(path);
  const memory = createFrameMemory();
  const settings = conversionSettings.parse({ to: 'b', colourTransfer: 'none', sharpen: 0, grain });
  const all = new Uint16Array(count * samples);
  for await (const { frame, original } of swapFaces({
    frames: frameIo.readFrames({
      path,
      facts,
      samplesPerSecond: null,
      own: keptLayout(facts, { format: 'hevc', depth: 'source' }),
      memory,
      signal: never,
    }),
    models: clipSceneModels([{ descriptor: hero, at: () => ({ x: 210, y: 150, unit: 90, turn: 0.3 }) }]),
    predictor: predictor(draw),
    settings,
    person: { looks: [hero], others: [] },
    originals: memory,
  })) {
    const { y, u, v } = frame.own as OwnPlanes;
    all.set(y, frame.index * samples);
    all.set(u, frame.index * samples + pixels);
    all.set(v, frame.index * samples + pixels + u.length);
    memory.giveBack(frame);
    memory.giveBack(original);
  }
  return all;
};

const spread = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe.each(kinds)('in a %s clip of ten bits', (kind) => {
  it('what no face is drawn on stays the decoder’s own numbers, and the face covers what it does in eight bits', async () => {
    const { path, decoded } = clips.get(kind) as Clip;
    const drawn: Uint16Array[] = [];
    for (const colour of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
      drawn.push(await swapped(path, (_, at) => colour[at % 3] as number));
    let [touched, wrong] = [0, 0];
    decoded.forEach((value, at) => {
      if (drawn.some((planes) => planes[at] !== drawn[0]?.[at])) touched += 1;
      else if (drawn[0]?.[at] !== value) wrong += 1;
    });
    expect(wrong).toBe(0);
    expect(touched / decoded.length).toBeGreaterThan(0.05);
    expect(touched / decoded.length).toBeLessThan(0.3);
  });

  it('a face that is drawn as it was comes back within what eight bits can tell', async () => {
    const { path, decoded } = clips.get(kind) as Clip;
    const again = await swapped(path, (value) => value);
    const changed = [...again.keys()].filter((at) => at % samples < pixels && again[at] !== decoded[at]);
    const errors = changed.map((at) => (again[at] as number) - (decoded[at] as number));
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.5);
    expect(spread(errors)).toBeLessThan(2);
    if (kind === 'sdr') return;
    // BT.2124: below 1 nobody tells two colours apart. A step of eight bits is about that much by itself.
    const { mean, worst } = differenceItp({
      width,
      height,
      kind,
      one: again.subarray(0, samples),
      other: decoded.subarray(0, samples),
      at: changed.filter((at) => at < pixels),
    });
    expect(mean).toBeLessThan(1);
    expect(worst).toBeLessThan(5);
  });

  it('a face that was drawn without noise has that of the frame', async () => {
    const path = await makeWaves(kind, ',noise=c0s=14:c0f=t');
    const decoded = await decodedSamples(path);
    const flat = await swapped(path, () => 0.6, 1);
    const still = await swapped(path, () => 0.6);
    const middle = Array.from({ length: 400 }, (_, at) => (140 + Math.floor(at / 20)) * width + 200 + (at % 20));
    const noise = (of: Uint16Array) => spread(middle.map((at) => of[at] as number));
    expect(noise(still)).toBeLessThan(1);
    const smooth = await decodedSamples((clips.get(kind) as Clip).path);
    const own = spread(middle.map((at) => (decoded[at] as number) - (smooth[at] as number)));
    // Even noise of eight bits is not even in PQ, and that of the quieter parts is taken.
    expect(noise(flat) / own).toBeGreaterThan(0.35);
    expect(noise(flat) / own).toBeLessThan(1.5);
  });
});
