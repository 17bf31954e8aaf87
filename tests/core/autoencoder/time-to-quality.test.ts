import { describe, expect, it } from 'vitest';
import { imagesUntilGood, medianOfRuns } from '#core/autoencoder/time-to-quality.ts';
import type { ValidationPoint } from '#core/contract/run.ts';

/** Looks every hundred iterations at an error that falls to `level` with a half-life of so many looks. */
const looks = (count: number, { level = 0.1, halfLife = 3 } = {}): ValidationPoint[] =>
  Array.from({ length: count }, (_, index) => {
    const ssimError = level * (1 + 4 * 0.5 ** (index / halfLife));
    const side = { ssimError, l1: 0 };
    return { iteration: 100 * (index + 1), trainedSeconds: 60 * (index + 1), a: side, b: side };
  });

describe('how many faces a run had seen when it was good', () => {
  it('is read where the mean of three looks comes within 15 % and within 2 % of its best', () => {
    const seen = imagesUntilGood(looks(60), { batchSize: 8 });
    // By hand: the mean of looks i - 2 to i lies 4 x 1.2825 x 0.5^(i / 3) above the best: below 0.15 of it from i = 15.3 on,
    // below 0.02 from i = 24.01 on. Look i is at iteration 100 (i + 1).
    expect(seen).toEqual({ usableImages: 2 * 8 * 1700, goodImages: 2 * 8 * 2600 });
  });

  it('is not known of a run that was still getting better, or was looked at too seldom', () => {
    expect(imagesUntilGood(looks(12), { batchSize: 8 })).toBeUndefined();
    expect(imagesUntilGood(looks(5), { batchSize: 8 })).toBeUndefined();
    expect(imagesUntilGood([], { batchSize: 8 })).toBeUndefined();
  });

  it('does not grow with how long the run was left to itself afterwards', () => {
    expect(imagesUntilGood(looks(300), { batchSize: 8 })).toEqual(imagesUntilGood(looks(60), { batchSize: 8 }));
  });

  it('takes the middle of several runs', () => {
    const run = (usableImages: number) => ({ usableImages, goodImages: 10 * usableImages });
    expect(medianOfRuns([run(5), run(1), run(2)])).toEqual(run(2));
    expect(medianOfRuns([run(1), run(2)])).toEqual(run(1.5));
  });
});
