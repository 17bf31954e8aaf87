/**
 * The linear map of colours that gives mean and covariance of the other picture and moves colours as little as any that
 * does: Monge-Kantorovitch, in closed form (Pitié and Kokaram 2007, "The linear Monge-Kantorovitch linear colour mapping").
 */
import type { ColorTransfer } from './color-transfer.ts';
import type { FloatImage } from './image.ts';
import { momentsInMask } from './mask-moments.ts';
import { type Matrix3, multiply, powerOfSymmetric } from './matrix3.ts';

export const transferLinearly = ({ from, like, mask }: ColorTransfer): FloatImage => {
  const [present, wanted] = [momentsInMask(from, mask), momentsInMask(like, mask)];
  if (!present || !wanted) return from;
  const map = mapBetween(present.covariance, wanted.covariance);
  const data = new Float32Array(from.data.length);
  for (let at = 0; at < data.length; at += 3) {
    for (let row = 0; row < 3; row += 1) {
      let value = wanted.mean[row] as number;
      for (let column = 0; column < 3; column += 1) {
        const distance = (from.data[at + column] as number) - (present.mean[column] as number);
        value += (map[row * 3 + column] as number) * distance;
      }
      data[at + row] = Math.min(1, Math.max(0, value));
    }
  }
  return { ...from, data };
};

const mapBetween = (present: Matrix3, wanted: Matrix3): Matrix3 => {
  const [root, inverse] = [powerOfSymmetric(present, 0.5), powerOfSymmetric(present, -0.5)];
  const between = powerOfSymmetric(multiply(root, multiply(wanted, root)), 0.5);
  return multiply(inverse, multiply(between, inverse));
};
