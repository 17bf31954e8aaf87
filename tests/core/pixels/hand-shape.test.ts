import { describe, expect, it } from 'vitest';
import { palmLength, squareAroundHand } from '#core/geometry/hand-points.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';
import { drawHandShape } from '#core/pixels/hand-shape.ts';

const size = 100;

/** A hand held up with its fingers spread: wrist below, a palm of 30 pixels. */
const upright = (() => {
  const finger = (x: number, tilt: number) => [0, 10, 19, 26].map((along) => framePoint(x + tilt * along, 60 - along));
  return [
    framePoint(50, 90),
    ...[
      [40, 84],
      [33, 76],
      [27, 69],
      [22, 62],
    ].map(([x, y]) => framePoint(x as number, y as number)),
    ...finger(40, -0.35),
    ...finger(47, -0.1),
    ...finger(54, 0.15),
    ...finger(61, 0.45),
  ];
})();

const shapeOf = (points: readonly FramePoint[]): Float32Array => {
  const free = new Float32Array(size * size).fill(1);
  drawHandShape(free, { size, points });
  return free;
};

const isFree = (free: Float32Array, x: number, y: number): boolean => free[y * size + x] === 1;

const turned = (points: readonly FramePoint[], radians: number): FramePoint[] =>
  points.map(([x, y]) => {
    const [dx, dy, cos, sin] = [x - 50, y - 50, Math.cos(radians), Math.sin(radians)];
    return framePoint(50 + cos * dx - sin * dy, 50 + sin * dx + cos * dy);
  });

describe('the shape of a hand', () => {
  it('covers palm, bones and tips, and nothing away from them', () => {
    const free = shapeOf(upright);
    for (const [x, y] of upright) expect(isFree(free, Math.floor(x), Math.floor(y))).toBe(false);
    expect(isFree(free, 50, 75)).toBe(false);
    for (const [x, y] of [
      [5, 5],
      [95, 95],
      [50, 20],
      [10, 90],
    ] as const)
      expect(isFree(free, x, y)).toBe(true);
  });

  it('leaves the face free between spread fingers, and takes what lies between fingers that touch', () => {
    const spread = shapeOf(upright);
    // Between the tips of the first and the second finger, the third and the little one.
    expect(isFree(spread, 38, 34)).toBe(true);
    expect(isFree(spread, 65, 34)).toBe(true);
    const closed = upright.map(([x, y], at) =>
      at < 5 ? framePoint(x, y) : framePoint(44 + 4 * Math.floor((at - 5) / 4), y),
    );
    const shut = shapeOf(closed);
    for (let y = 38; y < 60; y += 1) for (let x = 44; x <= 56; x += 1) expect(isFree(shut, x, y)).toBe(false);
  });

  it('is the same hand turned', () => {
    const count = (free: Float32Array) => free.reduce((sum, value) => sum + (1 - value), 0);
    const small = upright.map(([x, y]) => framePoint(50 + 0.6 * (x - 50), 50 + 0.6 * (y - 65)));
    const plain = count(shapeOf(small));
    for (const radians of [0.5, 1.5, 3]) expect(count(shapeOf(turned(small, radians))) / plain).toBeCloseTo(1, 1);
  });

  it('draws a hand that lies beyond the square without a fault, and nothing of it', () => {
    const free = shapeOf(upright.map(([x, y]) => framePoint(x + 500, y - 300)));
    expect(free.every((value) => value === 1)).toBe(true);
  });
});

describe('the square around a hand', () => {
  it('has the fingers up and turns with the hand', () => {
    const square = squareAroundHand(upright);
    // From the wrist to between first and third knuckle.
    expect(square.turn).toBeCloseTo(Math.atan2(-3, 30), 5);
    expect(square.side).toBeGreaterThan(2 * 30);
    const other = squareAroundHand(turned(upright, 1.2));
    expect(other.turn - square.turn).toBeCloseTo(1.2, 5);
    expect(other.side).toBeCloseTo(square.side, 5);
  });

  it('takes a palm that is turned away for as long as it is', () => {
    const narrow = upright.map(([x, y]) => framePoint(50 + (x - 50) * 0.3, y));
    const short = upright.map(([x, y]) => framePoint(x, 90 + (y - 90) * 0.5));
    expect(palmLength(narrow)).toBeCloseTo(palmLength(upright), -1);
    expect(palmLength(short)).toBeGreaterThan(0.9 * palmLength(upright));
  });
});
