/**
 * What the errors of held-out faces say of a run. They jitter from look to look, so stretches of looks are compared, by
 * their means and how far these are sure.
 *  - plateau: the later half of the newest looks is not better than the earlier half by more than chance and a little.
 *  - over-fitting: the held-out error has risen clearly above its best while the loss of the trained faces still fell.
 */
import type { LossPoint, ValidationPoint } from '#core/contract/run.ts';

export type ValidationTrend =
  /** Too few looks to say anything. */
  | { readonly kind: 'early' }
  | { readonly kind: 'improving' }
  /** The advice is to stop. */
  | { readonly kind: 'plateau'; readonly sinceIteration: number }
  /** The advice is to stop and to take the best checkpoint. */
  | { readonly kind: 'overfitting'; readonly bestIteration: number };

/** One number by which looks and checkpoints are compared, the less the better: 1 - SSIM, the mean of both sides. */
export const heldOutScore = ({ a, b }: Pick<ValidationPoint, 'a' | 'b'>): number => (a.ssimError + b.ssimError) / 2;

/** Undefined where there is no look. */
export const bestLook = (looks: readonly ValidationPoint[]): ValidationPoint | undefined =>
  looks.reduce<ValidationPoint | undefined>(
    (best, look) => (best && heldOutScore(best) <= heldOutScore(look) ? best : look),
    undefined,
  );

export const validationTrend = (
  looks: readonly ValidationPoint[],
  losses: readonly Pick<LossPoint, 'iteration' | 'a' | 'b'>[],
): ValidationTrend => {
  const window = Math.max(fewestLooks, Math.ceil(looks.length * windowShare));
  if (looks.length < window) return { kind: 'early' };
  const newest = looks.slice(-window);
  const earlier = summary(newest.slice(0, Math.floor(window / 2)));
  const later = summary(newest.slice(Math.floor(window / 2)));
  const bestIteration = risenFrom(looks, later);
  if (bestIteration !== undefined && lossFell(losses, bestIteration)) return { kind: 'overfitting', bestIteration };
  const gain = earlier.mean - later.mean;
  const doubt = 2 * Math.hypot(earlier.error, later.error);
  if (gain > Math.max(doubt, leastGain * earlier.mean)) return { kind: 'improving' };
  return { kind: 'plateau', sinceIteration: (newest[0] as ValidationPoint).iteration };
};

/** Ten looks are ten minutes; of a long run the newest fifth, as progress there is counted in hours. */
const fewestLooks = 10;
const windowShare = 0.2;
/** A gain of less than this share over half a window is not worth the wait. */
const leastGain = 0.005;
/** How far above the best the newest looks lie before they count as risen. */
const clearRise = 0.03;

interface Summary {
  readonly mean: number;
  /** Standard error of the mean. */
  readonly error: number;
}

const summary = (looks: readonly ValidationPoint[]): Summary => {
  const scores = looks.map(heldOutScore);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (scores.length - 1) / scores.length) };
};

/** The best looks of a run: where the mean of a few neighbours is least, so that one lucky look does not count. */
const risenFrom = (looks: readonly ValidationPoint[], later: Summary): number | undefined => {
  const group = Math.floor(fewestLooks / 2);
  let best: { readonly summary: Summary; readonly iteration: number } | undefined;
  for (let from = 0; from + group <= looks.length; from += 1) {
    const around = looks.slice(from, from + group);
    const found = summary(around);
    const iteration = (bestLook(around) as ValidationPoint).iteration;
    if (!best || found.mean < best.summary.mean) best = { summary: found, iteration };
  }
  if (!best) return undefined;
  const rise = later.mean - best.summary.mean;
  const doubt = 2 * Math.hypot(later.error, best.summary.error);
  return rise > Math.max(doubt, clearRise * best.summary.mean) ? best.iteration : undefined;
};

/** The mean of the loss around then, against that of the newest points. */
const lossFell = (losses: readonly Pick<LossPoint, 'iteration' | 'a' | 'b'>[], sinceIteration: number): boolean => {
  const then = losses.findIndex(({ iteration }) => iteration >= sinceIteration);
  if (then < 0) return false;
  const count = Math.min(200, Math.floor((losses.length - then) / 2));
  if (count === 0) return false;
  const mean = (points: typeof losses) => points.reduce((sum, { a, b }) => sum + a + b, 0) / points.length;
  return mean(losses.slice(-count)) < mean(losses.slice(then, then + count));
};
