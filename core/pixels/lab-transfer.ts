/**
 * Gives a picture the colours of another: mean and spread of each L*a*b* channel are carried over (Reinhard 2001).
 * Both are measured inside the mask only; numbers from outside it would pull the face towards its background.
 */
import type { ColorTransfer } from './color-transfer.ts';
import type { FloatImage } from './image.ts';
import { labToRgb, rgbToLab } from './lab.ts';

export const transferInLab = ({ from, like, mask }: ColorTransfer): FloatImage => {
  const source = toLab(from);
  const wanted = momentsOf(toLab(like), mask);
  const present = momentsOf(source, mask);
  if (!wanted || !present) return from;
  const out = new Float32Array(source.length);
  const gain = present.map(({ spread }, channel) => boundedRatio((wanted[channel] as Moments).spread, spread));
  const moved = (at: number, channel: number): number =>
    ((source[at + channel] as number) - (present[channel] as Moments).mean) * (gain[channel] as number) +
    (wanted[channel] as Moments).mean;
  for (let at = 0; at < out.length; at += 3) labToRgb(moved(at, 0), moved(at, 1), moved(at, 2), out, at);
  return { width: from.width, height: from.height, data: out };
};

interface Moments {
  readonly mean: number;
  /** Standard deviation. */
  readonly spread: number;
}

const toLab = ({ data }: FloatImage): Float32Array => {
  const lab = new Float32Array(data.length);
  for (let at = 0; at < data.length; at += 3)
    rgbToLab(data[at] as number, data[at + 1] as number, data[at + 2] as number, lab, at);
  return lab;
};

const momentsOf = (lab: Float32Array, mask: Float32Array): readonly Moments[] | undefined => {
  const sums = new Float64Array(6);
  let total = 0;
  for (let i = 0; i < mask.length; i++) {
    const weight = mask[i] as number;
    total += weight;
    for (let channel = 0; channel < 3; channel++) {
      const value = lab[i * 3 + channel] as number;
      sums[channel] = (sums[channel] as number) + weight * value;
      sums[channel + 3] = (sums[channel + 3] as number) + weight * value * value;
    }
  }
  if (total < 1) return undefined;
  return [0, 1, 2].map((channel) => {
    const mean = (sums[channel] as number) / total;
    return { mean, spread: Math.sqrt(Math.max(0, (sums[channel + 3] as number) / total - mean * mean)) };
  });
};

/**
 * Contrast is the drawn face's own: a beard under the mask, or a face still blurred, would have its eyes and hairline stretched
 * to dark patches (seen with a gain of up to 2). So the spread follows only within the differences of one light to another.
 */
const boundedRatio = (wanted: number, present: number): number =>
  Math.min(1.15, Math.max(0.85, (wanted + 0.5) / (present + 0.5)));
