/**
 * Trains a pair: faces in, losses, previews and checkpoints out, as long as the caller pulls. Each turn of the loop is
 * one iteration (a joint step of A and B); between two the event loop runs, and commands are looked at.
 */
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ShownMark } from '#core/autoencoder/preview-grid.ts';
import type { RunProgress } from '#core/autoencoder/run-progress.ts';
import { progressFromMetadata } from '#core/autoencoder/run-progress.ts';
import { learningRateAt } from '#core/autoencoder/schedule.ts';
import type { ExampleRecipe } from '#core/autoencoder/training-data.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobCommand } from '#core/contract/jobs.ts';
import type { LossPoint, RunSettings, Side } from '#core/contract/run.ts';
import type { RunOpened } from '#core/contract/run-log.ts';
import type { PartKind } from '#core/contract/training-recipe.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { AutoencoderEngine, AutoencoderTrainer, BeginWith } from '#server/ports/autoencoder-engine.ts';
import type { OpenBatchFeed } from '#server/ports/batch-feed.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import { createCheckpointSaves } from './checkpoint-saves.ts';
import { heldOutFacesOf } from './held-out-faces.ts';
import type { KeptRun } from './keep-run.ts';
import {
  beginSave,
  checkRoom,
  checkRoomSometimes,
  diverged,
  endSave,
  lastSave,
  saveAndWait,
  validate,
} from './keep-run.ts';
import type { TrainingEvent } from './training-events.ts';
import { drawPreview, previewFacesOf } from './training-preview.ts';

export interface TrainAutoencoder {
  readonly engine: AutoencoderEngine;
  readonly openFeed: OpenBatchFeed;
  readonly checkpoints: CheckpointStore;
  readonly settings: RunSettings;
  /** The faces of one person, in an order that stays the same. */
  loadFaces(side: Side): AsyncIterable<LoadedFace>;
  /** Those of the same person that are only measured by; where a side has none, nothing is measured. */
  loadHeldOut?(side: Side): AsyncIterable<LoadedFace>;
  /** Those that previews show, in their order; without them, some that are trained on. */
  loadShown?(side: Side): AsyncIterable<LoadedFace & { readonly mark: ShownMark }>;
  /** Where the checkpoint of an iteration goes. */
  checkpointPath(iteration: number): string;
  /** A checkpoint to go on from; the run then continues as if it had never stopped. */
  readonly resumeFrom: string | null;
  /** A checkpoint of another run whose weights a new run begins with. */
  readonly startFrom?: { readonly checkpointPath: string; readonly parts: readonly PartKind[] } | null;
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

/**
 * Ends with `done`, after a last checkpoint. Throws `cancelled` when the signal fires, `training_diverged` when a loss
 * is no longer a number (the last checkpoint is from before), `too_few_faces`, `checkpoint_damaged`; `disk_full` where
 * it is told to stop and cannot save.
 */
export async function* trainAutoencoder(options: TrainAutoencoder): AsyncGenerator<TrainingEvent, void> {
  const run = await openRun(options);
  try {
    yield run.opened;
    for await (const event of work(run)) {
      // The curve up to a checkpoint is told before it: who goes on from there would else have a gap in it.
      if (event.kind === 'checkpoint') yield* lossEvents(run);
      yield event;
    }
  } finally {
    run.feed[Symbol.dispose]();
    run.trainer[Symbol.dispose]();
  }
}

async function* work(run: Run): AsyncGenerator<TrainingEvent, void> {
  let ending: 'stopped' | 'limit' | undefined = limitReached(run) ? 'limit' : undefined;
  while (!ending) {
    await setImmediate();
    checkSignal(run.options.signal);
    await trainOnce(run);
    if (run.iteration - run.startedAt === 1) run.asked.add('preview');
    takeCommands(run);
    yield* afterIteration(run);
    if (run.hasDiverged) yield* giveUp(run);
    const pausing = run.asked.has('pause') && !run.asked.has('stop');
    if (pausing) yield* lossEvents(run);
    if (pausing) yield* saveAndWait(run);
    if (run.isDiskFull && !run.asked.has('stop')) yield* waitForRoom(run);
    if (run.asked.has('pause') && !run.asked.has('stop')) yield* pause(run);
    if (limitReached(run)) ending = 'limit';
    if (run.asked.has('stop')) ending = 'stopped';
  }
  yield* lossEvents(run);
  if (run.previewedAt !== run.iteration) yield preview(run);
  yield* lastSave(run);
  if (run.hasDiverged) yield* giveUp(run);
  yield { kind: 'done', reason: ending, iteration: run.iteration };
}

/** Points wait at most this long, so that a fast device does not send a message an iteration. */
const lossEverySeconds = 0.5;

interface Run extends KeptRun {
  readonly options: TrainAutoencoder;
  readonly opened: RunOpened;
  /** The iteration from which this start went on; 0 for a new run. */
  readonly startedAt: number;
  /** Commands not yet done. */
  readonly asked: Set<JobCommand>;
  points: LossPoint[];
  pointsSeconds: number;
  /** Of these, the seconds in which there was no batch yet. */
  waitedSeconds: number;
  previewedAt: number;
}

const openRun = async (options: TrainAutoencoder): Promise<Run> => {
  const { engine, checkpoints, settings, resumeFrom } = options;
  const saved = resumeFrom === null ? undefined : await checkpoints.read(resumeFrom);
  const progress = saved && progressFromMetadata(saved.metadata);
  const beginWith = saved ? undefined : await readOrigin(options);
  const trainer = engine.openTrainer({ ...settings, recipe: settings, state: saved?.tensors, beginWith });
  try {
    const faces = {
      a: await readFaces(options, 'a', trainer),
      b: await readFaces(options, 'b', trainer),
    };
    const previewFaces = {
      a: previewFacesOf(await readShown(options, 'a', trainer), faces.a, trainer),
      b: previewFacesOf(await readShown(options, 'b', trainer), faces.b, trainer),
    };
    return startedRun({
      options,
      trainer,
      faces,
      previewFaces,
      heldOut: await readHeldOut(options, trainer),
      progress,
    });
  } catch (error) {
    trainer[Symbol.dispose]();
    throw error;
  }
};

const readOrigin = async ({ checkpoints, startFrom }: TrainAutoencoder): Promise<BeginWith | undefined> =>
  startFrom
    ? { tensors: (await checkpoints.read(startFrom.checkpointPath)).tensors, parts: startFrom.parts }
    : undefined;

const readHeldOut = async (
  { loadHeldOut, signal }: TrainAutoencoder,
  trainer: AutoencoderTrainer,
): Promise<Run['heldOut']> => {
  if (!loadHeldOut) return undefined;
  const size = Math.max(trainer.faceSize, trainer.drawnSize);
  const chosen = async (side: Side) => heldOutFacesOf(await readAll(loadHeldOut(side), { signal, size }), trainer);
  const held = { a: await chosen('a'), b: await chosen('b') };
  return held.a.count > 0 && held.b.count > 0 ? held : undefined;
};

const readShown = async (
  { loadShown, signal }: TrainAutoencoder,
  side: Side,
  { faceSize, drawnSize }: AutoencoderTrainer,
): Promise<{ readonly faces: readonly TrainingFace[]; readonly marks: readonly ShownMark[] } | undefined> => {
  if (!loadShown) return undefined;
  const faces: TrainingFace[] = [];
  const marks: ShownMark[] = [];
  for await (const { crop, mark } of loadShown(side)) {
    checkSignal(signal);
    faces.push(trainingFace(crop, Math.max(faceSize, drawnSize)));
    marks.push(mark);
  }
  return { faces, marks };
};

const readAll = async (
  loaded: AsyncIterable<LoadedFace>,
  { signal, size }: { readonly signal: AbortSignal; readonly size: number },
): Promise<TrainingFace[]> => {
  const faces: TrainingFace[] = [];
  for await (const { crop, landmarks } of loaded) {
    checkSignal(signal);
    faces.push(trainingFace(crop, size, landmarks));
  }
  return faces;
};

const readFaces = async (
  { loadFaces, signal }: TrainAutoencoder,
  side: Side,
  { faceSize, drawnSize }: AutoencoderTrainer,
): Promise<TrainingFace[]> => {
  const faces = await readAll(loadFaces(side), { signal, size: Math.max(faceSize, drawnSize) });
  if (faces.length === 0) {
    throw new StudioError('too_few_faces', 'There are no faces to train on.', { facts: { side, faces: 0 } });
  }
  return faces;
};

const startedRun = (start: {
  readonly options: TrainAutoencoder;
  readonly trainer: AutoencoderTrainer;
  readonly faces: Readonly<Record<Side, readonly TrainingFace[]>>;
  readonly previewFaces: Run['previewFaces'];
  readonly heldOut: Run['heldOut'];
  readonly progress: RunProgress | undefined;
}): Run => {
  const { options, trainer, faces, previewFaces, heldOut, progress } = start;
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
    opened: {
      kind: 'opened',
      device: options.engine.deviceName,
      precision: trainer.precision,
      parameterCount: trainer.parameterCount,
      facesA: faces.a.length,
      facesB: faces.b.length,
      heldOutA: heldOut?.a.count ?? 0,
      heldOutB: heldOut?.b.count ?? 0,
    },
    trainer,
    feed,
    previewFaces,
    heldOut,
    saves: createCheckpointSaves({
      store: options.checkpoints,
      intervals: options.settings,
      startedAt: { iteration, trainedSeconds },
    }),
    startedAt: iteration,
    iteration,
    trainedSeconds,
    asked: new Set(),
    points: [],
    pointsSeconds: 0,
    waitedSeconds: 0,
    previewedAt: iteration,
    validatedAt: iteration,
    validatedSeconds: trainedSeconds,
    heldOutScore: null,
    isDiskFull: false,
    hasDiverged: false,
    roomCheckedMs: performance.now(),
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
  run.hasDiverged = !Number.isFinite(losses.a) || !Number.isFinite(losses.b);
  if (!run.hasDiverged) run.points.push({ iteration: run.iteration, ...losses, trainedSeconds: run.trainedSeconds });
};

const learningRate = ({ options: { settings }, iteration, trainedSeconds }: Run): number =>
  learningRateAt(settings.schedule, { learningRate: settings.learningRate, iteration, trainedSeconds });

/** What is on its way to the disk is from before, and good. */
async function* giveUp(run: Run): AsyncGenerator<TrainingEvent, void> {
  yield* lossEvents(run);
  yield* endSave(run, await run.saves.waitEnded(run));
  throw diverged(run);
}

const takeCommands = ({ options, asked }: Run): void => {
  for (const command of options.commands.takeCommands()) {
    // Who is not paused cannot resume, but may have changed their mind about a pause.
    if (command === 'resume') asked.delete('pause');
    else asked.add(command);
  }
};

/** What is due or was asked for, in the order in which a watcher wants it. */
async function* afterIteration(run: Run): AsyncGenerator<TrainingEvent, void> {
  if (run.hasDiverged) return;
  const { previewEvery, validateEverySeconds } = run.options.settings;
  if (run.pointsSeconds >= lossEverySeconds || run.asked.has('preview')) yield* lossEvents(run);
  if (run.asked.delete('preview') || run.iteration % previewEvery === 0) yield preview(run);
  if (run.trainedSeconds - run.validatedSeconds >= validateEverySeconds) yield* validate(run);
  yield* endSave(run, run.saves.takeEnded(run));
  if (!run.saves.isBusy() && (run.asked.delete('checkpoint') || run.saves.isDue(run))) yield* beginSave(run);
  await checkRoomSometimes(run);
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

/** How often a run that waits for room looks whether it can save. */
const roomAgainMs = 5000;

async function* waitForRoom(run: Run): AsyncGenerator<TrainingEvent, void> {
  const { commands, signal } = run.options;
  yield* lossEvents(run);
  yield { kind: 'paused', reason: 'disk-full' };
  while (run.isDiskFull && !run.asked.has('stop')) {
    await Promise.race([commands.nextCommand(), setTimeout(roomAgainMs, undefined, { ref: false })]);
    checkSignal(signal);
    takeCommands(run);
    if (run.asked.delete('preview')) yield preview(run);
    run.isDiskFull = false;
    yield* saveAndWait(run);
    await checkRoom(run);
  }
  if (!run.asked.has('stop')) yield { kind: 'resumed' };
}

/** Saved already, so that a machine switched off meanwhile costs nothing. */
async function* pause(run: Run): AsyncGenerator<TrainingEvent, void> {
  const { commands, signal } = run.options;
  yield* lossEvents(run);
  yield { kind: 'paused', reason: 'asked' };
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
