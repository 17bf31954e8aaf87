import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostPreviews, previewsToDrop } from '#core/studio/kept-previews.ts';

test('every preview is kept up to two thousand', () => {
  expect(previewsToDrop(Array.from({ length: mostPreviews }, (_, index) => index * 25))).toEqual([]);
});

test('of more, the first and the newest stay, and no gap is wider than two even steps or than it was', () => {
  const iterations = fc
    .array(fc.integer({ min: 1, max: 60 }), { minLength: mostPreviews + 1, maxLength: mostPreviews + 200 })
    .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)));
  fc.assert(
    fc.property(iterations, (all) => {
      const gone = new Set(previewsToDrop(all));
      const kept = all.filter((iteration) => !gone.has(iteration));
      expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)]);
      expect(kept.length).toBeLessThanOrEqual(mostPreviews / 2 + 1);
      const gapsOf = (list: readonly number[]) => list.slice(1).map((value, index) => value - (list[index] ?? 0));
      const step = ((all.at(-1) ?? 0) - (all[0] ?? 0)) / (mostPreviews / 2 - 1);
      expect(Math.max(...gapsOf(kept))).toBeLessThanOrEqual(2 * step + Math.max(...gapsOf(all)));
    }),
    { numRuns: 8 },
  );
});
