/**
 * The branches of a run. It is on branch 0 until it goes back to an earlier checkpoint while there is something after it; from there
 * it goes on upon the next branch, and what lies after stays where it is, left. Numbers of branches follow each other in time.
 */
import type { RunBranch } from '#core/contract/run.ts';

/** A place in the course of a run. */
export interface BranchPlace {
  readonly branch: number;
  readonly iteration: number;
}

export const currentBranch = (branches: readonly RunBranch[]): number => branches.length;

/** The branch for which the run left this place, by going back to before it; null where it still stands. */
export const leftFor = (branches: readonly RunBranch[], { branch, iteration }: BranchPlace): number | null => {
  const later = branches.slice(branch).findIndex(({ from }) => from < iteration);
  return later < 0 ? null : branch + later + 1;
};

export const isLeft = (branches: readonly RunBranch[], place: BranchPlace): boolean =>
  leftFor(branches, place) !== null;

/** The order in time of two places of one run. */
export const comparePlaces = (one: BranchPlace, other: BranchPlace): number =>
  one.branch - other.branch || one.iteration - other.iteration;

/** How files of a place are named: those of the first branch by the iteration alone. */
export const placeName = ({ branch, iteration }: BranchPlace): string =>
  branch === 0 ? String(iteration) : `${iteration}.${branch}`;

/** undefined for a name of another kind. */
export const placeNamed = (name: string): BranchPlace | undefined => {
  const [, iteration, branch = '0'] = /^(\d+)(?:\.(\d+))?\.[a-z]+$/.exec(name) ?? [];
  return iteration === undefined ? undefined : { iteration: Number(iteration), branch: Number(branch) };
};
