import { describe, expect, it } from 'vitest';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import { createRun, runSettings } from '#core/contract/run.ts';

describe('the settings of a new run', () => {
  const asked = (settings: object) =>
    withRecommended(createRun.parse({ personAId: 'a', personBId: 'b', settings }).settings);

  it('are those of the first programs for models that are not ours', () => {
    expect(asked({ architecture: 'quick96' })).toEqual(runSettings.parse({ architecture: 'quick96' }));
  });

  it('are what suits a model of ours, where nothing else was said', () => {
    const { learningRate, averaging } = asked({ architecture: 'swift', batchSize: 4 });
    expect({ learningRate, averaging }).toEqual({ learningRate: 1e-3, averaging: 0.99 });
  });

  it('are those asked for, the defaults of the first programs included', () => {
    const { batchSize, learningRate, losses } = asked({
      architecture: 'swift',
      batchSize: 4,
      learningRate: 5e-5,
      losses: {},
    });
    expect({ batchSize, learningRate, dssim: losses.dssim }).toEqual({ batchSize: 4, learningRate: 5e-5, dssim: 0 });
  });

  it('are refused as strictly as settings are', () => {
    expect(createRun.safeParse({ personAId: 'a', personBId: 'b', settings: { batchSize: 0 } }).success).toBe(false);
  });
});
