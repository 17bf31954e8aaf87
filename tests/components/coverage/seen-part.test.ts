import { expect, test } from 'vitest';
import { seenPart } from '#components/coverage/seen-part.ts';
import type { PoseMap } from '#core/contract/coverage.ts';

const columns = 6;
const rows = 4;

const poseMap = (target: readonly number[], drawn: readonly number[]): PoseMap => {
  const shares = (cells: readonly number[]) =>
    Array.from({ length: columns * rows }, (_, at) => (cells.includes(at) ? 0.5 : 0));
  return {
    yawEdges: [0, 1, 2, 3, 4, 5, 6],
    pitchEdges: [0, 1, 2, 3, 4],
    target: shares(target),
    drawn: shares(drawn),
    performer: shares([]),
    unanswered: shares([]),
  };
};

test('the map is cut to where anybody was seen, with a cell around it, highest first', () => {
  // Cell 8 is column 2 of row 1, cell 9 column 3.
  expect(seenPart(poseMap([8], [9]))).toEqual({ columns: [1, 2, 3, 4], rows: [2, 1, 0] });
});

test('the map ends at its edges', () => {
  expect(seenPart(poseMap([0], [columns * rows - 1]))).toEqual({ columns: [0, 1, 2, 3, 4, 5], rows: [3, 2, 1, 0] });
});
