/**
 * How visible the edge of a swapped face is: in each direction from its middle, the step of colour between a ring just inside
 * the mask's soft border and one just outside it, and how much larger that step is than it was in the source.
 */
import { distanceToBorder } from './distance-field.ts';
import type { LabSquare } from './flicker.ts';

/** CIE76, mean over all directions; those where the step became smaller count as none. Undefined where there is no edge. */
export const colourSeam = (square: LabSquare): number | undefined => {
  const rings = ringsOf(square);
  const [after, before] = [stepsOf(square.result, rings), stepsOf(square.source, rings)];
  const growths = after.flatMap((step, sector) => {
    const old = before[sector];
    return step === undefined || old === undefined ? [] : [Math.max(0, step - old)];
  });
  return growths.length === 0 ? undefined : growths.reduce((sum, growth) => sum + growth, 0) / growths.length;
};

const sectorCount = 12;
const ringShare = 1 / 12;

/** Fewer pixels are no colour to speak of. */
const leastPixels = 5;

interface RingPixel {
  readonly at: number;
  readonly sector: number;
  readonly inside: boolean;
}

const ringsOf = ({ mask, size }: LabSquare): readonly RingPixel[] => {
  const width = size * ringShare;
  const toFull = distanceToBorder({ values: mask, size, level: 0.95 });
  const toShown = distanceToBorder({ values: mask, size, level: 0.05 });
  const [middleX, middleY] = middleOf(mask, size);
  const pixels: RingPixel[] = [];
  for (let at = 0; at < mask.length; at++) {
    const inside = (toFull[at] as number) > 0 && (toFull[at] as number) <= width;
    const outside = (toShown[at] as number) < 0 && (toShown[at] as number) >= -width;
    if (!inside && !outside) continue;
    const turn = Math.atan2(Math.floor(at / size) - middleY, (at % size) - middleX) / (2 * Math.PI) + 0.5;
    pixels.push({ at, sector: Math.min(sectorCount - 1, Math.floor(turn * sectorCount)), inside });
  }
  return pixels;
};

const middleOf = (mask: Float32Array, size: number): readonly [x: number, y: number] => {
  let [x, y, sum] = [0, 0, 0];
  mask.forEach((value, at) => {
    x += value * (at % size);
    y += value * Math.floor(at / size);
    sum += value;
  });
  return sum === 0 ? [size / 2, size / 2] : [x / sum, y / sum];
};

/** By sector; undefined where one of its rings is too small. */
const stepsOf = (lab: Float32Array, rings: readonly RingPixel[]): (number | undefined)[] => {
  const sums = Array.from({ length: sectorCount }, () => ({ inside: [0, 0, 0, 0], outside: [0, 0, 0, 0] }));
  for (const { at, sector, inside } of rings) {
    const sum = (sums[sector] as (typeof sums)[number])[inside ? 'inside' : 'outside'];
    for (let channel = 0; channel < 3; channel++)
      sum[channel] = (sum[channel] as number) + (lab[at * 3 + channel] as number);
    sum[3] = (sum[3] as number) + 1;
  }
  return sums.map(({ inside, outside }) => {
    const [here, there] = [inside[3] as number, outside[3] as number];
    if (Math.min(here, there) < leastPixels) return undefined;
    return Math.hypot(...[0, 1, 2].map((i) => (inside[i] as number) / here - (outside[i] as number) / there));
  });
};
