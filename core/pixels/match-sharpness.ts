/** Sharpens a drawn face towards the frame beneath it, and never beyond: a face of few pixels is enlarged and looks out of focus. */
import type { FloatImage } from './image.ts';
import { floatScratch } from './scratch.ts';

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

/** By unsharp masking of the grey; unchanged where the drawn face is as sharp already, or the mask is empty. */
export const matchSharpness = ({ drawn, seen, mask, share }: MatchSharpness): FloatImage => {
  scratch.reuse();
  const detail = detailOf(drawn);
  const [present, wanted] = [energy(detail, mask), energy(detailOf(seen), mask)];
  const gain = present > 0 ? share * Math.min(greatestGain, Math.sqrt(wanted / present) - 1) : 0;
  if (gain <= 0) return drawn;
  const data = new Float32Array(drawn.data.length);
  for (let at = 0; at < data.length; at += 1) {
    const sharper = (drawn.data[at] as number) + gain * (detail[(at / 3) | 0] as number);
    data[at] = Math.min(1, Math.max(0, sharper));
  }
  return { ...drawn, data };
};

/** Done with when the face is sharpened. */
const scratch = floatScratch();

/** The grey without its blur: binomial, [1 4 6 4 1] / 16 along rows and columns, which is a deviation of one pixel. */
const detailOf = ({ data, width: size }: FloatImage): Float32Array => {
  const grey = scratch.take(size * size);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1, at += 3) {
    grey[pixel] = 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
  }
  const blurred = blurAlong(blurAlong(grey, { size, step: 1, across: size }), { size, step: size, across: 1 });
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    grey[pixel] = (grey[pixel] as number) - (blurred[pixel] as number);
  }
  return grey;
};

interface Lines {
  readonly size: number;
  /** From one pixel of a line to the next, and from one line to the next. */
  readonly step: number;
  readonly across: number;
}

/** Beyond the edge the edge goes on. */
const blurAlong = (plane: Float32Array, { size, step, across }: Lines): Float32Array => {
  const blurred = scratch.take(plane.length);
  const last = (size - 1) * step;
  for (let line = 0; line < size; line += 1) {
    const start = line * across;
    for (let along = 0; along <= last; along += step) {
      const near =
        (plane[start + Math.max(0, along - step)] as number) + (plane[start + Math.min(last, along + step)] as number);
      const far =
        (plane[start + Math.max(0, along - 2 * step)] as number) +
        (plane[start + Math.min(last, along + 2 * step)] as number);
      blurred[start + along] = (6 * (plane[start + along] as number) + 4 * near + far) / 16;
    }
  }
  return blurred;
};

const energy = (detail: Float32Array, mask: Float32Array): number => {
  let sum = 0;
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    sum += (mask[pixel] as number) * (detail[pixel] as number) ** 2;
  }
  return sum;
};
