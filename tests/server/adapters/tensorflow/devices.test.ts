/** One training on other devices: the one-device graph of the same engine is the witness. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import type { Architecture } from '#core/autoencoder/architecture.ts';
import { bottleneck, leakyRelu, sigmoid } from '#core/autoencoder/architectures/layer-words.ts';
import { trainingRecipe } from '#core/contract/training-recipe.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { deviceRuns, gpuDevices } from '#server/adapters/tensorflow/gpu-devices.ts';
import { loadTensorFlow } from '#server/adapters/tensorflow/library.ts';
import { hashed } from '#tests/oracles/hashed.ts';

/** Draws a mask, 16 px. */
const masked: Architecture = {
  faceSize: 16,
  encoder: [
    { kind: 'convolution', name: 'first', features: 6, kernel: 5, stride: 2, activation: leakyRelu(0.1) },
    { kind: 'flatten' },
  ],
  inter: bottleneck({ units: 12, picture: [8, 8, 4] }),
  decoder: {
    trunk: [{ kind: 'upscale', name: 'upscale', features: 6, activation: leakyRelu(0.1) }],
    face: [{ kind: 'convolution', name: 'output', features: 3, kernel: 3, activation: sigmoid }],
    mask: [{ kind: 'convolution', name: 'mask_output', features: 1, kernel: 1, activation: sigmoid }],
  },
  draws: {
    a: { inters: ['inter'], decoder: 'decoder_a' },
    b: { inters: ['inter'], decoder: 'decoder_b' },
  },
};

const batchSize = 4;
const pictures = (stream: number, channels: number): Float32Array =>
  Float32Array.from(hashed(batchSize * 16 * 16 * channels, stream));
const side = (stream: number) => ({
  input: pictures(stream, 3),
  target: pictures(stream + 1, 3),
  regions: pictures(stream + 2, 2),
});
const losses = { ...trainingRecipe.parse({}).losses, dssim: 2, mask: 3, eyesMouth: 1, masked: true };

/** Losses of each of three steps; the weights and moments of all but biases, before and after. Each read costs a look at the graph. */
const trainedOn = (devices: readonly string[]) => {
  const engine = createTensorFlowEngine({ architectures: { original: masked }, devices });
  using trainer = engine.openTrainer({
    ...{ architecture: 'original', batchSize, precision: 'fp32', learningRate: 1e-3, seed: 5 },
    recipe: { losses, clipNorm: 1 },
  });
  const kept = () => trainer.readState().filter(({ name }) => name.includes('kernel'));
  const begun = kept().map(({ data }) => data);
  const steps = [10, 20, 30].map((stream) => trainer.step({ a: side(stream), b: side(stream + 5) }));
  return { begun, steps, state: kept().map(({ data }) => data) };
};

/** Largest share of its way that a tensor ends beside where it ends in the other, and the like of the losses. */
const apart = (one: ReturnType<typeof trainedOn>, other: ReturnType<typeof trainedOn>) => {
  const ways = one.state.map((data, index) => {
    const [theirs, start] = [other.state[index] as Float32Array, one.begun[index] as Float32Array];
    return length(data, theirs) / length(data, start);
  });
  const ofLosses = one.steps.flatMap(({ a, b }, step) => [
    Math.abs(a / (other.steps[step]?.a as number) - 1),
    Math.abs(b / (other.steps[step]?.b as number) - 1),
  ]);
  return { compared: ways.length, state: Math.max(...ways), losses: Math.max(...ofLosses) };
};

const length = (from: Float32Array, to: Float32Array): number =>
  Math.hypot(...from.map((value, index) => value - (to[index] as number)));

it('two devices that share a step train as one does, but for the rounding of float32', () => {
  const shared = apart(trainedOn([]), trainedOn(['/device:CPU:0', '/device:CPU:0']));
  expect(shared.compared).toBeGreaterThan(20);
  expect(shared.losses).toBeLessThan(1e-5);
  expect(shared.state).toBeLessThan(1e-3);
});

it('a device that is not there does not run', () => {
  expect([deviceRuns('/device:CPU:0'), deviceRuns('/device:GPU:99')]).toEqual([true, false]);
});

const load = "import('#server/adapters/tensorflow/library.ts').then(({ loadTensorFlow }) => ";
const inProcess = (env: Record<string, string>, then: string) => {
  const { CUDA_VISIBLE_DEVICES: _, TF_XLA_FLAGS: __, ...inherited } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', `${load}${then})`], {
    env: { ...inherited, ...env },
    encoding: 'utf8',
  });
  return { said: stdout.trim(), problem: stderr };
};

it('the processor alone is used where it is set, without XLA, which halves its speed', () => {
  const facts =
    'console.log(loadTensorFlow().deviceName, process.env.CUDA_VISIBLE_DEVICES, String(process.env.TF_XLA_FLAGS))';
  expect(inProcess({ UNDERSTUDY_DEVICE: 'cpu' }, facts).said).toBe('CPU -1 undefined');
});

it('a GPU that is not there is refused before the library loads', () => {
  const { said, problem } = inProcess({ UNDERSTUDY_DEVICE: 'gpu:99' }, 'console.log(loadTensorFlow().deviceName)');
  expect(said).toBe('');
  expect(problem).toContain('There is no gpu:99 on this machine');
});

const gpus = gpuDevices();
// Convolutions of a GPU round to 10 bits (TF32).
const roundedOnGpu = { losses: 1e-2, state: 5e-2 };

it.skipIf(gpus.length === 0)('steps on a GPU are those of the processor (needs a GPU)', () => {
  const { losses, state } = apart(trainedOn([]), trainedOn(['/device:CPU:0']));
  expect(losses).toBeLessThan(roundedOnGpu.losses);
  expect(state).toBeLessThan(roundedOnGpu.state);
});

it.skipIf(gpus.length === 0)('is told of by its name and XLA is on (needs a GPU)', () => {
  expect(loadTensorFlow()).toMatchObject({ usesGpu: true, deviceName: expect.not.stringMatching(/^(CPU|)$/) });
  expect(process.env.TF_XLA_FLAGS).toContain('--tf_xla_auto_jit=2');
});

it.skipIf(gpus.length < 2)('two GPUs that share a step train as one does (needs two GPUs)', () => {
  const { losses, state } = apart(trainedOn([]), trainedOn(gpus.slice(0, 2)));
  expect(losses).toBeLessThan(roundedOnGpu.losses);
  expect(state).toBeLessThan(roundedOnGpu.state);
});
