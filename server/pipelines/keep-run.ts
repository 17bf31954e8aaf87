/** Measuring a run and keeping what it has learnt: looks at the faces held out, checkpoints, and room on the disk. */
import { dirname } from 'node:path';
import { progressToMetadata } from '#core/autoencoder/run-progress.ts';
import { heldOutScore } from '#core/autoencoder/validation-trend.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { RunSettings, Side } from '#core/contract/run.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import type { BatchFeed } from '#server/ports/batch-feed.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import type { CheckpointSaves, SaveEnding } from './checkpoint-saves.ts';
import { type HeldOutFaces, heldOutError } from './held-out-faces.ts';
import type { TrainingEvent } from './training-events.ts';
import type { PreviewFaces } from './training-preview.ts';

export interface KeptRun {
  readonly options: {
    readonly settings: RunSettings;
    readonly checkpoints: CheckpointStore;
    checkpointPath(iteration: number): string;
  };
  readonly trainer: AutoencoderTrainer;
  readonly feed: BatchFeed;
  readonly previewFaces: Readonly<Record<Side, PreviewFaces>>;
  readonly heldOut: Readonly<Record<Side, HeldOutFaces>> | undefined;
  readonly saves: CheckpointSaves;
  iteration: number;
  trainedSeconds: number;
  validatedAt: number;
  validatedSeconds: number;
  /** Of the newest look at the faces held out. */
  heldOutScore: number | null;
  isDiskFull: boolean;
  /** Its losses or pictures are no longer numbers. */
  hasDiverged: boolean;
  roomCheckedMs: number;
}

/** Draws the faces held out and compares; training waits meanwhile. */
export function* validate(run: KeptRun): Generator<TrainingEvent, void> {
  const { heldOut, trainer, iteration, trainedSeconds } = run;
  if (!heldOut || run.validatedAt === iteration) return;
  const { batchSize } = run.options.settings;
  const error = (side: Side) => heldOutError(trainer, { side, faces: heldOut[side], batchSize });
  const point = { iteration, trainedSeconds, a: error('a'), b: error('b') };
  run.hasDiverged = !Number.isFinite(heldOutScore(point));
  if (run.hasDiverged) return;
  run.validatedAt = iteration;
  run.validatedSeconds = trainedSeconds;
  run.heldOutScore = heldOutScore(point);
  yield { kind: 'validation', point };
}

/** Nothing is written where nothing was trained since, nor over good weights where these are no longer numbers. */
export function* beginSave(run: KeptRun): Generator<TrainingEvent, void> {
  const { options, trainer, iteration, trainedSeconds } = run;
  if (run.saves.begun().iteration === iteration) return;
  run.hasDiverged = !drawsNumbers(run);
  if (!run.hasDiverged) yield* validate(run);
  if (run.hasDiverged) return;
  const { architecture } = options.settings;
  const { precision } = trainer;
  run.saves.begin({
    path: options.checkpointPath(iteration),
    tensors: trainer.readState(),
    metadata: progressToMetadata({ architecture, precision, iteration, trainedSeconds, data: run.feed.states() }),
    iteration,
    trainedSeconds,
    heldOutError: run.heldOutScore,
  });
}

const drawsNumbers = ({ trainer, previewFaces: { a, b } }: KeptRun): boolean =>
  [
    trainer.predict({ faces: a.faces, count: a.count, decoder: 'a' }),
    trainer.predict({ faces: b.faces, count: b.count, decoder: 'b' }),
  ].every((drawn) => drawn.faces.every((value) => Number.isFinite(value)));

/** A full disk is a state to wait in; whatever else went wrong ends the run. */
export function* endSave(run: KeptRun, ending: SaveEnding | undefined): Generator<TrainingEvent, void> {
  if (!ending) return;
  if (ending.kind === 'saved') yield { ...ending, kind: 'checkpoint' };
  else if (isDiskFull(ending.error)) run.isDiskFull = true;
  else throw ending.error;
}

/** A save under way may be of an earlier iteration: then one of this follows. */
export async function* saveAndWait(run: KeptRun): AsyncGenerator<TrainingEvent, void> {
  yield* endSave(run, await run.saves.waitEnded(run));
  yield* beginSave(run);
  yield* endSave(run, await run.saves.waitEnded(run));
}

/** Who stopped the run must know that its last iterations are kept. */
export async function* lastSave(run: KeptRun): AsyncGenerator<TrainingEvent, void> {
  yield* saveAndWait(run);
  if (!run.isDiskFull) return;
  const facts = { iteration: run.iteration, checkpointIteration: run.saves.kept().iteration };
  throw new StudioError('disk_full', 'There is no room on the disk for the last checkpoint.', { facts });
}

const isDiskFull = (error: unknown): boolean => error instanceof StudioError && error.code === 'disk_full';

/** Curve, previews and database need some room too: training does not wait for them to fail. */
export const checkRoomSometimes = async (run: KeptRun): Promise<void> => {
  if (performance.now() - run.roomCheckedMs >= roomEveryMs) await checkRoom(run);
};

export const checkRoom = async (run: KeptRun): Promise<void> => {
  run.roomCheckedMs = performance.now();
  const { checkpoints, checkpointPath } = run.options;
  await checkpoints.requireRoom(dirname(checkpointPath(run.iteration))).catch((error: unknown) => {
    if (!isDiskFull(error)) throw error;
    run.isDiskFull = true;
  });
};

const roomEveryMs = 5000;
export const diverged = (run: KeptRun): StudioError =>
  new StudioError(
    'training_diverged',
    'The loss is no longer a number. Go on from the last checkpoint with a lower learning rate.',
    {
      facts: {
        iteration: run.iteration,
        checkpointIteration: run.saves.kept().iteration,
        learningRate: run.options.settings.learningRate,
      },
    },
  );
