import { expect, test } from 'vitest';
import { toneShift } from '#core/pixels/tone-shift.ts';

const size = 8;
/** A face of some pattern; its result has another colour by so much where it shows. */
const square = (change: readonly [number, number, number], shown: number) => {
  const source = Float32Array.from({ length: size * size * 3 }, (_, at) => 40 + ((at * 7) % 11));
  const mask = new Float32Array(size * size).map((_, at) => (at % size < size / 2 ? shown : 0));
  const result = source.map(
    (value, at) => value + (at % (size * 3) < (size * 3) / 2 ? (change[at % 3] as number) : 50),
  );
  return { source, result, mask, size };
};

test('the tone of a face is shifted by the distance of its mean colour from what lay beneath, and by nothing beside it', () => {
  expect(toneShift(square([3, 0, -4], 1))).toBeCloseTo(5, 4);
  expect(toneShift(square([0, 0, 0], 0.7))).toBeCloseTo(0, 5);
});

test('what lightens here and darkens there is no other tone', () => {
  const even = square([0, 0, 0], 1);
  const result = even.source.map((value, at) => value + (Math.floor(at / (size * 3)) % 2 === 0 ? 6 : -6));
  expect(toneShift({ ...even, result })).toBeCloseTo(0, 4);
});

test('a face that does not show has no tone', () => {
  expect(toneShift(square([5, 5, 5], 0))).toBeUndefined();
});
