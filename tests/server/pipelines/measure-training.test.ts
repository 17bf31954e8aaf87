import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSettings } from '#core/contract/run.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import { measureTraining } from '#server/pipelines/measure-training.ts';
import type { AutoencoderEngine } from '#server/ports/autoencoder-engine.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import { smallArchitectures } from '#tests/helpers/small-autoencoder.ts';

/** The product's engine with a small model; what its trainer does is written down. */
const watchedEngine = (): { readonly engine: AutoencoderEngine; readonly done: string[] } => {
  const engine = createTensorFlowEngine({ architectures: smallArchitectures });
  const done: string[] = [];
  const openTrainer: AutoencoderEngine['openTrainer'] = (options) => {
    const trainer = engine.openTrainer(options);
    return {
      ...trainer,
      step: (...given) => {
        done.push('step');
        return trainer.step(...given);
      },
      [Symbol.dispose]: () => {
        done.push('closed');
        trainer[Symbol.dispose]();
      },
    };
  };
  return { engine: { ...engine, openTrainer }, done };
};

const plain = runSettings.parse({ batchSize: 3, precision: 'fp32' });
const measure = (
  engine: AutoencoderEngine,
  { seconds = 0.2, signal = new AbortController().signal, checkpoints = createSafetensorsStore() } = {},
) =>
  measureTraining({
    ...{ engine, openFeed: openBatchFeed, checkpoints },
    ...{ settings: plain, seconds, signal },
  });

describe('measuring how fast a training goes', () => {
  it('counts the steps of a real trainer after some that nobody counts, and closes it', async () => {
    const { engine, done } = watchedEngine();
    const measured = await measure(engine);
    const steps = done.filter((what) => what === 'step').length;
    expect(measured.steps).toBeGreaterThan(0);
    expect(steps).toBeGreaterThan(measured.steps);
    expect(measured.seconds).toBeGreaterThanOrEqual(0.2);
    expect(measured.imagesPerSecond).toBeCloseTo((2 * 3 * measured.steps) / measured.seconds, 6);
    expect(measured).toMatchObject({ precision: 'fp32', device: engine.deviceName });
    expect(done.at(-1)).toBe('closed');
  });

  it('tells the most memory that its process held, which is at least what it holds now', async () => {
    const { peakBytes } = await measure(watchedEngine().engine);
    // The kernel counts both a little late.
    expect(peakBytes).toBeGreaterThan(0.99 * process.memoryUsage.rss());
  });

  it('saves once while it trains, as a run does, and leaves nothing of it behind', async () => {
    const { engine, done } = watchedEngine();
    const store = createSafetensorsStore();
    const paths: string[] = [];
    const write: CheckpointStore['write'] = async (checkpoint) => {
      done.push('save begun');
      const saved = await store.write(checkpoint);
      paths.push(saved.path);
      expect((await store.read(saved.path)).tensors.length).toBe(checkpoint.tensors.length);
      return saved;
    };
    await measure(engine, { checkpoints: { ...store, write } });
    expect(done.slice(done.indexOf('save begun'))).toEqual(['save begun', 'step', 'closed']);
    expect(paths.map((path) => existsSync(dirname(path)))).toEqual([false]);
  });

  it('ends between two steps when it is cancelled', async () => {
    const { engine, done } = watchedEngine();
    await expect(measure(engine, { seconds: 600, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(done).toEqual(['closed']);
  });
});
