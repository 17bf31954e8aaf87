import { expect, test } from 'vitest';
import { unlikeShown } from '#core/studio/unlike-shown.ts';
import { emptyMeasures } from '#tests/helpers/empty-measures.ts';

const measured = (mean: number) => ({ mean, worst: mean, count: 9, series: [mean], moments: [] });

test('a face that nobody would take for the person named is told of, one that is like them or was not compared is not', () => {
  // Cosines of core/dataset/likeness.ts: of two people 0.62 at most, of one person's picture to their mean 0.80 and more.
  expect(unlikeShown({ ...emptyMeasures, likenessToShown: measured(0.41) })).toBe(0.41);
  expect(unlikeShown({ ...emptyMeasures, likenessToShown: measured(0.8) })).toBeUndefined();
  expect(unlikeShown(emptyMeasures)).toBeUndefined();
});
