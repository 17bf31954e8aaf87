import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputPoint } from '#core/geometry/point.ts';
import { distanceToBorder } from '#core/pixels/distance-field.ts';
import { learnedMask } from '#core/pixels/learned-mask.ts';
import { faceMask } from '#core/pixels/mask.ts';

describe('distance to the border of a shape', () => {
  it('is that to the nearest pixel of the other kind, less half a pixel', () => {
    const size = 9;
    const pictures = fc.array(fc.constantFrom(0, 1), { minLength: size * size, maxLength: size * size });
    fc.assert(
      fc.property(pictures, (pixels) => {
        const distances = distanceToBorder({ values: Float32Array.from(pixels), size, level: 0.5 });
        pixels.forEach((pixel, at) => {
          const [x, y] = [at % size, Math.floor(at / size)];
          const away = pixels.flatMap((other, to) =>
            other === pixel ? [] : [Math.hypot((to % size) - x, Math.floor(to / size) - y)],
          );
          const nearest = away.length > 0 ? Math.min(...away) - 0.5 : Math.SQRT2 * size;
          expect(distances[at]).toBeCloseTo(pixel ? nearest : -nearest, 4);
        });
      }),
    );
  });
});

describe('learned mask', () => {
  const drawnSize = 64;
  /** A round face, as a model that has learned it well draws it. */
  const outlineOf = (size: number) =>
    Array.from({ length: 72 }, (_, i) =>
      inputPoint(size * (0.5 + 0.3 * Math.cos((i * Math.PI) / 36)), size * (0.5 + 0.3 * Math.sin((i * Math.PI) / 36))),
    );
  const drawn = faceMask({ size: drawnSize, outline: outlineOf(drawnSize), erosion: 0, feather: 0.04 });

  it('shrinks and softens as the mask of the same outline does, at any size', () => {
    for (const size of [64, 128, 256]) {
      for (const border of [
        { erosion: 0.04, feather: 0.08 },
        { erosion: 0.15, feather: 0.2 },
      ]) {
        const learned = learnedMask({ drawn, drawnSize, size, faceWidth: 0.6 * size, ...border });
        const hull = faceMask({ size, outline: outlineOf(size), ...border });
        const difference = learned.reduce((sum, value, at) => sum + Math.abs(value - (hull[at] as number)), 0);
        // Half a drawn pixel all around the border at most.
        expect(difference).toBeLessThan((Math.PI * 0.6 * size * 0.5 * size) / drawnSize);
        expect(learned[(size / 2) * size + size / 2]).toBe(1);
      }
    }
  });

  it('never shows the border of the patch, even where the model sees face everywhere', () => {
    for (const value of [0, 0.4, 1]) {
      const all = { drawn: new Float32Array(drawnSize ** 2).fill(value), drawnSize };
      const mask = learnedMask({ ...all, size: 128, faceWidth: 80, erosion: 0, feather: 0.1 });
      for (let i = 0; i < 128; i++)
        for (const at of [i, 127 * 128 + i, i * 128, i * 128 + 127]) expect(mask[at]).toBe(0);
      expect(mask[64 * 128 + 64]).toBe(value === 1 ? 1 : 0);
    }
  });
});
