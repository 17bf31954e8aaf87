import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderByValue } from '#server/adapters/prisma/order-by-value.ts';

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity)));

test('the order is that of a stable comparing sort', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const places = Int32Array.from(values.keys());
      const expected = [...values.keys()].sort((a, b) => {
        const [left, right] = [values[a] as number, values[b] as number];
        return left < right ? -1 : left > right ? 1 : a - b;
      });
      expect([...orderByValue(places, Float64Array.from(values))]).toEqual(expected);
    }),
  );
});

test('only the places named come back, equal values in the order they were named', () => {
  expect([...orderByValue(Int32Array.of(4, 2, 0), Float64Array.of(5, 9, 1, 9, 1))]).toEqual([4, 2, 0]);
});
