import { describe, expect, it } from 'vitest';
import { smooth } from '#components/training/smoothing.ts';

describe('smooth', () => {
  it('leaves a constant line where it is, from the first point on', () => {
    for (const value of smooth([3, 3, 3, 3], 0.99)) expect(value).toBeCloseTo(3, 10);
  });

  it('is the raw line at weight 0', () => {
    expect(smooth([1, 5, 2], 0)).toEqual([1, 5, 2]);
  });

  it('gives the debiased mean of the first two points', () => {
    // (0.5·(1·0.5) + 3·0.5) / (1 − 0.25) = 7/3
    expect(smooth([1, 3], 0.5)[1]).toBeCloseTo(7 / 3, 10);
  });

  it('passes over values that are no numbers', () => {
    expect(smooth([1, Number.NaN, 1], 0.5)[2]).toBeCloseTo(1, 10);
  });
});
