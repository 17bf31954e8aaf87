/**
 * Trains a small shared autoencoder on two sets of faces and says how well faces it never saw are drawn. Fixed steps from
 * a fixed seed, so that only the sets differ.
 */
import { classic } from '#core/autoencoder/architectures/faceswap.ts';
import { plainFace } from '#core/autoencoder/augment.ts';
import { createTrainingData } from '#core/autoencoder/training-data.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import { drawingError } from './coverage-error.ts';

/** The Original model's layers, at half its size and with widths that a processor trains in a minute. */
export const benchArchitecture = classic({
  faceSize: 32,
  convolutions: [16, 32, 48],
  bottleneck: 64,
  picture: [4, 4, 48],
  upscale: 32,
  decoder: [24, 12],
});

export interface TrainAndDraw {
  readonly performer: readonly TrainingFace[];
  readonly drawn: readonly TrainingFace[];
  /** Faces of the drawn person that are in neither set. */
  readonly unseen: readonly TrainingFace[];
  readonly steps: number;
  readonly seed: number;
}

const batchSize = 8;

/** Weights swing from step to step, so the error is the mean over the last stretch. */
const looks = 6;
const stepsBetweenLooks = 60;

/** By unseen face. */
export const trainAndDraw = ({ performer, drawn, unseen, steps, seed }: TrainAndDraw): Float64Array => {
  const engine = createTensorFlowEngine({ architectures: { original: benchArchitecture } });
  const { faceSize } = benchArchitecture;
  using trainer = engine.openTrainer({ architecture: 'original', batchSize, precision: 'fp32', learningRate, seed });
  const dataOf = (faces: readonly TrainingFace[], side: 'a' | 'b') =>
    createTrainingData({ faces, inputSize: faceSize, targetSize: faceSize, batchSize, seed, side });
  const [a, b] = [dataOf(performer, 'a'), dataOf(drawn, 'b')];
  const errors = new Float64Array(unseen.length);
  for (let step = 1; step <= steps; step += 1) {
    trainer.step({ a: a.next(), b: b.next() });
    const left = steps - step;
    if (left % stepsBetweenLooks === 0 && left / stepsBetweenLooks < looks) {
      unseenErrors(trainer, unseen).forEach((error, face) => {
        errors[face] = (errors[face] as number) + error / looks;
      });
    }
  }
  return errors;
};

const learningRate = 1e-3;

const unseenErrors = (trainer: AutoencoderTrainer, unseen: readonly TrainingFace[]): number[] => {
  const { faceSize } = trainer;
  const length = faceSize * faceSize * 3;
  const faces = new Float32Array(unseen.length * length);
  unseen.forEach((face, index) => {
    plainFace({ face, size: faceSize, into: faces, offset: index * length });
  });
  const drawn = trainer.predict({ faces, count: unseen.length, decoder: 'b' });
  return unseen.map((_, index) =>
    drawingError({
      face: faces.subarray(index * length, (index + 1) * length),
      drawn: drawn.faces.subarray(index * length, (index + 1) * length),
      size: faceSize,
    }),
  );
};
