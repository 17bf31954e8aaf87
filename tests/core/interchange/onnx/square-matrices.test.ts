import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OnnxTensor } from '#core/interchange/onnx/onnx-file.ts';
import { middleFactors, rimOf, squareFactors, wholeSize } from '#core/interchange/onnx/square-matrices.ts';

const sizes = fc.integer({ min: 8, max: 300 });

/** A line of the matrix applied to numbers. */
const applied = ({ shape, data }: OnnxTensor, values: readonly number[]) =>
  Array.from({ length: shape[0] as number }, (_, row) =>
    values.reduce((sum, value, column) => sum + value * Number(data[row * values.length + column]), 0),
  );

describe('the way between the whole square and what a network sees', () => {
  it('has a middle as fine as the network, in whole pixels', () => {
    fc.assert(
      fc.property(sizes, (faceSize) => {
        const size = wholeSize(faceSize);
        expect((size * 13) / 16).toBeGreaterThanOrEqual(faceSize);
        expect(Number.isInteger((size * 3) / 32)).toBe(true);
      }),
    );
  });

  it('keeps a slope a slope: each pixel is read at its own middle', () => {
    fc.assert(
      fc.property(sizes, (inside) => {
        const size = wholeSize(inside);
        const { rows } = middleFactors({ size, inside });
        const slope = Array.from({ length: size }, (_, at) => at + 0.5);
        const [rim, scale] = [(size * 3) / 32, (size * 13) / 16 / inside];
        applied(rows, slope).forEach((value, at) => {
          expect(value).toBeCloseTo(rim + (at + 0.5) * scale, 2);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('lays back into the middle, and nothing into the rim', () => {
    fc.assert(
      fc.property(sizes, (inside) => {
        const size = wholeSize(inside);
        const laid = applied(squareFactors({ size, inside }).rows, Array(inside).fill(1));
        const rim = rimOf(size).data.subarray((size >> 1) * size, (size >> 1) * size + size);
        laid.forEach((value, at) => {
          expect(value).toBeCloseTo(1 - Number(rim[at]), 5);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('has in the columns what it has in the rows, turned', () => {
    const { rows, columns } = middleFactors({ size: 96, inside: 64 });
    expect(columns.shape).toEqual([96, 64]);
    expect(columns.data[5 * 64 + 3]).toBe(rows.data[3 * 96 + 5]);
    expect(columns.data[14 * 64 + 4]).toBe(rows.data[4 * 96 + 14]);
  });
});
