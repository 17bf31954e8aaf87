/**
 * Exponential smoothing without the bias towards zero at the start (as TensorBoard does it): last / (1 - weight^n). A bucket of
 * many points counts as so many points of its mean, so that a line does not change its shape when the buckets grow.
 */

export interface Smoothable {
  readonly means: readonly (number | null)[];
  /** Points behind each mean. */
  readonly counts: readonly number[];
}

/** A state goes in where another stretch came before, and comes out for the next. */
export interface SmoothState {
  readonly last: number;
  /** weight^n of all points so far. */
  readonly power: number;
}

export const freshState: SmoothState = { last: 0, power: 1 };

export function smooth(
  { means, counts }: Smoothable,
  weight: number,
  before = freshState,
): { values: (number | null)[]; state: SmoothState } {
  let { last, power } = before;
  const values = means.map((mean, index) => {
    if (mean === null || !Number.isFinite(mean)) return mean;
    const kept = weight ** (counts[index] ?? 1);
    last = last * kept + mean * (1 - kept);
    power *= kept;
    return last / (1 - power);
  });
  return { values, state: { last, power } };
}
