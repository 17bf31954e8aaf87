import { describe, expect, it } from 'vitest';
import { runSettings } from '#core/contract/run.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import { measureTraining } from '#server/pipelines/measure-training.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import { smallArchitectures } from '#tests/helpers/small-autoencoder.ts';

/** The product's engine with a small model; what its trainer is asked for is written down. */
const watchedEngine = () => {
  const engine = createTensorFlowEngine({ architectures: smallArchitectures });
  const asked: (keyof AutoencoderTrainer)[] = [];
  const openTrainer: typeof engine.openTrainer = (options) => {
    const trainer = engine.openTrainer(options);
    return new Proxy(trainer, {
      get: (target, name: keyof AutoencoderTrainer) => {
        asked.push(name);
        return target[name];
      },
    });
  };
  return { engine: { ...engine, openTrainer }, asked };
};

const plain = runSettings.parse({ batchSize: 3, precision: 'fp32' });
const settings = { ...plain, losses: { ...plain.losses, masked: true } };

describe('measuring how fast a training goes', () => {
  it('counts the steps of a real trainer after some that nobody counts, and gives it back', async () => {
    const { engine, asked } = watchedEngine();
    const signal = new AbortController().signal;
    const measured = await measureTraining({ engine, openFeed: openBatchFeed, settings, seconds: 0.2, signal });
    const steps = asked.filter((name) => name === 'step').length;
    expect(measured.steps).toBeGreaterThan(0);
    expect(steps).toBeGreaterThan(measured.steps);
    expect(measured.seconds).toBeGreaterThanOrEqual(0.2);
    expect(measured.imagesPerSecond).toBeCloseTo((2 * 3 * measured.steps) / measured.seconds, 6);
    expect(measured).toMatchObject({ precision: 'fp32', device: engine.deviceName });
    expect(asked.at(-1)).toBe(Symbol.dispose);
  });

  it('tells the peak of its own process', async () => {
    const { engine } = watchedEngine();
    const signal = new AbortController().signal;
    const measured = await measureTraining({ engine, openFeed: openBatchFeed, settings, seconds: 0.1, signal });
    expect(measured.peakBytes).toBeGreaterThanOrEqual(process.memoryUsage.rss());
    expect(measured.peakBytes).toBeLessThanOrEqual(process.resourceUsage().maxRSS * 1024);
  });

  it('ends between two steps when it is cancelled', async () => {
    const { engine, asked } = watchedEngine();
    const signal = AbortSignal.abort();
    const answer = measureTraining({ engine, openFeed: openBatchFeed, settings, seconds: 60, signal });
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).not.toContain('step');
    expect(asked.at(-1)).toBe(Symbol.dispose);
  });
});
