/**
 * One person's faces as an endless row of batches, whose place can be saved and found again exactly. Every example has
 * random numbers of its own, made from the seed, the side and its place in the row: who makes it, and when, is all one.
 */
import { z } from 'zod';
import type { Augmentation } from '#core/contract/augmentation.ts';
import { usualAugmentation } from '#core/contract/augmentation.ts';
import type { Side } from '#core/contract/run.ts';
import type { ExampleArrays, ExampleSizes } from './augment.ts';
import { augmentFace } from './augment.ts';
import { createBatchSampler } from './batch-sampler.ts';
import { planExample } from './example-plan.ts';
import { regionChannels } from './face-regions.ts';
import { exampleRandom } from './random.ts';
import type { TrainingFace } from './training-face.ts';

/** Where a side's data stands: the place in the faces' order, and how many examples were made since the run began. */
export const dataState = z.object({
  epoch: z.int(),
  cursor: z.int(),
  /** Not in checkpoints of the first version: those go on with new random numbers. */
  drawn: z.int().nonnegative().default(0),
});
export type DataState = z.infer<typeof dataState>;

/** Which faces make a batch, and the place of its first example in the row. */
export interface BatchOrder {
  readonly faces: readonly number[];
  readonly first: number;
}

export interface DataOrder {
  next(): BatchOrder;
  /** Before the batch that `next` will give. */
  state(): DataState;
}

export const createDataOrder = (options: {
  readonly faceCount: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly side: Side;
  readonly state?: DataState;
}): DataOrder => {
  const { faceCount, batchSize, seed, side, state } = options;
  const sampler = createBatchSampler({ faceCount, seed, stream: `faces/${side}`, state });
  let drawn = state?.drawn ?? 0;
  return {
    next: () => {
      const order = { faces: sampler.next(batchSize), first: drawn };
      drawn += batchSize;
      return order;
    },
    state: () => ({ ...sampler.state(), drawn }),
  };
};

/** What examples are made of and how. */
export interface ExampleRecipe extends ExampleSizes {
  readonly faces: readonly TrainingFace[];
  readonly seed: number;
  readonly side: Side;
  /** What the first programs did where it is not said. */
  readonly augmentation?: Augmentation;
}

/** Makes `count` examples of a batch from the `from`th on, each at its own place in `into`. */
export const makeExamples = (
  recipe: ExampleRecipe,
  part: {
    readonly order: BatchOrder;
    readonly from: number;
    readonly count: number;
    readonly into: ExampleArrays;
  },
): void => {
  const { faces, seed, side, augmentation = usualAugmentation } = recipe;
  const { order, from, count, into } = part;
  for (let place = from; place < from + count; place += 1) {
    const random = exampleRandom({ seed, stream: side, position: order.first + place });
    augmentFace({
      face: faces[order.faces[place] as number] as TrainingFace,
      plan: planExample(random, augmentation),
      sizes: recipe,
      into,
      place,
    });
  }
};

/** How many numbers the arrays of a batch hold. */
export const batchLengths = ({
  inputSize,
  targetSize,
  batchSize,
}: ExampleSizes & { readonly batchSize: number }): Readonly<Record<'input' | 'target' | 'regions', number>> => ({
  input: batchSize * inputSize ** 2 * 3,
  target: batchSize * targetSize ** 2 * 3,
  regions: batchSize * targetSize ** 2 * regionChannels,
});

export interface TrainingData {
  /**
   * `input` [batch, inputSize, inputSize, 3] and `target` [batch, targetSize, targetSize, 3] RGB in 0..1, `regions`
   * [batch, targetSize, targetSize, 2] where they were asked for; the same arrays every time.
   */
  next(): ExampleArrays;
  state(): DataState;
}

/** Batches made when they are asked for. */
export const createTrainingData = (
  options: ExampleRecipe & {
    readonly batchSize: number;
    readonly withRegions?: boolean;
    readonly state?: DataState;
  },
): TrainingData => {
  const { faces, batchSize, withRegions } = options;
  const order = createDataOrder({ ...options, faceCount: faces.length });
  const lengths = batchLengths(options);
  const into = {
    input: new Float32Array(lengths.input),
    target: new Float32Array(lengths.target),
    regions: withRegions ? new Float32Array(lengths.regions) : undefined,
  };
  return {
    next: () => {
      makeExamples(options, { order: order.next(), from: 0, count: batchSize, into });
      return into;
    },
    state: order.state,
  };
};
