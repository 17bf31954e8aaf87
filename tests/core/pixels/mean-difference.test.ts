import { expect, it } from 'vitest';
import { meanDifference } from '#core/pixels/mean-difference.ts';

const first = Float32Array.from([0, 0, 0, 1, 1, 1]);
const second = Float32Array.from([0.1, 0.2, 0.3, 0.5, 0.5, 0.5]);

it('is the mean over all numbers', () => {
  expect(meanDifference({ first, second })).toBeCloseTo((0.6 + 1.5) / 6, 6);
});

it('counts a pixel as much as its weight says', () => {
  expect(meanDifference({ first, second, weights: Float32Array.of(1, 0) })).toBeCloseTo(0.2, 6);
  expect(meanDifference({ first, second, weights: Float32Array.of(0.25, 0.75) })).toBeCloseTo(0.05 + 0.375, 6);
});
