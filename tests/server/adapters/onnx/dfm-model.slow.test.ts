import { afterAll, describe, expect, it } from 'vitest';
import { type Architecture, allWeights } from '#core/autoencoder/architecture.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import type { Layer } from '#core/autoencoder/layers.ts';
import { dfmModel, dfmNames } from '#core/interchange/onnx/dfm-model.ts';
import { inspectOnnx } from '#server/adapters/onnx/inspect-onnx.ts';
import { type OnnxSession, openOnnxSession } from '#server/adapters/onnx/onnx-session.ts';
import { openPredictor } from '#server/adapters/tensorflow/predictor.ts';
import { toBytes } from '#tests/helpers/onnx-writer.ts';

const leaky = { kind: 'leaky-relu', slope: 0.1 } as const;
const convolution = (name: string, features: number, stride = 1): Layer => ({
  kind: 'convolution',
  name,
  features,
  kernel: 5,
  stride,
  activation: leaky,
});

/** Every kind of layer once, at a size whose whole square is 64 px and whose middle is the network's own 52. */
const everyLayer: Architecture = {
  faceSize: 52,
  encoder: [
    { kind: 'space-to-depth', block: 2 },
    convolution('first', 6, 2),
    { kind: 'depthwise', name: 'each', kernel: 3, stride: 1, activation: { kind: 'silu' } },
    { kind: 'skip', layers: [convolution('skipped', 6)] },
    { kind: 'branches', branches: [[convolution('left', 3)], [convolution('right', 2)]] },
    { kind: 'flatten' },
    { kind: 'pixel-norm' },
    { kind: 'dense', name: 'code', units: 7 },
  ],
  inter: [
    { kind: 'dense', name: 'open', units: 13 * 13 * 4 },
    { kind: 'reshape', shape: [13, 13, 4] },
  ],
  decoder: {
    trunk: [{ kind: 'upscale', name: 'up', features: 5, activation: leaky }],
    face: [
      { kind: 'convolution', name: 'face', features: 12, kernel: 3 },
      { kind: 'depth-to-space', block: 2 },
      { kind: 'activation', activation: { kind: 'sigmoid' } },
    ],
    mask: [
      { kind: 'convolution', name: 'mask', features: 4, kernel: 1 },
      { kind: 'depth-to-space', block: 2 },
      { kind: 'activation', activation: { kind: 'sigmoid' } },
    ],
  },
  draws: {
    a: { inters: ['inter_a', 'inter_both'], decoder: 'decoder_a' },
    b: { inters: ['inter_b', 'inter_both'], decoder: 'decoder_b' },
  },
};

const state = allWeights(everyLayer).map((weight) => {
  const { data } = initialWeight(weight, 5);
  // Biases begin at 0, which would hide one that is left out.
  return { ...weight, data: weight.initial === 'zeros' ? data.map((_, i) => Math.sin(i) / 4) : data };
});
const weightOf = (named: typeof state) => (spec: { readonly name: string }) =>
  named.find(({ name }) => name === spec.name) as (typeof state)[number];

const architectures = { original: everyLayer };
const size = 64;
const rim = 6;
const count = 2;

/** RGB of every pixel of the whole squares. */
const rgbAt = (face: number, y: number, x: number, channel: number): number =>
  0.5 + 0.45 * Math.sin(0.7 * x + 0.9 * y * (channel + 1) + face);

const bgr = Float32Array.from({ length: count * size * size * 3 }, (_, at) => {
  const pixel = Math.floor(at / 3);
  return rgbAt(Math.floor(pixel / size ** 2), Math.floor(pixel / size) % size, pixel % size, 2 - (at % 3));
});

const middle = Float32Array.from({ length: count * 52 * 52 * 3 }, (_, at) => {
  const pixel = Math.floor(at / 3);
  return rgbAt(Math.floor(pixel / 52 ** 2), (Math.floor(pixel / 52) % 52) + rim, (pixel % 52) + rim, at % 3);
});

describe('a model written for other programs', () => {
  const file = toBytes(dfmModel({ architecture: everyLayer, side: 'b', weight: weightOf(state), metadata: {} }));
  const outputs = [dfmNames.faceMask, dfmNames.drawn, dfmNames.drawnMask];
  let session: OnnxSession | undefined;
  const run = () => {
    session ??= openOnnxSession({ file, outputs });
    return session.run({ [dfmNames.face]: { shape: [count, size, size, 3], data: bgr } });
  };
  afterAll(() => session?.[Symbol.dispose]());
  const drawnAs = async (decoder: 'a' | 'b') => {
    const given = state.map((weight) => ({ ...weight, data: weight.data.slice() }));
    using predictor = openPredictor({
      architecture: 'original',
      architectures,
      precision: 'fp32',
      decoder,
      state: given,
    });
    return await predictor.predict({ faces: middle, count });
  };

  it('has the names, the order and the sizes that both loaders ask for by place', () => {
    const { inputs, outputs: given } = inspectOnnx(file);
    const square = (channels: number) => [null, size, size, channels];
    expect(inputs).toEqual([{ name: 'in_face:0', isFloat: true, shape: square(3) }]);
    expect(given).toEqual([
      { name: 'out_face_mask:0', isFloat: true, shape: square(1) },
      { name: 'out_celeb_face:0', isFloat: true, shape: square(3) },
      { name: 'out_celeb_face_mask:0', isFloat: true, shape: square(1) },
    ]);
  });

  it('draws in ONNX Runtime what our own engine draws, in BGR, for any number of faces', async () => {
    const drawn = run().get(dfmNames.drawn)?.data as Float32Array;
    const ours = (await drawnAs('b')).faces;
    expect(worstInside(drawn, ours, { channels: 3, channelOf: (channel) => 2 - channel })).toBeLessThan(1e-4);
  });

  it('leaves the picture around the drawn face as it came', () => {
    const drawn = run().get(dfmNames.drawn)?.data as Float32Array;
    const worst = drawn.reduce((most, value, at) => {
      const pixel = Math.floor(at / 3);
      return isInside(Math.floor(pixel / size) % size, pixel % size)
        ? most
        : Math.max(most, Math.abs(value - (bgr[at] as number)));
    }, 0);
    expect(worst).toBeLessThan(1e-6);
  });

  it('gives the mask of the drawn face and that of the face that came in, and none around them', async () => {
    const results = run();
    const masks = (name: string) => results.get(name)?.data as Float32Array;
    const plain = { channels: 1, channelOf: () => 0 };
    expect(worstInside(masks(dfmNames.drawnMask), (await drawnAs('b')).masks as Float32Array, plain)).toBeLessThan(
      1e-4,
    );
    expect(worstInside(masks(dfmNames.faceMask), (await drawnAs('a')).masks as Float32Array, plain)).toBeLessThan(1e-4);
    const outside = masks(dfmNames.faceMask).filter(
      (_, pixel) => !isInside(Math.floor(pixel / size) % size, pixel % size),
    );
    expect(Math.max(...outside)).toBe(0);
  });

  it('gives the mean face as the mask where the model draws none', () => {
    const { mask: _, ...decoder } = everyLayer.decoder;
    const maskless = { ...everyLayer, decoder };
    const bytes = toBytes(dfmModel({ architecture: maskless, side: 'a', weight: weightOf(state), metadata: {} }));
    using other = openOnnxSession({ file: bytes, outputs });
    const results = other.run({ [dfmNames.face]: { shape: [count, size, size, 3], data: bgr } });
    const mask = results.get(dfmNames.drawnMask)?.data as Float32Array;
    const at = (x: number, y: number): number => mask[size ** 2 + y * size + x] as number;
    expect(mask).toEqual(results.get(dfmNames.faceMask)?.data);
    expect([at(32, 36), at(22, 28), at(42, 28), at(32, 52)]).toEqual([1, 1, 1, 1]);
    expect([at(2, 2), at(61, 61), at(3, 32)]).toEqual([0, 0, 0]);
  });
});

const isInside = (y: number, x: number): boolean => [y, x].every((at) => at >= rim && at < size - rim);

/** Between the middle of whole squares and squares of 52 px. */
const worstInside = (
  whole: Float32Array,
  inside: Float32Array,
  { channels, channelOf }: { readonly channels: number; readonly channelOf: (channel: number) => number },
): number =>
  inside.reduce((most, value, at) => {
    const pixel = Math.floor(at / channels);
    const [face, y, x] = [Math.floor(pixel / 52 ** 2), Math.floor(pixel / 52) % 52, pixel % 52];
    const place = (face * size ** 2 + (y + rim) * size + x + rim) * channels + channelOf(at % channels);
    return Math.max(most, Math.abs(value - (whole[place] as number)));
  }, 0);
