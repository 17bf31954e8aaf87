/**
 * Gives a picture the colours of another: mean and spread of each L*a*b* channel are carried over (Reinhard 2001).
 * Both are measured inside the mask only; numbers from outside it would pull the face towards its background. What lies
 * well outside stays as it is: nothing of it is ever seen.
 */
import type { ColorTransfer } from './color-transfer.ts';
import type { FloatImage } from './image.ts';
import { labToRgb, rgbRowToLab } from './lab.ts';
import { type MaskSpans, maskSpans } from './mask-spans.ts';
import { floatScratch } from './scratch.ts';

/** Pixels read beyond what the mask shows: two in sharpening, two in enlarging, and an enlarged mask shows a little further. */
const reach = 5;

export const transferInLab = ({ from, like, mask }: ColorTransfer): FloatImage => {
  scratch.reuse();
  const spans = maskSpans(mask, { size: from.width, reach });
  const wanted = momentsOf(toLab(like, spans), mask, spans);
  const source = toLab(from, spans);
  const present = momentsOf(source, mask, spans);
  if (!wanted || !present) return from;
  return { width: from.width, height: from.height, data: moved(from, { source, spans, wanted, present }) };
};

/** Lab pictures are done with when the colours are carried over. */
const scratch = floatScratch();

interface Moments {
  readonly mean: number;
  /** Standard deviation. */
  readonly spread: number;
}

type LabMoments = readonly [Moments, Moments, Moments];

/** Anything beside the spans. */
const toLab = ({ data, width }: FloatImage, { first, end }: MaskSpans): Float32Array => {
  const lab = scratch.take(data.length);
  for (let row = 0; row < first.length; row++) {
    const start = row * width;
    rgbRowToLab(data, { lab, first: start + (first[row] as number), end: start + (end[row] as number) });
  }
  return lab;
};

const momentsOf = (lab: Float32Array, mask: Float32Array, { first, end }: MaskSpans): LabMoments | undefined => {
  let total = 0;
  let sumL = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresL = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let row = 0, start = 0; row < first.length; row++, start += first.length) {
    for (let pixel = start + (first[row] as number); pixel < start + (end[row] as number); pixel++) {
      const weight = mask[pixel] as number;
      const l = lab[pixel * 3] as number;
      const a = lab[pixel * 3 + 1] as number;
      const b = lab[pixel * 3 + 2] as number;
      total += weight;
      sumL += weight * l;
      sumA += weight * a;
      sumB += weight * b;
      squaresL += weight * l * l;
      squaresA += weight * a * a;
      squaresB += weight * b * b;
    }
  }
  if (total < 1) return undefined;
  return [momentsFrom(total, sumL, squaresL), momentsFrom(total, sumA, squaresA), momentsFrom(total, sumB, squaresB)];
};

const momentsFrom = (total: number, sum: number, squares: number): Moments => {
  const mean = sum / total;
  return { mean, spread: Math.sqrt(Math.max(0, squares / total - mean * mean)) };
};

interface Move {
  readonly source: Float32Array;
  readonly spans: MaskSpans;
  readonly wanted: LabMoments;
  readonly present: LabMoments;
}

const moved = ({ data, width }: FloatImage, { source, spans: { first, end }, wanted, present }: Move): Float32Array => {
  const out = data.slice();
  const [l, a, b] = [0, 1, 2].map((channel) => lineFrom(present[channel] as Moments, wanted[channel] as Moments)) as [
    Line,
    Line,
    Line,
  ];
  for (let row = 0; row < first.length; row++) {
    const stop = (row * width + (end[row] as number)) * 3;
    for (let at = (row * width + (first[row] as number)) * 3; at < stop; at += 3)
      labToRgb(
        (source[at] as number) * l.gain + l.added,
        (source[at + 1] as number) * a.gain + a.added,
        (source[at + 2] as number) * b.gain + b.added,
        out,
        at,
      );
  }
  return out;
};

interface Line {
  readonly gain: number;
  readonly added: number;
}

/** What brings the one mean and spread to the other. */
const lineFrom = (present: Moments, wanted: Moments): Line => {
  const gain = boundedRatio(wanted.spread, present.spread);
  return { gain, added: wanted.mean - present.mean * gain };
};

/**
 * Contrast is the drawn face's own: a beard under the mask, or a face still blurred, would have its eyes and hairline stretched
 * to dark patches (seen with a gain of up to 2). So the spread follows only within the differences of one light to another.
 */
const boundedRatio = (wanted: number, present: number): number =>
  Math.min(1.15, Math.max(0.85, (wanted + 0.5) / (present + 0.5)));
