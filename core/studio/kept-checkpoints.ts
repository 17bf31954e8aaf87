/**
 * Which checkpoints of a run are kept: the newest few, the one with the least error of held-out faces, and those with a
 * name. One whose file is not right is kept until there is a right one, so that it can be said.
 */
import type { CheckpointFault, CheckpointKind } from '#core/contract/run.ts';

export interface SortedCheckpoint {
  readonly id: string;
  readonly iteration: number;
  readonly kind: CheckpointKind;
  readonly heldOutError: number | null;
  readonly fault: CheckpointFault | null;
}

export interface Sorted<Checkpoint> {
  /** What the kept ones without a name are now. */
  readonly kinds: ReadonlyMap<string, CheckpointKind>;
  readonly old: readonly Checkpoint[];
}

export const keptCheckpoints = <Checkpoint extends SortedCheckpoint>(
  checkpoints: readonly Checkpoint[],
  keep: number,
): Sorted<Checkpoint> => {
  const right = checkpoints
    .filter(({ fault }) => fault === null)
    .toSorted((first, second) => second.iteration - first.iteration);
  const best = bestCheckpoint(right);
  const unnamed = right.filter(({ kind }) => kind !== 'snapshot');
  const newest = new Set(unnamed.slice(0, keep));
  const kept = unnamed.filter((checkpoint) => newest.has(checkpoint) || checkpoint === best);
  const isKept = new Set<Checkpoint>([...kept, ...checkpoints.filter(({ kind }) => kind === 'snapshot')]);
  return {
    kinds: new Map(kept.map((checkpoint) => [checkpoint.id, checkpoint === best ? 'best' : 'automatic'])),
    old: right.length === 0 ? [] : checkpoints.filter((checkpoint) => !isKept.has(checkpoint)),
  };
};

/** Of two with the same error the newer; undefined where none was measured. */
export const bestCheckpoint = <Checkpoint extends SortedCheckpoint>(
  newestFirst: readonly Checkpoint[],
): Checkpoint | undefined =>
  newestFirst.reduce<Checkpoint | undefined>((best, checkpoint) => {
    if (checkpoint.heldOutError === null) return best;
    return best?.heldOutError != null && best.heldOutError <= checkpoint.heldOutError ? best : checkpoint;
  }, undefined);
