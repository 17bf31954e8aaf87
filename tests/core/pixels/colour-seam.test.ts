import { describe, expect, it } from 'vitest';
import { colourSeam } from '#core/pixels/colour-seam.ts';

const size = 48;
const middle = (size - 1) / 2;

const radiusOf = (at: number): number => Math.hypot((at % size) - middle, Math.floor(at / size) - middle);

/** A disc with a soft border from 14 to 16 px. */
const mask = Float32Array.from({ length: size * size }, (_, at) => Math.min(1, Math.max(0, (16 - radiusOf(at)) / 2)));

type Lab = readonly [number, number, number];

/** CIE L*a*b* (D65) of sRGB colours, as Bruce Lindbloom's calculator gives them. */
const red: Lab = [53.24, 80.09, 67.2];
const green: Lab = [87.73, -86.18, 83.18];

const picture = (colourAt: (at: number) => Lab): Float32Array =>
  Float32Array.from({ length: size * size * 3 }, (_, i) => colourAt(Math.floor(i / 3))[i % 3] as number);

/** As a blend would leave it: the new colour inside, what was there outside. */
const swapped = (inside: Lab, outside: Lab): Float32Array => picture((at) => mix(inside, outside, mask[at] as number));

const mix = (one: Lab, other: Lab, share: number): Lab =>
  one.map((value, i) => share * value + (1 - share) * (other[i] as number)) as unknown as Lab;

describe('the seam of a swapped face', () => {
  it('is the CIE76 difference of its colour from what lies around it', () => {
    const source = picture(() => green);
    // By that formula 170.56: 34.49, 166.27 and 15.98 squared, summed, rooted. What shows fully shows 95 of 100 at least.
    const seam = colourSeam({ source, result: swapped(red, green), mask, size }) as number;
    expect(seam).toBeLessThan(170.57);
    expect(seam).toBeGreaterThan(0.99 * 170.56);
  });

  it('is none where the step was there before, or where it became smaller', () => {
    const source = swapped(red, green);
    expect(colourSeam({ source, result: source, mask, size })).toBe(0);
    expect(colourSeam({ source, result: picture(() => green), mask, size })).toBe(0);
  });

  it('is the mean over all directions', () => {
    const source = picture(() => [50, 0, 0]);
    const result = picture((at) => (at % size < size / 2 && (mask[at] as number) > 0 ? [62, 0, 0] : [50, 0, 0]));
    expect(colourSeam({ source, result, mask, size })).toBeCloseTo(6, 0);
  });

  it('is not hidden by a softer border', () => {
    const soft = mask.map((_, at) => Math.min(1, Math.max(0, (17 - radiusOf(at)) / 6)));
    const source = picture(() => [50, 0, 0]);
    const result = picture((at) => mix([60, 0, 0], [50, 0, 0], soft[at] as number));
    expect(colourSeam({ source, result, mask: soft, size })).toBeCloseTo(10, 1);
  });

  it('is unknown where no edge is to be seen', () => {
    const flat = picture(() => green);
    for (const share of [0, 1])
      expect(colourSeam({ source: flat, result: flat, mask: mask.map(() => share), size })).toBeUndefined();
  });
});
