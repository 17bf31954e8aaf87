/**
 * The saves of a run, one at a time: the state of one iteration is copied while training waits, and reaches the disk while
 * training goes on. Work is safe only once its save has ended, so a save is begun early by as much as the longest one took,
 * and the first, of which nothing is known yet, after half the interval.
 */
import type { RunSettings } from '#core/contract/run.ts';
import type { CheckpointContent, CheckpointStore, SavedCheckpoint } from '#server/ports/checkpoint-store.ts';

/** Where a run stands. */
export interface RunPlace {
  readonly iteration: number;
  readonly trainedSeconds: number;
}

export interface SaveRequest extends RunPlace, CheckpointContent {
  readonly path: string;
  readonly heldOutError: number | null;
}

export type SaveEnding =
  | ({ readonly kind: 'saved'; readonly heldOutError: number | null } & RunPlace & SavedCheckpoint)
  | { readonly kind: 'failed'; readonly error: unknown };

export interface CheckpointSaves {
  /** The newest place whose save is begun, and the newest that is on the disk; at first that from which the run goes on. */
  begun(): RunPlace;
  kept(): RunPlace;
  isBusy(): boolean;
  isDue(place: RunPlace): boolean;
  /** Comes back when the state is copied. Not while one is under way. */
  begin(request: SaveRequest): void;
  /** How the save under way has ended; undefined where there is none or it has not. */
  takeEnded(place: RunPlace): SaveEnding | undefined;
  /** Waits for it. */
  waitEnded(place: RunPlace): Promise<SaveEnding | undefined>;
}

type Intervals = Pick<RunSettings, 'checkpointEverySeconds' | 'checkpointEveryIterations'>;

export const createCheckpointSaves = (options: {
  readonly store: CheckpointStore;
  readonly intervals: Intervals;
  readonly startedAt: RunPlace;
}): CheckpointSaves => {
  const { store, intervals } = options;
  let [begun, kept] = [options.startedAt, options.startedAt];
  let longest: RunPlace | undefined;
  let underWay: { readonly ending: Promise<SaveEnding>; ended: SaveEnding | undefined } | undefined;

  const takeEnded = (place: RunPlace): SaveEnding | undefined => {
    const ended = underWay?.ended;
    if (!ended) return undefined;
    underWay = undefined;
    longest = greater(longest, between(begun, place));
    if (ended.kind === 'saved') kept = begun;
    else begun = kept;
    return ended;
  };

  return {
    begun: () => begun,
    kept: () => kept,
    isBusy: () => underWay !== undefined,
    isDue: (place) => {
      const since = between(begun, place);
      return (
        since.trainedSeconds >= beginAfter(intervals.checkpointEverySeconds, longest?.trainedSeconds) ||
        since.iteration >= beginAfter(intervals.checkpointEveryIterations, longest?.iteration)
      );
    },
    begin: (request) => {
      begun = { iteration: request.iteration, trainedSeconds: request.trainedSeconds };
      const saving = { ending: write(store, request), ended: undefined as SaveEnding | undefined };
      underWay = saving;
      void saving.ending.then((ended) => {
        saving.ended = ended;
      });
    },
    takeEnded,
    waitEnded: async (place) => {
      await underWay?.ending;
      return takeEnded(place);
    },
  };
};

const write = async (store: CheckpointStore, request: SaveRequest): Promise<SaveEnding> => {
  const { iteration, trainedSeconds, heldOutError, path, tensors, metadata } = request;
  try {
    const saved = await store.write({ path, tensors, metadata });
    return { kind: 'saved', iteration, trainedSeconds, heldOutError, ...saved };
  } catch (error) {
    return { kind: 'failed', error };
  }
};

/**
 * A kill just before a save ends loses what was trained since the last one was begun. Where saves take more than half the
 * interval, one follows the other.
 */
const beginAfter = (interval: number, took = interval / 2): number => Math.max(interval - took, took);

const greater = (one: RunPlace | undefined, other: RunPlace): RunPlace => ({
  iteration: Math.max(one?.iteration ?? 0, other.iteration),
  trainedSeconds: Math.max(one?.trainedSeconds ?? 0, other.trainedSeconds),
});

const between = (from: RunPlace, to: RunPlace): RunPlace => ({
  iteration: to.iteration - from.iteration,
  trainedSeconds: to.trainedSeconds - from.trainedSeconds,
});
