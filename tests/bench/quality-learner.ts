/** One model in training on the bench's faces, and how it draws faces that it never saw. */
import { modelShape } from '#core/autoencoder/architecture.ts';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { plainFace } from '#core/autoencoder/augment.ts';
import { plainFaceMask } from '#core/autoencoder/face-regions.ts';
import { learningRateAt } from '#core/autoencoder/schedule.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import type { Side } from '#core/contract/run.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import type { AutoencoderTrainer, BeginWith } from '#server/ports/autoencoder-engine.ts';
import type { DrawnSize, QualityError } from './quality-error.ts';
import { comparedSize, qualityError } from './quality-error.ts';
import type { QualityFace, QualityFaces } from './quality-faces.ts';

export interface Learner extends Disposable {
  readonly name: ArchitectureName;
  readonly trainer: AutoencoderTrainer;
  /** Steps for at least so long, at least once. */
  train(seconds: number): Promise<void>;
  /** Time of its steps, with waiting for batches, which threads make meanwhile as in a run. */
  trainedSeconds(): number;
  /** Of all threads of the process meanwhile. */
  processorSeconds(): number;
  steps(): number;
  /** Faces of both sides. */
  seenImages(): number;
  /** On the faces held out, each drawn by its own decoder: means of both sides; of the face in it, and of the whole crop. */
  error(): Readonly<Record<'face' | 'whole', QualityError>>;
  /** `from`'s held-out faces: as they are, and as this side's decoder draws them. */
  draw(from: Side, as: Side): { readonly truth: DrawnSize; readonly drawn: DrawnSize };
}

const seed = 1;

export const openLearner = ({
  architecture: name,
  faces,
  beginWith,
}: {
  readonly architecture: ArchitectureName;
  readonly faces: Readonly<Record<Side, QualityFaces>>;
  readonly beginWith?: BeginWith;
}): Learner => {
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
    beginWith,
  });
  const recipeOf = (side: Side) => ({
    faces: faces[side].trained.map(({ crop, landmarks }) => trainingFace(crop, targetSize, landmarks)),
    ...{ inputSize, targetSize, seed, side, augmentation },
  });
  const feed = openBatchFeed({
    recipes: { a: recipeOf('a'), b: recipeOf('b') },
    batchSize,
    withRegions: trainer.usesRegions,
  });
  let [trained, processor, steps] = [0, 0, 0];
  const step = async (): Promise<void> => {
    const rate = learningRateAt(settings.schedule, { learningRate, iteration: steps, trainedSeconds: trained });
    trainer.step(await feed.next(), { learningRate: rate });
    steps += 1;
  };
  const draw: Learner['draw'] = (from, as) => {
    const seen = plainFaces(faces[from].heldOut, inputSize);
    const { faces: drawn } = trainer.predict({ faces: seen, count: faces[from].heldOut.length, decoder: as });
    const truth = inputSize === targetSize ? seen : plainFaces(faces[from].heldOut, targetSize);
    return { truth: { faces: truth, size: targetSize }, drawn: { faces: drawn, size: targetSize } };
  };
  const masks = {
    a: faces.a.heldOut.map(({ landmarks }) => plainFaceMask(landmarks, comparedSize)),
    b: faces.b.heldOut.map(({ landmarks }) => plainFaceMask(landmarks, comparedSize)),
  };
  const error: Learner['error'] = () => {
    const [own, other] = (['a', 'b'] as const).map((side) => {
      const { drawn, truth } = draw(side, side);
      return { face: qualityError(drawn, truth, masks[side]), whole: qualityError(drawn, truth) };
    }) as [ReturnType<Learner['error']>, ReturnType<Learner['error']>];
    return { face: meanError(own.face, other.face), whole: meanError(own.whole, other.whole) };
  };
  return {
    name,
    trainer,
    train: async (seconds) => {
      const [began, used, before] = [performance.now(), process.cpuUsage(), trained];
      do {
        await step();
        trained = before + (performance.now() - began) / 1000;
      } while (trained < before + seconds);
      const { user, system } = process.cpuUsage(used);
      processor += (user + system) / 1e6;
    },
    trainedSeconds: () => trained,
    processorSeconds: () => processor,
    steps: () => steps,
    seenImages: () => 2 * batchSize * steps,
    error,
    draw,
    [Symbol.dispose]: () => {
      feed[Symbol.dispose]();
      trainer[Symbol.dispose]();
    },
  };
};

const meanError = (one: QualityError, other: QualityError): QualityError => ({
  ssimError: (one.ssimError + other.ssimError) / 2,
  l1: (one.l1 + other.l1) / 2,
});

const plainFaces = (faces: readonly QualityFace[], size: number): Float32Array => {
  const into = new Float32Array(faces.length * size * size * 3);
  faces.forEach(({ crop, landmarks }, index) => {
    plainFace({ face: trainingFace(crop, size, landmarks), size, into, offset: index * size * size * 3 });
  });
  return into;
};
