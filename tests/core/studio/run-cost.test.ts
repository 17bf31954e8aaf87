import { expect, test } from 'vitest';
import { costOf } from '#core/studio/run-cost.ts';

test('ten hours at 300 W and 0.25 a kilowatt-hour are 3 kWh and cost 0.75', () => {
  expect(costOf({ by: 'power', watts: 300, pricePerKwh: 0.25 }, 36_000)).toBeCloseTo(0.75, 12);
});

test('rent counts by the second', () => {
  expect(costOf({ by: 'rent', pricePerHour: 1.2 }, 90)).toBeCloseTo(0.03, 12);
});
