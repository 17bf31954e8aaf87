/** The way between the whole-face square and its middle that a network sees, as matrices: rows from the left, columns from the right. */
import { networkShare } from '#core/geometry/align-face.ts';
import type { OnnxTensor } from './onnx-file.ts';

/**
 * Side of the whole square for a network that sees or draws `faceSize`: the least multiple of 32 whose middle is as fine,
 * since then that middle (26 of 32 parts) and the rim about it (3 of 32) are whole numbers of pixels too.
 */
export const wholeSize = (faceSize: number): number => 32 * Math.ceil(faceSize / (32 * networkShare));

interface Way {
  /** Pixels of the whole square's side. */
  readonly size: number;
  /** Pixels of the middle's side as the network has it. */
  readonly inside: number;
}

/** Left and right factor: a picture of `size` to its middle of `inside` pixels. */
export const middleFactors = ({ size, inside }: Way): { readonly rows: OnnxTensor; readonly columns: OnnxTensor } => {
  const { rim, middle } = partsOf(size);
  const matrix = empty(inside, size);
  linear({ from: middle, to: inside }, (row, column, share) => matrix.set(row, rim + column, share));
  return factors(matrix);
};

/** Left and right factor: `inside` pixels laid into the middle of an empty square of `size`. */
export const squareFactors = ({ size, inside }: Way): { readonly rows: OnnxTensor; readonly columns: OnnxTensor } => {
  const { rim, middle } = partsOf(size);
  const matrix = empty(size, inside);
  linear({ from: inside, to: middle }, (row, column, share) => matrix.set(rim + row, column, share));
  return factors(matrix);
};

/** 1 where the network sees nothing, [1, 1, size, size]. */
export const rimOf = (size: number): OnnxTensor => {
  const { rim, middle } = partsOf(size);
  const isInside = (at: number): boolean => at >= rim && at < rim + middle;
  const data = Float32Array.from({ length: size * size }, (_, at) =>
    isInside(at % size) && isInside(Math.floor(at / size)) ? 0 : 1,
  );
  return { shape: [1, 1, size, size], data };
};

const partsOf = (size: number): { readonly rim: number; readonly middle: number } => {
  const middle = size * networkShare;
  return { rim: (size - middle) / 2, middle };
};

interface Matrix {
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Float32Array;
  set(row: number, column: number, value: number): void;
}

const empty = (rows: number, columns: number): Matrix => {
  const data = new Float32Array(rows * columns);
  return {
    shape: [rows, columns],
    data,
    set: (row, column, value) => {
      data[row * columns + column] = value;
    },
  };
};

const factors = ({ shape: [rows, columns], data }: Matrix) => {
  const turned = Float32Array.from(data, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)] as number);
  return { rows: { shape: [rows, columns], data }, columns: { shape: [columns, rows], data: turned } };
};

/** `from` pixels read at the middles of `to`: between two of them by their shares, beyond the last its own. */
const linear = (
  { from, to }: { readonly from: number; readonly to: number },
  take: (row: number, column: number, share: number) => void,
): void => {
  for (let row = 0; row < to; row++) {
    const at = Math.min(Math.max(((row + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(at);
    take(row, low, 1 - (at - low));
    if (at > low) take(row, low + 1, at - low);
  }
};
