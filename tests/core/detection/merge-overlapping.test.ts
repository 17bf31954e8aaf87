import { describe, expect, it } from 'vitest';
import { mergeOverlapping } from '#core/detection/merge-overlapping.ts';
import { inputPoint } from '#core/geometry/point.ts';

const face = (score: number, left: number, size = 40) => ({ score, box: { left, top: 10, width: size, height: size } });

describe('overlapping boxes of one model', () => {
  it('are one face: their mean by score, with the best score', () => {
    const [one, ...others] = mergeOverlapping([face(0.6, 0), face(0.9, 10)]);
    expect(others).toEqual([]);
    expect(one?.score).toBe(0.9);
    expect(one?.box.left).toBeCloseTo(6, 9);
    expect(one?.box.width).toBeCloseTo(40, 9);
  });

  it('stay apart where they hardly touch, best first', () => {
    expect(mergeOverlapping([face(0.6, 0), face(0.9, 35)]).map(({ score }) => score)).toEqual([0.9, 0.6]);
  });

  it('have the mean of their eyes, and none where the model tells none', () => {
    const eyes = (x: number) => [inputPoint(x, 0), inputPoint(x + 10, 0)] as const;
    const [one] = mergeOverlapping([
      { ...face(0.5, 0), eyes: eyes(4) },
      { ...face(0.5, 2), eyes: eyes(8) },
    ]);
    expect(one?.eyes).toEqual([
      [6, 0],
      [16, 0],
    ]);
    expect(mergeOverlapping([face(0.5, 0)])[0]).not.toHaveProperty('eyes');
  });

  it('are none where there are none', () => {
    expect(mergeOverlapping([])).toEqual([]);
  });
});
