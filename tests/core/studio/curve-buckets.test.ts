import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurvePoint, curveBuckets } from '#core/contract/curve.ts';
import { bucketCurve, coarsened, emptyBuckets, withPoints } from '#core/studio/curve-buckets.ts';
import { columnsOf } from '#core/studio/curve-columns.ts';

/** Eighths, whose sums are exact in floats. */
const loss = fc.integer({ min: 1, max: 80 }).map((eighths) => eighths / 8);
const curvePoints = fc
  .array(fc.record({ a: loss, b: loss, gap: fc.integer({ min: 1, max: 3 }), waiting: fc.option(loss) }), {
    minLength: 1,
    maxLength: 300,
  })
  .map((values) => {
    let iteration = 0;
    return values.map(({ a, b, gap, waiting }): CurvePoint => {
      iteration += gap;
      const pace = { learningRate: 0.125, imagesPerSecond: 8, waitingShare: waiting };
      return { iteration, a, b, trainedSeconds: iteration / 4, ...pace };
    });
  });

const bucketed = (points: readonly CurvePoint[], buckets: number) => bucketCurve(columnsOf(points), { buckets });

test('a curve in buckets keeps every spike, its order and its end, and holds to the number asked for', () => {
  fc.assert(
    fc.property(curvePoints, fc.integer({ min: 16, max: 64 }), (points, most) => {
      const made = bucketed(points, most);
      const { least, greatest, last } = made.values.a;
      expect(made.counts.length).toBeLessThanOrEqual(most);
      expect(made.counts.reduce((sum, count) => sum + count, 0)).toBe(points.length);
      expect(Math.max(...greatest.map(Number))).toBe(Math.max(...points.map((point) => point.a)));
      expect(Math.min(...least.map(Number))).toBe(Math.min(...points.map((point) => point.a)));
      expect(made.iterations).toEqual(made.iterations.toSorted((first, second) => first - second));
      expect([made.iterations.at(-1), last.at(-1)]).toEqual([points.at(-1)?.iteration, points.at(-1)?.a]);
      expect(curveBuckets.parse(made)).toEqual(made);
    }),
  );
});

test('each bucket says what a plain look at its points says', () => {
  fc.assert(
    fc.property(curvePoints, fc.integer({ min: 16, max: 64 }), (points, most) => {
      const { width, iterations, values } = bucketed(points, most);
      for (const [index, iteration] of iterations.entries()) {
        const inside = points.filter((point) => Math.floor(point.iteration / width) === Math.floor(iteration / width));
        const known = inside.flatMap((point) => point.waitingShare ?? []);
        expect(values.b.mean[index]).toBeCloseTo(inside.reduce((sum, point) => sum + point.b, 0) / inside.length, 4);
        expect(values.b.least[index]).toBe(Math.min(...inside.map((point) => point.b)));
        expect(values.waitingShare.greatest[index]).toBe(known.length === 0 ? null : Math.max(...known));
      }
    }),
  );
});

test('two neighbours of one width are one bucket of the next, so that zooming out needs no new question', () => {
  fc.assert(
    fc.property(curvePoints, (points) => {
      const fine = bucketCurve(columnsOf(points), { buckets: 10_000 });
      const doubled = coarsened(fine);
      expect(doubled.iterations).toEqual(withPoints(emptyBuckets(2), points, 10_000).iterations);
      expect(doubled.values.a.greatest).toEqual(withPoints(emptyBuckets(2), points, 10_000).values.a.greatest);
    }),
  );
});

test('what streams in ends where asking anew would', () => {
  fc.assert(
    fc.property(curvePoints, fc.nat(300), fc.integer({ min: 16, max: 64 }), (points, cut, most) => {
      const streamed = withPoints(bucketed(points.slice(0, cut), most), points.slice(cut), most);
      const asked = bucketed(points, most);
      expect(streamed.width).toBe(asked.width);
      expect(streamed.iterations).toEqual(asked.iterations);
      expect(streamed.counts).toEqual(asked.counts);
      for (const name of ['a', 'b'] as const) {
        expect(streamed.values[name].greatest).toEqual(asked.values[name].greatest);
        expect(streamed.values[name].last).toEqual(asked.values[name].last);
      }
    }),
  );
});

test('a range is cut at both of its ends, which belong to it', () => {
  const points = Array.from(
    { length: 100 },
    (_, index): CurvePoint => ({
      iteration: index + 1,
      a: index,
      b: index,
      trainedSeconds: index,
      learningRate: null,
      imagesPerSecond: null,
      waitingShare: null,
    }),
  );
  expect(bucketCurve(columnsOf(points), { from: 10, to: 20, buckets: 16 }).iterations).toEqual([
    10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
  ]);
});
