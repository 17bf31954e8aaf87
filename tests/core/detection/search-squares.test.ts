import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closerSquares, smallFaceTiles, wholeSquare } from '#core/detection/search-squares.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';

const size = fc.record({ width: fc.integer({ min: 160, max: 7680 }), height: fc.integer({ min: 160, max: 4320 }) });

/** Whether a square of `side` about (x, y) lies in the tile. */
const holds = ({ centre, side: tile }: FrameSquare, { x, y, side }: { x: number; y: number; side: number }): boolean =>
  Math.abs(x - centre[0]) + side / 2 <= tile / 2 + 1e-6 && Math.abs(y - centre[1]) + side / 2 <= tile / 2 + 1e-6;

describe('the squares that are looked at', () => {
  it('hold the whole frame', () => {
    fc.assert(
      fc.property(size, ({ width, height }) => {
        const { centre, side } = wholeSquare({ width, height });
        expect(centre).toEqual([width / 2, height / 2]);
        expect(side).toBe(Math.max(width, height));
      }),
    );
  });

  it('show every face of up to a quarter of a tile whole in one of the tiles', () => {
    fc.assert(
      fc.property(
        size,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (frame, u, v) => {
          const tiles = smallFaceTiles(frame, 256);
          fc.pre(tiles.length > 0);
          const side = (tiles[0] as FrameSquare).side / 4;
          const face = { side, x: side / 2 + u * (frame.width - side), y: side / 2 + v * (frame.height - side) };
          expect(tiles.some((tile) => holds(tile, face))).toBe(true);
        },
      ),
    );
  });

  it('lie in the frame', () => {
    fc.assert(
      fc.property(size, ({ width, height }) => {
        for (const { centre, side } of [
          ...smallFaceTiles({ width, height }, 256),
          ...closerSquares({ width, height }),
        ]) {
          expect(centre[0] - side / 2).toBeGreaterThanOrEqual(-1e-6);
          expect(centre[1] - side / 2).toBeGreaterThanOrEqual(-1e-6);
          expect(centre[0] + side / 2).toBeLessThanOrEqual(width + 1e-6);
          expect(centre[1] + side / 2).toBeLessThanOrEqual(height + 1e-6);
        }
      }),
    );
  });

  it('give a model of 256 px a face of 40 px in 1080p as 16 px, in eight tiles either way up', () => {
    for (const frame of [
      { width: 1920, height: 1080 },
      { width: 1080, height: 1920 },
    ]) {
      const tiles = smallFaceTiles(frame, 256);
      expect(tiles).toHaveLength(8);
      for (const { side } of tiles) expect((40 * 256) / side).toBe(16);
    }
  });

  it('are no more for a frame of twice the size, and none where the whole frame shows small faces', () => {
    expect(smallFaceTiles({ width: 3840, height: 2160 }, 256)).toHaveLength(8);
    expect(smallFaceTiles({ width: 640, height: 480 }, 256)).toEqual([]);
    expect(smallFaceTiles({ width: 1920, height: 1080 }, 640)).toEqual([]);
    expect(closerSquares({ width: 500, height: 500 })).toEqual([]);
    expect(closerSquares({ width: 1920, height: 1080 })).toHaveLength(3);
  });
});
