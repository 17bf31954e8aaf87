/**
 * How fast a training would go on this machine: the trainer and the feed of a run with these settings, at work for some
 * seconds on faces of chance. What is drawn on them says nothing; what it takes is what it takes with real faces.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { landmarkNumbers } from '#core/autoencoder/face-landmarks.ts';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { ExampleRecipe } from '#core/autoencoder/training-data.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { MeasuredTraining } from '#core/contract/forecast.ts';
import type { RunSettings, Side } from '#core/contract/run.ts';
import { cropSize } from '#core/geometry/align-face.ts';
import type { AutoencoderEngine, AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import type { BatchFeed, OpenBatchFeed } from '#server/ports/batch-feed.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import { drawPreview, previewFacesOf } from './training-preview.ts';

export interface MeasureTraining {
  readonly engine: AutoencoderEngine;
  readonly openFeed: OpenBatchFeed;
  readonly checkpoints: CheckpointStore;
  readonly settings: RunSettings;
  /** How long steps are counted, at least one. */
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** @throws StudioError cancelled, between two steps; disk_full */
export const measureTraining = async (options: MeasureTraining): Promise<MeasuredTraining> => {
  const { engine, settings } = options;
  using trainer = engine.openTrainer({ ...settings, recipe: settings });
  const faces = { a: chanceFaces('a', trainer), b: chanceFaces('b', trainer) };
  using feed = openFeed(options, trainer, faces);
  const step = async (): Promise<void> => {
    await setImmediate();
    if (options.signal.aborted) throw new StudioError('cancelled', 'The measurement was cancelled.');
    trainer.step(await feed.next());
  };
  await runSteps(step, { atMostSteps: warmUpSteps, seconds: warmUpSeconds });
  const timed = await runSteps(step, { seconds: options.seconds });
  // A run draws and saves too, and that takes memory of its own.
  drawPreview(trainer, {
    a: previewFacesOf(undefined, faces.a, trainer),
    b: previewFacesOf(undefined, faces.b, trainer),
  });
  await saveWhileTraining(options.checkpoints, { trainer, step });
  return {
    ...timed,
    imagesPerSecond: (2 * settings.batchSize * timed.steps) / timed.seconds,
    precision: trainer.precision,
    device: engine.deviceName,
    peakBytes: await peakBytes(),
  };
};

/** The library lays the graph out in the first step, and the batches made meanwhile are no measure of the feed. */
const warmUpSteps = 4;
const warmUpSeconds = 2;

/** Of a run's many saves one, which is thrown away: all are of one size, and use its copy again. */
const saveWhileTraining = async (
  checkpoints: CheckpointStore,
  { trainer, step }: { readonly trainer: AutoencoderTrainer; readonly step: () => Promise<void> },
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'understudy-measure-'));
  try {
    const saved = checkpoints.write({
      path: join(folder, 'state.safetensors'),
      ...{ tensors: trainer.readState(), metadata: {} },
    });
    await Promise.all([saved, step()]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Faces of a side: enough for a preview, and little beside the model. */
const facesPerSide = 16;

const chanceFaces = (side: Side, { faceSize, drawnSize }: AutoencoderTrainer): TrainingFace[] => {
  const random = seededRandom(1, `measure ${side}`);
  return Array.from({ length: facesPerSide }, () => {
    const data = new Uint8Array(cropSize * cropSize * 3).map(() => random.below(256));
    const landmarks = new Float32Array(landmarkNumbers).map(() => random.uniform());
    return trainingFace({ width: cropSize, height: cropSize, data }, Math.max(faceSize, drawnSize), landmarks);
  });
};

const openFeed = (
  { openFeed: open, settings }: MeasureTraining,
  { faceSize, drawnSize, usesRegions }: AutoencoderTrainer,
  faces: Readonly<Record<Side, readonly TrainingFace[]>>,
): BatchFeed => {
  const { batchSize, seed, augmentation } = settings;
  const recipe = (side: Side): ExampleRecipe => ({
    inputSize: faceSize,
    targetSize: drawnSize,
    faces: faces[side],
    ...{ seed, side, augmentation },
  });
  return open({ recipes: { a: recipe('a'), b: recipe('b') }, batchSize, withRegions: usesRegions });
};

/** At least one. */
const runSteps = async (
  step: () => Promise<void>,
  {
    seconds: enough,
    atMostSteps = Number.POSITIVE_INFINITY,
  }: { readonly seconds: number; readonly atMostSteps?: number },
): Promise<Pick<MeasuredTraining, 'steps' | 'seconds'>> => {
  const began = performance.now();
  let [steps, seconds] = [0, 0];
  do {
    await step();
    steps += 1;
    seconds = (performance.now() - began) / 1000;
  } while (seconds < enough && steps < atMostSteps);
  return { steps, seconds };
};

/** The most memory this process ever held. What `resourceUsage` says may be that of the process that started it. */
const peakBytes = async (): Promise<number> => {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) * 1024;
};
