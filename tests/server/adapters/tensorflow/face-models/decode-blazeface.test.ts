import { describe, expect, it } from 'vitest';
import { decodeBlazeface } from '#server/adapters/tensorflow/face-models/decode-blazeface.ts';

const silent = () => ({
  fineScores: new Float32Array(512).fill(-10),
  coarseScores: new Float32Array(384).fill(-10),
  fineBoxes: new Float32Array(512 * 16),
  coarseBoxes: new Float32Array(384 * 16),
});

describe("BlazeFace's numbers", () => {
  it('are no faces where no anchor is sure', () => {
    expect(decodeBlazeface(silent(), 0.5)).toEqual([]);
  });

  it('lie about the middle of the anchor cell, two to a cell of 16 px and six to a cell of 32 px', () => {
    const outputs = silent();
    // Row 2, column 3, second anchor of the fine grid: (3.5 x 16, 2.5 x 16) = (56, 40).
    const fine = (2 * 16 + 3) * 2 + 1;
    outputs.fineScores[fine] = 2;
    outputs.fineBoxes.set([1, -2, 20, 24, -4, -5, 6, -5], fine * 16);
    // Row 6, column 5, last anchor of the coarse grid: (5.5 x 32, 6.5 x 32) = (176, 208).
    const coarse = (6 * 8 + 5) * 6 + 5;
    outputs.coarseScores[coarse] = 3;
    outputs.coarseBoxes.set([0, 0, 60, 60, -10, 0, 10, 0], coarse * 16);
    const [second, first] = decodeBlazeface(outputs, 0.5);
    expect(first?.box).toEqual({ left: 146, top: 178, width: 60, height: 60 });
    expect(first?.score).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
    expect(second?.box).toEqual({ left: 47, top: 26, width: 20, height: 24 });
    expect(second?.eyes).toEqual([
      [52, 35],
      [62, 35],
    ]);
  });
});
