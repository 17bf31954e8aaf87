/**
 * How many faces a run had seen when it was usable and when it was good, read from the errors of its held-out faces. The
 * best it came to is the mark: a run that was still getting better says nothing of it.
 */
import type { ValidationPoint } from '#core/contract/run.ts';
import { heldOutScore, validationTrend } from './validation-trend.ts';

export interface SeenImages {
  /** Faces of both sides. */
  readonly usableImages: number;
  readonly goodImages: number;
}

/** Of one run from its beginning; undefined where it was ended before it came to its best. */
export const imagesUntilGood = (
  looks: readonly ValidationPoint[],
  { batchSize }: { readonly batchSize: number },
): SeenImages | undefined => {
  // Without losses a rise is told as a plateau, which is all the same here.
  if (validationTrend(looks, []).kind !== 'plateau') return undefined;
  const stretches = looks.slice(stretch - 1).map((look, from) => ({
    iteration: look.iteration,
    score: looks.slice(from, from + stretch).reduce((sum, each) => sum + heldOutScore(each), 0) / stretch,
  }));
  const best = Math.min(...stretches.map(({ score }) => score));
  const imagesAt = (factor: number): number => {
    const { iteration } = stretches.find(({ score }) => score <= factor * best) as (typeof stretches)[number];
    return 2 * batchSize * iteration;
  };
  return { usableImages: imagesAt(usableWithin), goodImages: imagesAt(goodWithin) };
};

/** Looks whose mean is taken, so that one lucky look does not count. */
const stretch = 3;
/** How far above its best the error is when the rest is hardly seen, and when a likeness is there that has still to sharpen. */
const goodWithin = 1.02;
const usableWithin = 1.15;

/** Each figure in the middle of several runs'. */
export const medianOfRuns = (runs: readonly SeenImages[]): SeenImages => ({
  usableImages: median(runs.map(({ usableImages }) => usableImages)),
  goodImages: median(runs.map(({ goodImages }) => goodImages)),
});

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};
