import { expect, test } from 'vitest';
import { loopJump, noMarks, withMark } from '#components/conversions/player/loop-marks.ts';

test('a mark beyond the other one takes it away', () => {
  const both = withMark(withMark(noMarks, 'in', 1), 'out', 2);
  expect(both).toEqual({ inSeconds: 1, outSeconds: 2 });
  expect(withMark(both, 'in', 3)).toEqual({ inSeconds: 3, outSeconds: null });
  expect(withMark(both, 'out', 0.5)).toEqual({ inSeconds: null, outSeconds: 0.5 });
});

test('a loop jumps to its start at its end and before its start, and nowhere else', () => {
  const marks = { inSeconds: 1, outSeconds: 2 };
  expect([0, 0.9, 1, 1.5, 1.99, 2, 3].map((at) => loopJump(marks, at))).toEqual([1, 1, null, null, null, 1, 1]);
  expect(loopJump({ inSeconds: null, outSeconds: 2 }, 2)).toBe(0);
  expect(loopJump(noMarks, 5)).toBeNull();
});
