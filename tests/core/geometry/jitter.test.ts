import { expect, it } from 'vitest';
import { JitterMeter } from '#core/geometry/jitter.ts';
import { framePoint } from '#core/geometry/point.ts';

const squareAt = (x: number, y: number, track = 0, side = 100) => ({
  track,
  corners: [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ].map(([left = 0, top = 0]) => framePoint(left, top)),
});

/** What is said of the frames, where they say the same. */
const jitterOf = (squares: readonly (ReturnType<typeof squareAt> | undefined)[]): number | undefined => {
  const meter = new JitterMeter();
  const said = squares.flatMap((square) => meter.add(square) ?? []);
  expect(Math.max(...said) - Math.min(...said)).toBeLessThan(1e-9);
  return said[0];
};

it('is nothing where a face moves evenly, however fast', () => {
  expect(jitterOf([0, 30, 60, 90, 120].map((x) => squareAt(x, 2 * x)))).toBe(0);
});

it('is how far a face lies beside the middle of its neighbours, as a share of its side', () => {
  expect(jitterOf([0, 3, 0, 3, 0].map((x) => squareAt(x, 0)))).toBeCloseTo(0.03);
  expect(jitterOf([0, 4, 0].map((x) => squareAt(x, x)))).toBeCloseTo(0.04 * Math.SQRT2);
});

it('is not measured across tracks or gaps', () => {
  expect(jitterOf([squareAt(0, 0), squareAt(0, 0), squareAt(50, 0, 1), squareAt(50, 0, 1)])).toBeUndefined();
  expect(jitterOf([squareAt(0, 0), squareAt(0, 0), undefined, squareAt(50, 0), squareAt(50, 0)])).toBeUndefined();
});

it('says of each frame how far the one before it lies beside the middle, where there are three', () => {
  const meter = new JitterMeter();
  const each = [0, 0, 3, 3, 3].map((x) => meter.add(squareAt(x, 0)));
  expect(each.map((value) => value && Number(value.toFixed(6)))).toEqual([undefined, undefined, 0.015, 0.015, 0]);
});
