/** One suite for every predictor behind the port: the engine's own, and the same models as files that we write for other programs. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { allWeights, modelShape } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import type { Side } from '#core/contract/run.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { dfmModel } from '#core/interchange/onnx/dfm-model.ts';
import { createDfmPredictor } from '#server/adapters/onnx/dfm-predictor.ts';
import { inspectDfm } from '#server/adapters/onnx/inspect-dfm.ts';
import { openPredictor } from '#server/adapters/tensorflow/predictor.ts';
import { toBytes } from '#tests/helpers/onnx-writer.ts';

/** Of each family a small one: with a mask where it has one, and of ours one that draws none. */
const names = ['swift', 'studio', 'lightweight', 'quick96'] as const satisfies readonly ArchitectureName[];

const weightsOf = (name: ArchitectureName) => {
  const made = allWeights(architectures[name]).map((weight) => {
    const { data } = initialWeight(weight, 5);
    // Biases begin at 0, which would hide one that is left out.
    return { ...weight, data: weight.initial === 'zeros' ? data.map((_, i) => Math.sin(i) / 8) : data };
  });
  return new Map(made.map((weight) => [weight.name, weight]));
};

const predictorsOf = (name: ArchitectureName) => {
  const architecture = architectures[name];
  const weights = weightsOf(name);
  const own = (decoder: Side) => {
    const state = [...weights.values()].map((weight) => ({ ...weight, data: weight.data.slice() }));
    return openPredictor({ architecture: name, architectures, precision: 'fp32', decoder, state });
  };
  const weight = ({ name: asked }: { readonly name: string }) =>
    weights.get(asked) as NonNullable<ReturnType<typeof weights.get>>;
  const file = toBytes(dfmModel({ architecture, side: 'b', weight, metadata: {} }));
  const given = createDfmPredictor({ file, model: inspectDfm(file) });
  return { a: own('a'), b: own('b'), given };
};

// Two engines are opened for each model: on a busy machine that takes a while.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe.each(names)('a predictor of %s', (name) => {
  const { drawsMask } = modelShape(architectures[name]);
  let predictors: ReturnType<typeof predictorsOf>;
  beforeAll(() => {
    predictors = predictorsOf(name);
  });
  afterAll(() => {
    for (const predictor of Object.values(predictors)) predictor[Symbol.dispose]();
  });

  it.each(['b', 'given'] as const)(
    'draws as many faces as it is given, each as it would by itself (%s)',
    async (which) => {
      const { faceSize, drawnSize, predict } = predictors[which];
      const faces = wavyFaces(3, faceSize);
      const before = faces.slice();
      const together = await predict({ faces, count: 3 });
      expect(faces).toEqual(before);
      expect(together.faces.length).toBe(3 * drawnSize ** 2 * 3);
      if (together.masks) expect(together.masks.length).toBe(3 * drawnSize ** 2);
      for (const values of [together.faces, together.masks ?? new Float32Array(1)])
        expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      const each = faceSize ** 2 * 3;
      const last = await predict({ faces: faces.slice(2 * each), count: 1 });
      expect(worst(last.faces, together.faces.subarray(2 * drawnSize ** 2 * 3))).toBeLessThan(1e-5);
    },
  );

  it('draws the same from the whole-face crop as from its middle, which is what the network sees', async () => {
    const { a, b, given } = predictors;
    expect([b.squareShare, given.squareShare]).toEqual([networkShare, 1]);
    const whole = wavyFaces(2, given.faceSize);
    const theirs = await given.predict({ faces: whole, count: 2 });
    const rim = given.faceSize * ((1 - networkShare) / 2);
    const inside = given.faceSize - 2 * rim;
    const middle = {
      faces: resampled(whole, { from: given.faceSize, rim, inside, to: b.faceSize, channels: 3 }),
      count: 2,
    };
    const ours = await b.predict(middle);
    const laid = (from: Float32Array, channels: number) =>
      resampled(from, { from: b.drawnSize, rim: 0, inside: b.drawnSize, to: inside, channels });
    const cut = (from: Float32Array, channels: number) =>
      resampled(from, { from: given.faceSize, rim, inside, to: inside, channels });
    expect(worst(cut(theirs.faces, 3), laid(ours.faces, 3))).toBeLessThan(1e-3);
    if (!drawsMask) return;
    const replaced = await a.predict(middle);
    const masks = [ours, replaced].map(({ masks }) => laid(masks as Float32Array, 1)) as [Float32Array, Float32Array];
    const both = masks[0].map((value, at) => Math.min(value, masks[1][at] as number));
    expect(worst(cut(theirs.masks as Float32Array, 1), both)).toBeLessThan(1e-3);
  });
});

/** Soft and coloured, other for each face. */
const wavyFaces = (count: number, size: number): Float32Array =>
  Float32Array.from({ length: count * size * size * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    const [face, y, x] = [Math.floor(pixel / size ** 2), Math.floor(pixel / size) % size, pixel % size];
    return 0.5 + 0.4 * Math.sin((9 * x) / size + (7 * y * ((at % 3) + 1)) / size + face);
  });

interface Resampling {
  readonly from: number;
  /** Left out on every side. */
  readonly rim: number;
  readonly inside: number;
  readonly to: number;
  readonly channels: number;
}

/** Linear between the middles of pixels, beyond the outermost their own; written anew, not as the file does it. */
const resampled = (pictures: Float32Array, { from, rim, inside, to, channels }: Resampling): Float32Array => {
  const at = (index: number) => {
    const place = Math.min(Math.max(((index + 0.5) * inside) / to - 0.5, 0), inside - 1);
    const low = Math.min(Math.floor(place), inside - 2);
    return { low: rim + low, share: place - low };
  };
  const places = Array.from({ length: to }, (_, index) => at(index));
  const value = (picture: number, y: number, x: number, channel: number) =>
    pictures[((picture * from + y) * from + x) * channels + channel] as number;
  return Float32Array.from({ length: (pictures.length / (from * from)) * to * to }, (_, index) => {
    const channel = index % channels;
    const pixel = Math.floor(index / channels);
    const picture = Math.floor(pixel / to ** 2);
    const [row, column] = [places[Math.floor(pixel / to) % to], places[pixel % to]] as [
      ReturnType<typeof at>,
      ReturnType<typeof at>,
    ];
    const line = (y: number) =>
      value(picture, y, column.low, channel) * (1 - column.share) +
      value(picture, y, column.low + 1, channel) * column.share;
    return line(row.low) * (1 - row.share) + line(row.low + 1) * row.share;
  });
};

const worst = (one: Float32Array, other: Float32Array): number => {
  expect(one.length).toBe(other.length);
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] as number))), 0);
};
