/** Sharpens a drawn face towards the frame beneath it, and never beyond: a face of few pixels is enlarged and looks out of focus. */
import { blurSquare } from './blur.ts';
import type { FloatImage } from './image.ts';

export interface MatchSharpness {
  readonly drawn: FloatImage;
  /** What was there; same size. */
  readonly seen: FloatImage;
  /** Weight of each pixel in the measures, 0..1. */
  readonly mask: Float32Array;
  /** How much of the difference is made up, 0..1. */
  readonly share: number;
}

/** Beyond it the smudges of a young model would be drawn out, not its detail. */
const greatestGain = 1.5;
const deviationPx = 1;

/** By unsharp masking; unchanged where the drawn face is as sharp already, or the mask is empty. */
export const matchSharpness = ({ drawn, seen, mask, share }: MatchSharpness): FloatImage => {
  const detail = detailOf(drawn);
  const [present, wanted] = [energy(detail, mask), energy(detailOf(seen), mask)];
  const gain = present > 0 ? share * Math.min(greatestGain, Math.sqrt(wanted / present) - 1) : 0;
  if (gain <= 0) return drawn;
  const data = drawn.data.map((value, at) => Math.min(1, Math.max(0, value + gain * (detail[at] as number))));
  return { ...drawn, data };
};

const detailOf = ({ data, width }: FloatImage): Float32Array => {
  const blurred = data.slice();
  blurSquare(blurred, { size: width, deviationPx });
  return data.map((value, at) => value - (blurred[at] as number));
};

const energy = (detail: Float32Array, mask: Float32Array): number => {
  let sum = 0;
  mask.forEach((weight, pixel) => {
    if (weight === 0) return;
    for (let at = pixel * 3; at < pixel * 3 + 3; at += 1) sum += weight * (detail[at] as number) ** 2;
  });
  return sum;
};
