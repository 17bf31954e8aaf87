/** Shifts each channel so that its mean is the other's: contrast and the balance of colours within the face stay. */
import type { ColorTransfer } from './color-transfer.ts';
import type { FloatImage } from './image.ts';
import { momentsInMask } from './mask-moments.ts';

export const transferMeans = ({ from, like, mask }: ColorTransfer): FloatImage => {
  const [present, wanted] = [momentsInMask(from, mask), momentsInMask(like, mask)];
  if (!present || !wanted) return from;
  const shift = wanted.mean.map((mean, channel) => mean - (present.mean[channel] as number));
  const data = from.data.map((value, at) => Math.min(1, Math.max(0, value + (shift[at % 3] as number))));
  return { ...from, data };
};
