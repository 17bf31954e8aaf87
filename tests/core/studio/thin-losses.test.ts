import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinLosses } from '#core/studio/thin-losses.ts';

const curve = fc
  .array(fc.record({ a: fc.double({ noNaN: true, min: 0, max: 9 }), b: fc.double({ noNaN: true, min: 0, max: 9 }) }), {
    minLength: 1,
    maxLength: 400,
  })
  .map((values) => values.map((value, index) => ({ ...value, iteration: index + 1, trainedSeconds: index })));

test('a thinned curve keeps every spike, its order and its end, and holds to the limit', () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 12, max: 100 }), (points, limit) => {
      const { points: thin, thinned } = thinLosses(points, limit);
      expect(thin.length).toBeLessThanOrEqual(limit);
      expect(thinned).toBe(points.length > limit);
      expect(thin.at(-1)).toEqual(points.at(-1));
      expect(Math.max(...thin.map((point) => point.a))).toBe(Math.max(...points.map((point) => point.a)));
      expect(Math.min(...thin.map((point) => point.b))).toBe(Math.min(...points.map((point) => point.b)));
      expect(thin.map((point) => point.iteration)).toEqual(
        thin.map((point) => point.iteration).toSorted((first, second) => first - second),
      );
    }),
  );
});
