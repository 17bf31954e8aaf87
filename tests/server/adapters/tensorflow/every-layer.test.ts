/**
 * Every kind of layer, two inters and a mask against PyTorch: losses and the gradient of every weight. The witness's
 * numbers: tests/oracles/every-layer.{py,json}.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Architecture } from '#core/autoencoder/architecture.ts';
import { allWeights } from '#core/autoencoder/architecture.ts';
import { bottleneck, leakyRelu, sigmoid, silu } from '#core/autoencoder/architectures/layer-words.ts';
import type { Layer } from '#core/autoencoder/layers.ts';
import { trainingGraph } from '#core/autoencoder/training-graph.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { hashed } from '#tests/oracles/hashed.ts';

const output = (number: number, kernel: number): Layer[] => [
  { kind: 'convolution', name: `output_${number}`, features: 3, kernel },
];

const everyLayer: Architecture = {
  faceSize: 16,
  encoder: [
    { kind: 'space-to-depth', block: 2 },
    { kind: 'convolution', name: 'stem', features: 8, kernel: 3, activation: silu },
    { kind: 'depthwise', name: 'depthwise', kernel: 5, stride: 2, activation: leakyRelu(0.1) },
    {
      kind: 'skip',
      layers: [{ kind: 'convolution', name: 'refine', features: 8, kernel: 3, activation: leakyRelu(0.2) }],
    },
    { kind: 'flatten' },
    { kind: 'pixel-norm' },
  ],
  inter: bottleneck({ units: 6, picture: [4, 4, 4] }),
  decoder: {
    trunk: [{ kind: 'upscale', name: 'upscale', features: 6, activation: leakyRelu(0.1) }],
    face: [
      { kind: 'branches', branches: [output(1, 1), output(2, 3), output(3, 3), output(4, 3)] },
      { kind: 'depth-to-space', block: 2 },
      { kind: 'activation', activation: sigmoid },
    ],
    mask: [
      { kind: 'upscale', name: 'mask_upscale', features: 2, activation: silu },
      { kind: 'convolution', name: 'mask_output', features: 1, kernel: 1, activation: sigmoid },
    ],
  },
  draws: {
    a: { inters: ['inter_ab', 'inter_ab'], decoder: 'decoder' },
    b: { inters: ['inter_b', 'inter_ab'], decoder: 'decoder' },
  },
};

const batchSize = 2;
const pictures = (stream: number, channels: number): Float32Array =>
  Float32Array.from(hashed(batchSize * 16 * 16 * channels, stream));
const side = (stream: number) => ({
  input: pictures(stream, 3),
  target: pictures(stream + 1, 3),
  regions: pictures(stream + 2, 2),
});

it('a model of every layer has the losses and gradients that PyTorch has', async () => {
  const oracle: { losses: { a: number; b: number }; gradients: Record<string, number[]> } = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../oracles/every-layer.json'), 'utf8'),
  );
  const names = allWeights(everyLayer)
    .map(({ name }) => name)
    .toSorted();
  expect(names).toEqual(Object.keys(oracle.gradients));
  const { state } = trainingGraph({ architecture: everyLayer, batchSize, precision: 'fp32' });
  const started = state.map(({ name, shape }) => ({
    name,
    shape,
    data: names.includes(name)
      ? Float32Array.from(hashed(elementCount(shape), names.indexOf(name) + 1), (value) => (value * 2 - 1) * 0.4)
      : new Float32Array(elementCount(shape)),
  }));
  using trainer = createTensorFlowEngine({ architectures: { every: everyLayer } }).openTrainer({
    architecture: 'every',
    batchSize,
    precision: 'fp32',
    learningRate: 1e-3,
    seed: 1,
    state: started,
  });
  expect([trainer.faceSize, trainer.drawnSize, trainer.usesRegions]).toEqual([16, 16, true]);
  const losses = trainer.step({ a: side(1001), b: side(1004) });
  expect(losses.a).toBeCloseTo(oracle.losses.a, 5);
  expect(losses.b).toBeCloseTo(oracle.losses.b, 5);
  const after = new Map(trainer.readState().map((tensor) => [tensor.name, tensor]));
  const far = names.filter((name) => {
    const { data } = after.get(`${name}/adam_mean`) as { data: Float32Array };
    const stride = Math.max(1, Math.floor(data.length / 8));
    const largest = Math.max(...data.map(Math.abs));
    // The mean of the first step is half the gradient.
    return (oracle.gradients[name] as number[]).some(
      (value, index) => !(Math.abs((data[index * stride] as number) * 2 - value) < largest * 1e-3),
    );
  });
  expect(far).toEqual([]);
});
