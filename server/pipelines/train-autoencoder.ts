/**
 * Trains a pair: faces in, losses, previews and checkpoints out, as long as the caller pulls. Each turn of the loop is
 * one iteration (a joint step of A and B); between two the event loop runs, and commands are looked at.
 */
import { setImmediate } from 'node:timers/promises';
import type { RunProgress } from '#core/autoencoder/run-progress.ts';
import { progressFromMetadata, progressToMetadata } from '#core/autoencoder/run-progress.ts';
import { learningRateAt } from '#core/autoencoder/schedule.ts';
import type { ExampleRecipe } from '#core/autoencoder/training-data.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobCommand } from '#core/contract/jobs.ts';
import type { LossPoint, RunSettings, Side } from '#core/contract/run.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { AutoencoderEngine, AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import type { BatchFeed, OpenBatchFeed } from '#server/ports/batch-feed.ts';
import type { CheckpointStore, SavedCheckpoint } from '#server/ports/checkpoint-store.ts';
import type { PreviewFaces } from './training-preview.ts';
import { choosePreviewFaces, drawPreview } from './training-preview.ts';

export interface TrainAutoencoder {
  readonly engine: AutoencoderEngine;
  readonly openFeed: OpenBatchFeed;
  readonly checkpoints: CheckpointStore;
  readonly settings: RunSettings;
  /** The faces of one person, in an order that stays the same. */
  loadFaces(side: Side): AsyncIterable<LoadedFace>;
  /** Where the checkpoint of an iteration goes. */
  checkpointPath(iteration: number): string;
  /** A checkpoint to go on from; the run then continues as if it had never stopped. */
  readonly resumeFrom: string | null;
  /** Ends the run at once, keeping only what was saved. */
  readonly signal: AbortSignal;
  readonly commands: TrainingCommands;
}

export interface LoadedFace {
  /** Aligned, whole face. */
  readonly crop: RgbImage;
  /** As `face-landmarks.ts` packs them. */
  readonly landmarks?: Float32Array;
}

export interface TrainingCommands {
  /** The commands since the last call, oldest first. */
  takeCommands(): JobCommand[];
  /** Resolves when a command comes or the signal fires. */
  nextCommand(): Promise<void>;
}

export type TrainingEvent =
  | {
      readonly kind: 'loss';
      readonly points: readonly LossPoint[];
      readonly imagesPerSecond: number;
      /** Share of the time in which the engine had no batch to work on. */
      readonly waitingShare: number;
      /** Of the newest of the points. */
      readonly learningRate: number;
    }
  | { readonly kind: 'preview'; readonly iteration: number; readonly image: RgbImage }
  | ({ readonly kind: 'checkpoint'; readonly iteration: number; readonly trainedSeconds: number } & SavedCheckpoint)
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'done'; readonly reason: 'stopped' | 'limit'; readonly iteration: number };

/**
 * Ends with `done`, after a last checkpoint. Throws `cancelled` when the signal fires, `training_diverged` when a loss
 * is no longer a number (the last checkpoint is from before), `too_few_faces`, `checkpoint_damaged`, `disk_full`.
 */
export async function* trainAutoencoder(options: TrainAutoencoder): AsyncGenerator<TrainingEvent, void> {
  const run = await openRun(options);
  try {
    let ending: 'stopped' | 'limit' | undefined = limitReached(run) ? 'limit' : undefined;
    while (!ending) {
      await setImmediate();
      checkSignal(options.signal);
      await trainOnce(run);
      if (run.iteration - run.startedAt === 1) run.asked.add('preview');
      takeCommands(run);
      yield* afterIteration(run);
      if (run.asked.has('pause') && !run.asked.has('stop')) yield* pause(run);
      if (limitReached(run)) ending = 'limit';
      if (run.asked.has('stop')) ending = 'stopped';
    }
    yield* lossEvents(run);
    if (run.previewedAt !== run.iteration) yield preview(run);
    yield* save(run);
    yield { kind: 'done', reason: ending, iteration: run.iteration };
  } finally {
    run.feed[Symbol.dispose]();
    run.trainer[Symbol.dispose]();
  }
}

/** Points wait at most this long, so that a fast device does not send a message an iteration. */
const lossEverySeconds = 0.5;

interface Run {
  readonly options: TrainAutoencoder;
  readonly trainer: AutoencoderTrainer;
  readonly feed: BatchFeed;
  readonly previewFaces: Readonly<Record<Side, PreviewFaces>>;
  /** The iteration from which this start went on; 0 for a new run. */
  readonly startedAt: number;
  iteration: number;
  trainedSeconds: number;
  /** Commands not yet done. */
  readonly asked: Set<JobCommand>;
  points: LossPoint[];
  pointsSeconds: number;
  /** Of these, the seconds in which there was no batch yet. */
  waitedSeconds: number;
  previewedAt: number;
  savedAt: number;
  savedSeconds: number;
}

const openRun = async (options: TrainAutoencoder): Promise<Run> => {
  const { engine, checkpoints, settings, resumeFrom } = options;
  const saved = resumeFrom === null ? undefined : await checkpoints.read(resumeFrom);
  const progress = saved && progressFromMetadata(saved.metadata);
  const trainer = engine.openTrainer({ ...settings, recipe: settings, state: saved?.tensors });
  try {
    const faces = {
      a: await readFaces(options, 'a', trainer),
      b: await readFaces(options, 'b', trainer),
    };
    return startedRun({ options, trainer, faces, progress });
  } catch (error) {
    trainer[Symbol.dispose]();
    throw error;
  }
};

const readFaces = async (
  { loadFaces, signal }: TrainAutoencoder,
  side: Side,
  { faceSize, drawnSize }: AutoencoderTrainer,
): Promise<TrainingFace[]> => {
  const faces: TrainingFace[] = [];
  for await (const { crop, landmarks } of loadFaces(side)) {
    checkSignal(signal);
    faces.push(trainingFace(crop, Math.max(faceSize, drawnSize), landmarks));
  }
  if (faces.length === 0) {
    throw new StudioError('too_few_faces', 'There are no faces to train on.', { facts: { side, faces: 0 } });
  }
  return faces;
};

const startedRun = (start: {
  readonly options: TrainAutoencoder;
  readonly trainer: AutoencoderTrainer;
  readonly faces: Readonly<Record<Side, readonly TrainingFace[]>>;
  readonly progress: RunProgress | undefined;
}): Run => {
  const { options, trainer, faces, progress } = start;
  const { faceSize, drawnSize, usesRegions } = trainer;
  const { batchSize, seed, augmentation } = options.settings;
  const sizes = { inputSize: faceSize, targetSize: drawnSize };
  const recipe = (side: Side): ExampleRecipe => ({ ...sizes, faces: faces[side], seed, side, augmentation });
  const feed = options.openFeed({
    recipes: { a: recipe('a'), b: recipe('b') },
    batchSize,
    withRegions: usesRegions,
    states: progress?.data,
  });
  const iteration = progress?.iteration ?? 0;
  const trainedSeconds = progress?.trainedSeconds ?? 0;
  return {
    options,
    trainer,
    feed,
    previewFaces: { a: choosePreviewFaces(faces.a, trainer), b: choosePreviewFaces(faces.b, trainer) },
    startedAt: iteration,
    iteration,
    trainedSeconds,
    asked: new Set(),
    points: [],
    pointsSeconds: 0,
    waitedSeconds: 0,
    previewedAt: iteration,
    savedAt: iteration,
    savedSeconds: trainedSeconds,
  };
};

const trainOnce = async (run: Run): Promise<void> => {
  const began = performance.now();
  const batch = await run.feed.next();
  run.waitedSeconds += (performance.now() - began) / 1000;
  const losses = run.trainer.step(batch, { learningRate: learningRate(run) });
  const seconds = (performance.now() - began) / 1000;
  run.iteration += 1;
  run.trainedSeconds += seconds;
  run.pointsSeconds += seconds;
  if (!Number.isFinite(losses.a) || !Number.isFinite(losses.b)) throw diverged(run);
  run.points.push({ iteration: run.iteration, ...losses, trainedSeconds: run.trainedSeconds });
};

const learningRate = ({ options: { settings }, iteration, trainedSeconds }: Run): number =>
  learningRateAt(settings.schedule, { learningRate: settings.learningRate, iteration, trainedSeconds });

const diverged = (run: Run): StudioError =>
  new StudioError(
    'training_diverged',
    'The loss is no longer a number. Go on from the last checkpoint with a lower learning rate.',
    {
      facts: {
        iteration: run.iteration,
        checkpointIteration: run.savedAt,
        learningRate: run.options.settings.learningRate,
      },
    },
  );

const takeCommands = ({ options, asked }: Run): void => {
  for (const command of options.commands.takeCommands()) {
    // Who is not paused cannot resume, but may have changed their mind about a pause.
    if (command === 'resume') asked.delete('pause');
    else asked.add(command);
  }
};

/** What is due or was asked for, in the order in which a watcher wants it. */
async function* afterIteration(run: Run): AsyncGenerator<TrainingEvent, void> {
  const { previewEvery, checkpointEverySeconds, checkpointEveryIterations } = run.options.settings;
  if (run.pointsSeconds >= lossEverySeconds || run.asked.has('preview')) yield* lossEvents(run);
  if (run.asked.delete('preview') || run.iteration % previewEvery === 0) yield preview(run);
  const due =
    run.trainedSeconds - run.savedSeconds >= checkpointEverySeconds ||
    run.iteration - run.savedAt >= checkpointEveryIterations;
  if (run.asked.delete('checkpoint') || due) yield* save(run);
}

function* lossEvents(run: Run): Generator<TrainingEvent, void> {
  if (run.points.length === 0) return;
  const images = run.points.length * 2 * run.options.settings.batchSize;
  const { points, pointsSeconds, waitedSeconds } = run;
  yield {
    kind: 'loss',
    points,
    imagesPerSecond: images / pointsSeconds,
    waitingShare: waitedSeconds / pointsSeconds,
    learningRate: learningRate({ ...run, iteration: run.iteration - 1 }),
  };
  run.points = [];
  run.pointsSeconds = 0;
  run.waitedSeconds = 0;
}

const preview = (run: Run): TrainingEvent => {
  run.previewedAt = run.iteration;
  return { kind: 'preview', iteration: run.iteration, image: drawPreview(run.trainer, run.previewFaces) };
};

/** Nothing is written where nothing was trained since, nor over good weights where these are no longer numbers. */
async function* save(run: Run): AsyncGenerator<TrainingEvent, void> {
  if (run.savedAt === run.iteration) return;
  const { options, trainer, iteration, trainedSeconds } = run;
  const { a, b } = run.previewFaces;
  const drawn = [
    trainer.predict({ faces: a.faces, count: a.count, decoder: 'a' }),
    trainer.predict({ faces: b.faces, count: b.count, decoder: 'b' }),
  ];
  if (drawn.some(({ faces }) => faces.some((value) => !Number.isFinite(value)))) throw diverged(run);
  const { architecture, precision } = options.settings;
  const progress = {
    architecture,
    precision,
    iteration,
    trainedSeconds,
    data: run.feed.states(),
  };
  const saved = await options.checkpoints.write({
    path: options.checkpointPath(iteration),
    tensors: trainer.readState(),
    metadata: progressToMetadata(progress),
  });
  run.savedAt = iteration;
  run.savedSeconds = trainedSeconds;
  yield { kind: 'checkpoint', iteration, trainedSeconds, ...saved };
}

/** Saves, so that a machine switched off meanwhile costs nothing, and waits. */
async function* pause(run: Run): AsyncGenerator<TrainingEvent, void> {
  const { commands, signal } = run.options;
  yield* lossEvents(run);
  yield* save(run);
  yield { kind: 'paused' };
  while (run.asked.has('pause') && !run.asked.has('stop')) {
    await commands.nextCommand();
    checkSignal(signal);
    takeCommands(run);
    if (run.asked.delete('preview')) yield preview(run);
  }
  if (!run.asked.has('stop')) yield { kind: 'resumed' };
  for (const command of ['pause', 'checkpoint'] as const) run.asked.delete(command);
}

const limitReached = ({ options: { settings }, iteration, trainedSeconds }: Run): boolean =>
  (settings.maxIterations !== null && iteration >= settings.maxIterations) ||
  (settings.maxMinutes !== null && trainedSeconds >= settings.maxMinutes * 60);

const checkSignal = (signal: AbortSignal): void => {
  if (signal.aborted) throw new StudioError('cancelled', 'The training was cancelled.');
};
