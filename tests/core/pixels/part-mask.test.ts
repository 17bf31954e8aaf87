import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputPoint } from '#core/geometry/point.ts';
import { faceMask } from '#core/pixels/mask.ts';
import { holdToPieces } from '#core/pixels/part-mask.ts';

const size = 64;
const disc = (radius: number, x: number, y: number) =>
  Array.from({ length: 36 }, (_, i) =>
    inputPoint(x + radius * Math.cos((i * Math.PI) / 18), y + radius * Math.sin((i * Math.PI) / 18)),
  );

describe('a mask held to pieces of a face', () => {
  it('shows of every pixel a share inside the pieces and the rest of it beside them, and nothing more than before', () => {
    const piece = fc.record({
      radius: fc.double({ min: 2, max: 14, noNaN: true }),
      x: fc.double({ min: 10, max: 54, noNaN: true }),
      y: fc.double({ min: 10, max: 54, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.double({ min: 1, max: 6, noNaN: true }),
        (all, softPx) => {
          const pieces = all.map(({ radius, x, y }) => ({ outline: disc(radius, x, y), margin: 0.1 }));
          const held = (shown: 'pieces' | 'rest') => {
            const mask = new Float32Array(size * size).fill(1);
            holdToPieces(mask, { size, pieces, shown, softPx });
            return mask;
          };
          const [inside, beside] = [held('pieces'), held('rest')];
          expect(Math.max(...inside.map((share, at) => Math.abs(share + (beside[at] as number) - 1)))).toBeLessThan(
            1e-5,
          );
          const face = faceMask({ size, outline: disc(20, 32, 32), erosion: 0, feather: 0.1 });
          const before = face.slice();
          holdToPieces(face, { size, pieces, shown: 'rest', softPx });
          expect(face).toEqual(before.map((share, at) => Math.min(share, beside[at] as number)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('has its half-way line where the piece, grown by its margin, ends', () => {
    const mask = new Float32Array(size * size).fill(1);
    holdToPieces(mask, { size, pieces: [{ outline: disc(10, 32.5, 32.5), margin: 0.2 }], shown: 'pieces', softPx: 4 });
    const along = (x: number): number => mask[32 * size + x] as number;
    // The outline's sides lie a little within its corners: 9.96 px away, and 4 px more by the margin.
    expect(along(32 + 14)).toBeCloseTo(0.5, 1);
    expect(along(32 + 11)).toBe(1);
    expect(along(32 + 17)).toBe(0);
  });
});
