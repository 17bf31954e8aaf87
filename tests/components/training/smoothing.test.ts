import { describe, expect, it } from 'vitest';
import { smooth } from '#components/training/smoothing.ts';

const each = (values: number[]) => ({ means: values, counts: values.map(() => 1) });

describe('smooth', () => {
  it('leaves a constant line where it is, from the first point on', () => {
    for (const value of smooth(each([3, 3, 3, 3]), 0.99).values) expect(value).toBeCloseTo(3, 10);
  });

  it('is the raw line at weight 0', () => {
    expect(smooth(each([1, 5, 2]), 0).values).toEqual([1, 5, 2]);
  });

  it('gives the debiased mean of the first two points', () => {
    // (0.5·(1·0.5) + 3·0.5) / (1 − 0.25) = 7/3
    expect(smooth(each([1, 3]), 0.5).values[1]).toBeCloseTo(7 / 3, 10);
  });

  it('passes over values that are no numbers', () => {
    expect(smooth(each([1, Number.NaN, 1]), 0.5).values[2]).toBeCloseTo(1, 10);
    expect(smooth({ means: [1, null, 1], counts: [1, 0, 1] }, 0.5).values).toEqual([1, null, 1]);
  });

  it('makes of a bucket what it makes of its points, where they are alike', () => {
    const points = smooth(each([1, 1, 1, 4, 4]), 0.8).values.at(-1);
    expect(smooth({ means: [1, 4], counts: [3, 2] }, 0.8).values.at(-1)).toBeCloseTo(points ?? 0, 10);
  });

  it('goes on from the stretch before', () => {
    const whole = smooth(each([5, 1, 2, 7]), 0.7).values.at(-1);
    const { state } = smooth(each([5, 1]), 0.7);
    expect(smooth(each([2, 7]), 0.7, state).values.at(-1)).toBeCloseTo(whole ?? 0, 10);
  });
});
