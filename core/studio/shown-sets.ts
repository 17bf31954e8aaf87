/** Which faces a preview shows: the newest set that was there when it was drawn. */
import type { ShownSet } from '#core/contract/run.ts';
import { type BranchPlace, comparePlaces } from './run-branches.ts';

/** Its place in the list; -1 for a preview from before the first set. */
export const shownSetIndex = (sets: readonly ShownSet[], place: BranchPlace): number =>
  sets.findLastIndex(({ branch, afterIteration }) => comparePlaces({ branch, iteration: afterIteration }, place) < 0);
