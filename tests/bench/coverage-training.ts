/**
 * Trains small shared autoencoders on sets of faces and says how well faces that none of them saw are drawn. All begin as
 * one model that knows other people, and end with small steps: so a few hundred steps are enough, and the last weights
 * tell sets apart without a mean over many. What differs are the sets and, by the seed, the order of their faces.
 */
import { classic } from '#core/autoencoder/architectures/faceswap.ts';
import { plainFace } from '#core/autoencoder/augment.ts';
import { createTrainingData } from '#core/autoencoder/training-data.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import { drawingError } from './coverage-error.ts';
import { mean } from './coverage-order.ts';

/** The Original model's layers, at half its size and with widths that a processor trains in seconds. */
export const benchArchitecture = classic({
  faceSize: 32,
  convolutions: [12, 24, 32],
  bottleneck: 48,
  picture: [4, 4, 32],
  upscale: 24,
  decoder: [16, 8],
});

/** Faces to train on, of each side. */
export interface BothSides {
  readonly a: readonly TrainingFace[];
  readonly b: readonly TrainingFace[];
}

type Faces = readonly TrainingFace[];

/** Weights of a model that has learnt these people with both of its decoders. */
export const trainBeginning = (others: Faces): NamedTensor[] => {
  using trainer = openTrainer();
  train(trainer, { a: others, b: others }, { seed: 1, phases: [{ steps: 1600, learningRate: 1e-3 }] });
  return trainer.readState().map(({ name, shape, data }) => ({ name, shape, data }));
};

export interface TrainAndDraw {
  readonly beginning: readonly NamedTensor[];
  readonly known: BothSides;
  /** To be drawn by each decoder, set by set. */
  readonly unseen: { readonly a: readonly Faces[]; readonly b: readonly Faces[] };
  readonly seed: number;
}

/** By side and by unseen set, the mean error. */
export const trainAndDraw = ({ beginning, known, unseen, seed }: TrainAndDraw): { a: number[]; b: number[] } => {
  using trainer = openTrainer(beginning);
  train(trainer, known, { seed, phases });
  return {
    a: unseen.a.map((faces) => meanError(trainer, faces, 'a')),
    b: unseen.b.map((faces) => meanError(trainer, faces, 'b')),
  };
};

interface Phase {
  readonly steps: number;
  readonly learningRate: number;
}

/** After the second, errors differ by one or two hundredths of themselves from seed to seed. */
const phases: readonly Phase[] = [
  { steps: 350, learningRate: 1e-3 },
  { steps: 150, learningRate: 2e-4 },
];

const batchSize = 8;

const openTrainer = (state?: readonly NamedTensor[]): AutoencoderTrainer =>
  createTensorFlowEngine({ architectures: { original: benchArchitecture } }).openTrainer({
    architecture: 'original',
    batchSize,
    precision: 'fp32',
    learningRate: 1e-3,
    seed: 1,
    state,
  });

const train = (
  trainer: AutoencoderTrainer,
  known: BothSides,
  options: { readonly seed: number; readonly phases: readonly Phase[] },
): void => {
  const { faceSize } = trainer;
  const [a, b] = (['a', 'b'] as const).map((side) =>
    createTrainingData({
      faces: known[side],
      inputSize: faceSize,
      targetSize: faceSize,
      batchSize,
      seed: options.seed,
      side,
    }),
  ) as [ReturnType<typeof createTrainingData>, ReturnType<typeof createTrainingData>];
  for (const { steps, learningRate } of options.phases) {
    for (let step = 0; step < steps; step += 1) trainer.step({ a: a.next(), b: b.next() }, { learningRate });
  }
};

const meanError = (trainer: AutoencoderTrainer, unseen: Faces, decoder: 'a' | 'b'): number => {
  const { faceSize: size } = trainer;
  const length = size * size * 3;
  const faces = new Float32Array(unseen.length * length);
  unseen.forEach((face, index) => {
    plainFace({ face, size, into: faces, offset: index * length });
  });
  const drawn = trainer.predict({ faces, count: unseen.length, decoder });
  const at = (values: Float32Array, index: number) => values.subarray(index * length, (index + 1) * length);
  return mean(unseen.map((_, index) => drawingError({ face: at(faces, index), drawn: at(drawn.faces, index), size })));
};
