/** Mean and covariance of the three channels of a picture, each pixel weighted by a mask. */
import type { FloatImage } from './image.ts';

export interface Moments {
  readonly mean: readonly number[];
  /** 3 x 3, row by row. */
  readonly covariance: readonly number[];
}

/** undefined where the mask weighs less than a pixel. */
export const momentsInMask = ({ data }: FloatImage, mask: Float32Array): Moments | undefined => {
  const sums = new Float64Array(3);
  const products = new Float64Array(9);
  let total = 0;
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const weight = mask[pixel] as number;
    if (weight === 0) continue;
    total += weight;
    for (let row = 0; row < 3; row += 1) {
      const value = weight * (data[pixel * 3 + row] as number);
      sums[row] = (sums[row] as number) + value;
      for (let column = 0; column < 3; column += 1) {
        const at = row * 3 + column;
        products[at] = (products[at] as number) + value * (data[pixel * 3 + column] as number);
      }
    }
  }
  if (total < 1) return undefined;
  const mean = Array.from(sums, (sum) => sum / total);
  const covariance = Array.from(
    products,
    (product, at) => product / total - (mean[Math.floor(at / 3)] as number) * (mean[at % 3] as number),
  );
  return { mean, covariance };
};
