/**
 * Whether making examples keeps up with the engine: how many a core makes in a second of its own time, and which share
 * of its time the engine waits for them. The net is a tiny one, faster than any that learns a face: the worst case.
 */
import { classic } from '#core/autoencoder/architectures/faceswap.ts';
import { packLandmarks } from '#core/autoencoder/face-landmarks.ts';
import { createTrainingData, type ExampleRecipe } from '#core/autoencoder/training-data.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import type { Augmentation, AugmentationKind } from '#core/contract/augmentation.ts';
import { augmentation, augmentationKinds, usualAugmentation } from '#core/contract/augmentation.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { Side } from '#core/contract/run.ts';
import { alignFace } from '#core/geometry/align-face.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import type { SideBatch } from '#server/ports/autoencoder-engine.ts';
import { syntheticFace } from '#tests/helpers/synthetic-face.ts';
import type { BenchOptions } from './run.ts';
import { drawnFaces } from './seeded-pictures.ts';

const batchSize = 64;
const faceSize = 64;

export const tinyNet = classic({
  faceSize,
  convolutions: [16, 32, 32, 32],
  bottleneck: 32,
  picture: [4, 4, 32],
  upscale: 16,
  decoder: [16, 16, 8],
});

/** Half a minute on two cores. */
export const benchFeed = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  const figures = [
    examplesOfACore('examples_of_a_core', {}),
    examplesOfACore('examples_of_a_core_with_regions', { withRegions: true }),
    ...augmentationKinds.filter(isOffByItself).map((kind) =>
      examplesOfACore(`examples_of_a_core_with_${kind}`, {
        augmentation: augmentation.parse({ [kind]: { chance: 1, amount: 1 } }),
      }),
    ),
    ...(await engineWaits()),
    madeHere(),
  ];
  for (const { name, value, unit } of figures) say(`${name} ${value.toPrecision(3)} ${unit}`);
  return figures;
};

export const tinyRecipe = (side: Side): ExampleRecipe => {
  const { mesh } = syntheticFace({ x: 128, y: 140, unit: 120 });
  const { a, b, tx, ty } = alignFace(mesh);
  const landmarks = packLandmarks(mesh.flat(), [a, b, tx, ty]);
  const faces = drawnFaces().map((picture) => trainingFace(picture, faceSize, landmarks));
  return { faces, inputSize: faceSize, targetSize: faceSize, seed: 1, side, augmentation: usualAugmentation };
};

const isOffByItself = (kind: AugmentationKind): boolean => usualAugmentation[kind].chance === 0;

/** By the thread's own processor time, so that what else the machine does does not count. */
const examplesOfACore = (
  name: string,
  change: { readonly withRegions?: boolean; readonly augmentation?: Augmentation },
): BenchFigure => {
  const data = createTrainingData({ ...tinyRecipe('a'), batchSize, ...change });
  for (let round = 0; round < 10; round += 1) data.next();
  const [began, rounds] = [process.cpuUsage(), 30];
  for (let round = 0; round < rounds; round += 1) data.next();
  const { user, system } = process.cpuUsage(began);
  return {
    name,
    value: (rounds * batchSize * 1e6) / (user + system),
    unit: 'examples/s',
    better: 'higher',
    target: null,
  };
};

const openTinyTrainer = () =>
  createTensorFlowEngine({ architectures: { original: tinyNet } }).openTrainer({
    architecture: 'original',
    batchSize,
    precision: 'fp32',
    learningRate: 5e-5,
    seed: 1,
  });

const warmUps = 20;
const steps = 200;

const engineWaits = async (): Promise<BenchFigure[]> => {
  using trainer = openTinyTrainer();
  using feed = openBatchFeed({ recipes: { a: tinyRecipe('a'), b: tinyRecipe('b') }, batchSize, withRegions: false });
  let [waited, began] = [0, 0];
  for (let step = -warmUps; step < steps; step += 1) {
    if (step === 0) began = performance.now();
    // As in a run: whoever has something to say gets their turn between two steps.
    await new Promise(setImmediate);
    const asked = performance.now();
    const batch = await feed.next();
    if (step >= 0) waited += performance.now() - asked;
    trainer.step(batch);
  }
  const total = performance.now() - began;
  return [
    { name: 'engine_waits', value: (100 * waited) / total, unit: '%', better: 'lower', target: 3 },
    rateOf('tiny_net_rate', total),
  ];
};

/** The way without threads, for comparison. */
const madeHere = (): BenchFigure => {
  using trainer = openTinyTrainer();
  const [a, b] = (['a', 'b'] as const).map((side) => createTrainingData({ ...tinyRecipe(side), batchSize }));
  let began = 0;
  for (let step = -warmUps; step < steps; step += 1) {
    if (step === 0) began = performance.now();
    trainer.step({ a: a?.next() as SideBatch, b: b?.next() as SideBatch });
  }
  return rateOf('tiny_net_rate_without_threads', performance.now() - began);
};

const rateOf = (name: string, milliseconds: number): BenchFigure => ({
  name,
  value: (2 * batchSize * steps * 1000) / milliseconds,
  unit: 'images/s',
  better: 'higher',
  target: null,
});
