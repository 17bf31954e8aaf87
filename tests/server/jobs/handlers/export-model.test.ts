import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { allWeights, architectureNamed } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import { dfmNames } from '#core/interchange/onnx/dfm-model.ts';
import { openOnnxSession } from '#server/adapters/onnx/onnx-session.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { openPredictor } from '#server/adapters/tensorflow/predictor.ts';
import { exportModel } from '#server/jobs/handlers/export-model.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';

const checkpoints = createSafetensorsStore();
const weights = allWeights(architectureNamed(architectures, 'swift'));
const context = { tools: { checkpoints }, signal: new AbortController().signal } as unknown as JobContext;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = async (tensors: ReturnType<typeof initialWeight>[]) => {
  const checkpointPath = join(folder, 'checkpoint.safetensors');
  await checkpoints.write({ path: checkpointPath, tensors, metadata: {} });
  const outputPath = join(folder, 'model.dfm');
  const payload = { runId: 'run', checkpointPath, architecture: 'swift', to: 'b', outputPath, metadata: { by: 'us' } };
  return { outputPath, result: await exportModel({ ...payload, to: 'b' }, context) };
};

it('writes a checkpoint as a model that draws one grey face as our engine does', async () => {
  const state = weights.map((weight) => initialWeight(weight, 3));
  const { outputPath, result } = await write(state);
  const file = await readFile(outputPath);
  expect(result.sizeBytes).toBe(file.length);
  expect(file.includes('us')).toBe(true);
  const size = 96;
  using session = openOnnxSession({ file, outputs: [dfmNames.drawn] });
  const grey = new Float32Array(size * size * 3).fill(0.4);
  const drawn = session.run({ [dfmNames.face]: { shape: [1, size, size, 3], data: grey } }).get(dfmNames.drawn)
    ?.data as Float32Array;
  using predictor = openPredictor({ architecture: 'swift', architectures, precision: 'fp32', decoder: 'b', state });
  const { faces } = await predictor.predict({ faces: new Float32Array(64 * 64 * 3).fill(0.4), count: 1 });
  // The middle of either picture: how one is laid into the other is tested elsewhere.
  const ours = [...faces.subarray((32 * 64 + 32) * 3, (32 * 64 + 32) * 3 + 3)];
  const theirs = [...drawn.subarray((48 * size + 48) * 3, (48 * size + 48) * 3 + 3)].reverse();
  ours.forEach((value, channel) => {
    expect(Math.abs(value - (theirs[channel] as number))).toBeLessThan(0.02);
  });
});

it('refuses a checkpoint of another model', async () => {
  await expect(write([])).rejects.toMatchObject({ code: 'checkpoint_damaged' });
});
