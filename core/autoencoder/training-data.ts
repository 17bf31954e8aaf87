/** One person's faces as an endless row of batches, whose place can be saved and found again exactly. */
import { z } from 'zod';
import type { Side } from '#core/contract/run.ts';
import { augmentFace } from './augment.ts';
import { createBatchSampler } from './batch-sampler.ts';
import { randomFrom, seededRandom } from './random.ts';
import type { TrainingFace } from './training-face.ts';

const random = z.tuple([z.int(), z.int(), z.int(), z.int()]);

/** Where a side's data stands: the faces' order and the numbers of the augmentation. */
export const dataState = z.object({ epoch: z.int(), cursor: z.int(), random });
export type DataState = z.infer<typeof dataState>;

export interface TrainingData {
  /** Each array [batchSize, faceSize, faceSize, 3] RGB in 0..1; the same two arrays every time. */
  next(): { readonly input: Float32Array; readonly target: Float32Array };
  state(): DataState;
}

export const createTrainingData = (options: {
  readonly faces: readonly TrainingFace[];
  readonly faceSize: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly side: Side;
  readonly state?: DataState;
}): TrainingData => {
  const { faces, faceSize, batchSize, seed, side, state } = options;
  const sampler = createBatchSampler({ faceCount: faces.length, seed, stream: `faces/${side}`, state });
  const numbers = state ? randomFrom(state.random) : seededRandom(seed, `augmentation/${side}`);
  const length = faceSize * faceSize * 3;
  const into = { input: new Float32Array(batchSize * length), target: new Float32Array(batchSize * length) };
  return {
    next: () => {
      sampler.next(batchSize).forEach((index, place) => {
        augmentFace({
          face: faces[index] as TrainingFace,
          size: faceSize,
          random: numbers,
          into,
          offset: place * length,
        });
      });
      return into;
    },
    state: () => ({ ...sampler.state(), random: [...numbers.state()] }),
  };
};
