/** Bends each channel so that as many pixels lie below each value as in the other picture. */
import type { ColorTransfer } from './color-transfer.ts';
import type { FloatImage } from './image.ts';

const bins = 256;

export const transferByHistogram = ({ from, like, mask }: ColorTransfer): FloatImage => {
  const curves = [0, 1, 2].map((channel) => {
    const [present, wanted] = [cumulated(from, mask, channel), cumulated(like, mask, channel)];
    return present && wanted && matching(present, wanted);
  });
  const data = from.data.map((value, at) => {
    const curve = curves[at % 3];
    return curve ? lookUp(curve, value) : value;
  });
  return curves.every(Boolean) ? { ...from, data } : from;
};

/** The share of the masked pixels below the end of each bin; undefined where the mask weighs less than a pixel. */
const cumulated = ({ data }: FloatImage, mask: Float32Array, channel: number): Float64Array | undefined => {
  const counts = new Float64Array(bins);
  let total = 0;
  mask.forEach((weight, pixel) => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((data[pixel * 3 + channel] as number) * bins)));
    counts[bin] = (counts[bin] as number) + weight;
    total += weight;
  });
  if (total < 1) return undefined;
  let sum = 0;
  return counts.map((count) => {
    sum += count / total;
    return sum;
  });
};

/** Where the two ends of a bin go. */
interface Ends {
  readonly low: number;
  readonly high: number;
}

/** For each bin the stretch in which the other picture has the same pixels by their order. */
const matching = (present: Float64Array, wanted: Float64Array): Ends[] => {
  let first = 0;
  return Array.from(present, (until, bin) => {
    const from = bin === 0 ? 0 : (present[bin - 1] as number);
    // Past values that nobody has: the next pixel in order lies beyond them.
    while (first < bins - 1 && (wanted[first] as number) <= from) first += 1;
    let last = first;
    while (last < bins - 1 && (wanted[last] as number) < until) last += 1;
    return { low: placeOf(from, wanted, first), high: placeOf(until, wanted, last) };
  });
};

const placeOf = (share: number, cumulative: Float64Array, bin: number): number => {
  const below = bin === 0 ? 0 : (cumulative[bin - 1] as number);
  const within = (cumulative[bin] as number) - below;
  const part = within > 0 ? Math.min(1, Math.max(0, (share - below) / within)) : 0;
  return (bin + part) / bins;
};

const lookUp = (curve: readonly Ends[], value: number): number => {
  const place = Math.min(1, Math.max(0, value)) * bins;
  const bin = Math.min(bins - 1, Math.floor(place));
  const { low, high } = curve[bin] as Ends;
  return low + (place - bin) * (high - low);
};
