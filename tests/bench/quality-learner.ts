/** One model in training on the bench's faces, and how it draws faces that it never saw. */
import { modelShape } from '#core/autoencoder/architecture.ts';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { plainFace } from '#core/autoencoder/augment.ts';
import { learningRateAt } from '#core/autoencoder/schedule.ts';
import { createTrainingData } from '#core/autoencoder/training-data.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import type { Side } from '#core/contract/run.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import type { DrawnSize, QualityError } from './quality-error.ts';
import { qualityError } from './quality-error.ts';
import type { QualityFace, QualityFaces } from './quality-faces.ts';

export interface Learner extends Disposable {
  readonly name: ArchitectureName;
  readonly trainer: AutoencoderTrainer;
  /** Steps for at least so long, at least once. */
  train(seconds: number): void;
  /** Time of its steps and of making its batches. */
  trainedSeconds(): number;
  /** Of all threads of the process meanwhile. */
  processorSeconds(): number;
  steps(): number;
  /** On the faces held out, each drawn by its own decoder: means of both sides. */
  error(): QualityError;
  /** `from`'s held-out faces: as they are, and as this side's decoder draws them. */
  draw(from: Side, as: Side): { readonly truth: DrawnSize; readonly drawn: DrawnSize };
}

const seed = 1;

export const openLearner = (name: ArchitectureName, faces: Readonly<Record<Side, QualityFaces>>): Learner => {
  const architecture = architectures[name];
  const settings = withRecommended({ architecture: name });
  const { batchSize, learningRate, precision, augmentation } = settings;
  const { faceSize: inputSize } = architecture;
  const { drawnSize: targetSize } = modelShape(architecture);
  const trainer = createTensorFlowEngine().openTrainer({
    architecture: name,
    batchSize,
    precision,
    learningRate,
    seed,
    recipe: settings,
  });
  const dataOf = (side: Side) =>
    createTrainingData({
      faces: faces[side].trained.map(({ crop, landmarks }) => trainingFace(crop, targetSize, landmarks)),
      ...{ inputSize, targetSize, batchSize, seed, side, augmentation },
      withRegions: trainer.usesRegions,
    });
  const [a, b] = [dataOf('a'), dataOf('b')];
  let [trained, processor, steps] = [0, 0, 0];
  const step = (): void => {
    const rate = learningRateAt(settings.schedule, { learningRate, iteration: steps, trainedSeconds: trained });
    trainer.step({ a: a.next(), b: b.next() }, { learningRate: rate });
    steps += 1;
  };
  const draw: Learner['draw'] = (from, as) => {
    const seen = plainFaces(faces[from].heldOut, inputSize);
    const { faces: drawn } = trainer.predict({ faces: seen, count: faces[from].heldOut.length, decoder: as });
    const truth = inputSize === targetSize ? seen : plainFaces(faces[from].heldOut, targetSize);
    return { truth: { faces: truth, size: targetSize }, drawn: { faces: drawn, size: targetSize } };
  };
  return {
    name,
    trainer,
    train: (seconds) => {
      const [began, used, before] = [performance.now(), process.cpuUsage(), trained];
      do {
        step();
        trained = before + (performance.now() - began) / 1000;
      } while (trained < before + seconds);
      const { user, system } = process.cpuUsage(used);
      processor += (user + system) / 1e6;
    },
    trainedSeconds: () => trained,
    processorSeconds: () => processor,
    steps: () => steps,
    error: () => {
      const [own, other] = (['a', 'b'] as const).map((side) => {
        const { drawn, truth } = draw(side, side);
        return qualityError(drawn, truth);
      }) as [QualityError, QualityError];
      return { ssimError: (own.ssimError + other.ssimError) / 2, l1: (own.l1 + other.l1) / 2 };
    },
    draw,
    [Symbol.dispose]: () => trainer[Symbol.dispose](),
  };
};

const plainFaces = (faces: readonly QualityFace[], size: number): Float32Array => {
  const into = new Float32Array(faces.length * size * size * 3);
  faces.forEach(({ crop, landmarks }, index) => {
    plainFace({ face: trainingFace(crop, size, landmarks), size, into, offset: index * size * size * 3 });
  });
  return into;
};
