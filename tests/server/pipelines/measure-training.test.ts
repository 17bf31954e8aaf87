import { describe, expect, it } from 'vitest';
import { runSettings } from '#core/contract/run.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import { measureTraining } from '#server/pipelines/measure-training.ts';
import type { AutoencoderEngine } from '#server/ports/autoencoder-engine.ts';
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
const measure = (engine: AutoencoderEngine, { seconds = 0.2, signal = new AbortController().signal } = {}) =>
  measureTraining({ engine, openFeed: openBatchFeed, settings: plain, seconds, signal });

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

  it('ends between two steps when it is cancelled', async () => {
    const { engine, done } = watchedEngine();
    await expect(measure(engine, { seconds: 600, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(done).toEqual(['closed']);
  });
});
