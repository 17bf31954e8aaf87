/** Which saved state of a run is rendered with where nobody says which. */
import type { SortedCheckpoint } from './kept-checkpoints.ts';
import { bestCheckpoint } from './kept-checkpoints.ts';

/** The best of those measured on faces held out, else the newest; never one whose file is not right. */
export const checkpointToUse = <Checkpoint extends SortedCheckpoint>(
  checkpoints: readonly Checkpoint[],
): Checkpoint | undefined => {
  const newestFirst = usableCheckpoints(checkpoints);
  return bestCheckpoint(newestFirst) ?? newestFirst[0];
};

/** Newest first. */
export const usableCheckpoints = <Checkpoint extends SortedCheckpoint>(
  checkpoints: readonly Checkpoint[],
): Checkpoint[] =>
  checkpoints.filter(({ fault }) => fault === null).toSorted((first, second) => second.iteration - first.iteration);
