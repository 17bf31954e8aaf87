import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CropPoint, cropPoint, type FramePoint, framePoint } from '#core/geometry/point.ts';
import {
  applySimilarity,
  composeSimilarities,
  invertSimilarity,
  type Similarity,
  scaleOf,
  umeyama,
} from '#core/geometry/similarity.ts';

const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
const point = fc.tuple(coordinate, coordinate).map(([x, y]) => framePoint(x, y));
const similarity: fc.Arbitrary<Similarity<FramePoint, CropPoint>> = fc
  .record({
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    turn: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    tx: coordinate,
    ty: coordinate,
  })
  .map(({ scale, turn, tx, ty }) => ({ a: scale * Math.cos(turn), b: scale * Math.sin(turn), tx, ty }));

const near = (a: readonly number[], b: readonly number[], tolerance = 1e-6): void => {
  a.forEach((value, i) => {
    expect(Math.abs(value - (b[i] as number))).toBeLessThan(tolerance * Math.max(1, Math.abs(value)));
  });
};

describe('similarity', () => {
  it('leads back where its inverse is applied', () => {
    fc.assert(
      fc.property(similarity, point, (map, at) => {
        near(applySimilarity(invertSimilarity(map), applySimilarity(map, at)), at, 1e-4);
      }),
    );
  });

  it('applies one after the other when composed', () => {
    fc.assert(
      fc.property(similarity, similarity, point, (first, second, at) => {
        const then = second as unknown as Similarity<CropPoint, FramePoint>;
        near(
          applySimilarity(composeSimilarities(first, then), at),
          applySimilarity(then, applySimilarity(first, at)),
          1e-4,
        );
      }),
    );
  });

  it('is found again from points that it has moved', () => {
    const distinct = fc.array(point, { minLength: 3, maxLength: 51 }).filter((points) => spread(points) > 1);
    fc.assert(
      fc.property(similarity, distinct, (map, from) => {
        const found = umeyama({ from, to: from.map((at) => applySimilarity(map, at)) });
        near([found.a, found.b, found.tx, found.ty], [map.a, map.b, map.tx, map.ty], 1e-3);
      }),
    );
  });

  it('lies nearer to points that fit no similarity than any near it', () => {
    const from = [framePoint(0, 0), framePoint(10, 1), framePoint(4, 8), framePoint(-3, 5)];
    const to = [cropPoint(2, 1), cropPoint(19, 7), cropPoint(9, 20), cropPoint(-8, 9)];
    const best = umeyama({ from, to });
    const error = (map: Similarity<FramePoint, CropPoint>): number =>
      from.reduce((sum, at, i) => {
        const [x, y] = applySimilarity(map, at);
        return sum + (x - (to[i] as CropPoint)[0]) ** 2 + (y - (to[i] as CropPoint)[1]) ** 2;
      }, 0);
    for (const key of ['a', 'b', 'tx', 'ty'] as const) {
      for (const step of [-1e-3, 1e-3]) {
        expect(error({ ...best, [key]: best[key] + step })).toBeGreaterThan(error(best));
      }
    }
  });

  it("agrees with the numbers of Umeyama's own example, but for its mirroring", () => {
    // Umeyama 1991, section IV: two triangles whose best map without mirroring has scale 0.721 and turns by -56.3 degrees.
    const from = [framePoint(0, 0), framePoint(1, 0), framePoint(0, 2)];
    const to = [cropPoint(0, 0), cropPoint(-1, 0), cropPoint(0, 2)];
    const found = umeyama({ from, to });
    expect(scaleOf(found)).toBeCloseTo(0.721, 3);
    near([found.tx, found.ty], [-0.8, 0.4], 1e-3);
    near([found.a / scaleOf(found), Math.abs(found.b / scaleOf(found))], [0.832, 0.555], 1e-3);
  });
});

const spread = (points: readonly FramePoint[]): number =>
  Math.max(...points.map(([x, y]) => Math.hypot(x, y))) - Math.min(...points.map(([x, y]) => Math.hypot(x, y)));
