import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barHeights,
  edgesOf,
  pushed,
  rangeBetween,
  shareOf,
  stepOf,
  valueAt,
  withSide,
} from '#components/charts/brush.ts';

const yaw = { from: -90, to: 90, counts: Array.from({ length: 36 }, (_, bin) => bin) };
const value = fc.double({ min: -90, max: 90, noNaN: true });

describe('a range on a histogram', () => {
  it('is the same from left to right and from right to left', () => {
    expect(rangeBetween(yaw, 30, -12)).toEqual([-12, 30]);
  });

  it('is open at an end it reaches', () => {
    expect(rangeBetween(yaw, -200, 12)).toEqual([null, 12]);
    expect(rangeBetween(yaw, -90, 90)).toEqual([null, null]);
  });

  it('never turns round when a handle is dragged over the other', () => {
    expect(withSide(yaw, [-10, 20], { side: 'from', value: 50 })).toEqual([20, 20]);
    expect(withSide(yaw, [-10, 20], { side: 'to', value: -50 })).toEqual([-10, -10]);
  });

  it('keeps its width when pushed, and stops at the ends', () => {
    expect(pushed(yaw, [-10, 20], 30)).toEqual([20, 50]);
    expect(pushed(yaw, [-10, 20], 500)).toEqual([60, null]);
  });

  it('lies where it was put, to a hundredth of a bar', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [from, to] = edgesOf(yaw, rangeBetween(yaw, one, other));
        expect(Math.abs(from - Math.min(one, other))).toBeLessThanOrEqual(stepOf(yaw) / 100);
        expect(Math.abs(to - Math.max(one, other))).toBeLessThanOrEqual(stepOf(yaw) / 100);
      }),
    );
  });

  it('finds a value again at its share of the width', () => {
    fc.assert(
      fc.property(value, (at) => {
        expect(valueAt(yaw, shareOf(yaw, at))).toBeCloseTo(at, 6);
      }),
    );
  });

  it('stands at the left where all faces measure the same', () => {
    const flat = { from: 1, to: 1, counts: [5] };
    expect(shareOf(flat, 1)).toBe(0);
    expect(rangeBetween(flat, 1, 1)).toEqual([null, null]);
  });
});

describe('bars', () => {
  it('reach the top at most, and a rare one is still seen', () => {
    const heights = barHeights({ from: 0, to: 1, counts: [0, 1, 10_000] });
    expect(heights).toEqual([0, 0.01, 1]);
  });
});
