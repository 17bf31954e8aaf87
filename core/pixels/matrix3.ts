/** 3 x 3 matrices, row by row. */

export type Matrix3 = readonly number[];

export const multiply = (left: Matrix3, right: Matrix3): Matrix3 =>
  Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    return [0, 1, 2].reduce((sum, k) => sum + (left[row * 3 + k] as number) * (right[k * 3 + column] as number), 0);
  });

/** What does not vary at all has no root to divide by: no eigenvalue is taken for less, nor for less than this share of the greatest. */
const [least, leastShare] = [1e-10, 1e-6];

/** Of a symmetric matrix whose eigenvalues are not negative. */
export const powerOfSymmetric = (matrix: Matrix3, exponent: number): Matrix3 => {
  const { values, vectors } = eigen(matrix);
  const floor = Math.max(leastShare * Math.max(...values), least);
  const powers = values.map((value) => Math.max(value, floor) ** exponent);
  return Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    return [0, 1, 2].reduce(
      (sum, k) => sum + (vectors[row * 3 + k] as number) * (powers[k] as number) * (vectors[column * 3 + k] as number),
      0,
    );
  });
};

/** By Jacobi's rotations; vectors are the columns. Three by three settles to the last digits within so many sweeps. */
const eigen = (matrix: Matrix3): { readonly values: readonly number[]; readonly vectors: Matrix3 } => {
  let turned = matrix;
  let vectors: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (let sweep = 0; sweep < 8; sweep += 1) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const rotation = rotationOf(turned, p, q);
      turned = multiply(transposed(rotation), multiply(turned, rotation));
      vectors = multiply(vectors, rotation);
    }
  }
  return { values: [turned[0] as number, turned[4] as number, turned[8] as number], vectors };
};

/** The rotation in the plane of two axes that makes the matrix's number between them 0. */
const rotationOf = (matrix: Matrix3, p: number, q: number): Matrix3 => {
  const [pp, qq, pq] = [matrix[p * 4] as number, matrix[q * 4] as number, matrix[p * 3 + q] as number];
  const angle = 0.5 * Math.atan2(2 * pq, qq - pp);
  const rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  rotation[p * 4] = Math.cos(angle);
  rotation[q * 4] = Math.cos(angle);
  rotation[p * 3 + q] = Math.sin(angle);
  rotation[q * 3 + p] = -Math.sin(angle);
  return rotation;
};

const transposed = (matrix: Matrix3): Matrix3 =>
  matrix.map((_, at) => matrix[(at % 3) * 3 + Math.floor(at / 3)] as number);
