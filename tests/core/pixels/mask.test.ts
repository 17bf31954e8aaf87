import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputPoint } from '#core/geometry/point.ts';
import { faceMask } from '#core/pixels/mask.ts';

/** A round face of this radius about (x, y). */
const disc = (radius: number, x = 64, y = 64) =>
  Array.from({ length: 36 }, (_, i) =>
    inputPoint(x + radius * Math.cos((i * Math.PI) / 18), y + radius * Math.sin((i * Math.PI) / 18)),
  );

const at = (mask: Float32Array, x: number, y: number, size = 128): number => mask[y * size + x] as number;
const sum = (mask: Float32Array): number => mask.reduce((total, value) => total + value, 0);

describe('face mask', () => {
  it('covers the outline: its sum is the area of the hull', () => {
    const mask = faceMask({ size: 128, outline: disc(40), erosion: 0, feather: 0 });
    const area = 36 * 0.5 * 40 ** 2 * Math.sin(Math.PI / 18);
    expect(Math.abs(sum(mask) / area - 1)).toBeLessThan(0.01);
  });

  it('has its half-way line on the eroded outline and is soft as far as told', () => {
    // 0.1 of a face 80 px wide: the half-way line lies 8 px inside, and the band is 16 px wide.
    const mask = faceMask({ size: 128, outline: disc(40), erosion: 0.1, feather: 0.2 });
    expect(at(mask, 64 + 31, 64)).toBeCloseTo(0.5, 0);
    expect(at(mask, 64 + 22, 64)).toBe(1);
    expect(at(mask, 64 + 41, 64)).toBe(0);
  });

  it('ends where an outline has a side that lies level: rows above it were filled without end', () => {
    const outline = [
      [40, 40],
      [80, 40],
      [80, 70],
      [40, 70],
    ].map(([x = 0, y = 0]) => inputPoint(x, y));
    const mask = faceMask({ size: 128, outline, erosion: 0, feather: 0 });
    expect(sum(mask)).toBeCloseTo(40 * 30, 0);
    expect(at(mask, 60, 20)).toBe(0);
  });

  it('never shows the border of the patch, however the face lies', () => {
    const anywhere = fc.integer({ min: -20, max: 148 });
    fc.assert(
      fc.property(anywhere, anywhere, fc.double({ min: 0, max: 0.3, noNaN: true }), (x, y, feather) => {
        const mask = faceMask({ size: 128, outline: disc(70, x, y), erosion: 0, feather });
        for (let i = 0; i < 128; i++) {
          expect(at(mask, i, 0) + at(mask, i, 127) + at(mask, 0, i) + at(mask, 127, i)).toBe(0);
        }
      }),
    );
  });

  it('shrinks with erosion and stays within 0 and 1', () => {
    const sums = [0, 0.05, 0.1, 0.3].map((erosion) => {
      const mask = faceMask({ size: 128, outline: disc(40), erosion, feather: 0.08 });
      for (const value of mask) expect(value >= 0 && value <= 1).toBe(true);
      return sum(mask);
    });
    expect([...sums].sort((a, b) => b - a)).toEqual(sums);
  });
});
