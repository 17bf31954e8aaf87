import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatchSampler } from '#core/autoencoder/batch-sampler.ts';
import { progressFromMetadata, progressToMetadata } from '#core/autoencoder/run-progress.ts';
import {
  batchLengths,
  createDataOrder,
  createTrainingData,
  dataState,
  makeExamples,
} from '#core/autoencoder/training-data.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import { usualAugmentation } from '#core/contract/augmentation.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';

describe('the order of faces', () => {
  it('gives every face once before any twice, whatever the batch', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(),
        (faceCount, batch, seed) => {
          const sampler = createBatchSampler({ faceCount, seed, stream: 's' });
          const drawn: number[] = [];
          while (drawn.length < faceCount * 3) drawn.push(...sampler.next(batch));
          for (let epoch = 0; epoch < 3; epoch += 1) {
            const seen = drawn.slice(epoch * faceCount, (epoch + 1) * faceCount);
            expect(seen.toSorted((left, right) => left - right)).toEqual(
              Array.from({ length: faceCount }, (_, index) => index),
            );
          }
        },
      ),
    );
  });

  it('is another in each epoch and for each side', () => {
    const draw = (stream: string) => {
      const sampler = createBatchSampler({ faceCount: 30, seed: 1, stream });
      return [sampler.next(30), sampler.next(30)];
    };
    const [first, second] = draw('a');
    expect(first).not.toEqual(second);
    expect(draw('b')[0]).not.toEqual(first);
  });

  it('goes on from its state, and from the end of the epoch where faces have gone since', () => {
    const sampler = createBatchSampler({ faceCount: 10, seed: 1, stream: 's' });
    sampler.next(17);
    const again = createBatchSampler({ faceCount: 10, seed: 1, stream: 's', state: sampler.state() });
    expect(again.next(8)).toEqual(sampler.next(8));
    const fewer = createBatchSampler({ faceCount: 4, seed: 1, stream: 's', state: { epoch: 1, cursor: 7 } });
    expect(fewer.next(4).toSorted()).toEqual([0, 1, 2, 3]);
  });
});

describe('training data', () => {
  const faces = [1, 2, 3].map((seed) => trainingFace(blobs(seed), 16));
  const options = {
    faces,
    inputSize: 16,
    targetSize: 32,
    batchSize: 2,
    seed: 4,
    side: 'a',
    withRegions: true,
    augmentation: usualAugmentation,
  } as const;

  it('goes on from its state with the same examples', () => {
    const data = createTrainingData(options);
    for (let index = 0; index < 3; index += 1) data.next();
    const again = createTrainingData({ ...options, state: JSON.parse(JSON.stringify(data.state())) });
    expect(again.next()).toEqual(structuredClone(data.next()));
  });

  it('is the same whoever makes which part of a batch, and in whatever order', () => {
    const whole = structuredClone(createTrainingData(options).next());
    const order = createDataOrder({ ...options, faceCount: 3 }).next();
    const lengths = batchLengths(options);
    const into = {
      input: new Float32Array(lengths.input),
      target: new Float32Array(lengths.target),
      regions: new Float32Array(lengths.regions),
    };
    for (const from of [1, 0]) makeExamples(options, { order, from, count: 1, into });
    expect(into).toEqual(whole);
  });

  it('differs from example to example, from side to side and from seed to seed, of one face', () => {
    const [face] = faces as [TrainingFace];
    const first = (change: Partial<Parameters<typeof createTrainingData>[0]>) =>
      createTrainingData({ ...options, faces: [face], batchSize: 2, ...change }).next().target;
    const length = 32 * 32 * 3;
    const drawn = [first({}), first({ side: 'b' }), first({ seed: 5 })];
    const examples = drawn.flatMap((batch) => [batch.subarray(0, length), batch.subarray(length)].map(String));
    expect(new Set(examples).size).toBe(6);
  });

  it('goes on from a checkpoint of the first version, which kept the state of one row of random numbers', () => {
    const state = dataState.parse({ epoch: 2, cursor: 1, random: [1, 2, 3, 4] });
    expect(state).toEqual({ epoch: 2, cursor: 1, drawn: 0 });
    const order = createDataOrder({ ...options, faceCount: 3, state });
    order.next();
    expect(order.state()).toEqual({ epoch: 2, cursor: 3, drawn: 2 });
  });
});

describe('the progress of a run', () => {
  const progress = {
    architecture: 'original',
    precision: 'bf16',
    iteration: 12,
    trainedSeconds: 3.25,
    data: { a: { epoch: 1, cursor: 2, drawn: 20 }, b: { epoch: 0, cursor: 0, drawn: 0 } },
  } as const;

  it('survives the metadata of a checkpoint', () => {
    const metadata = progressToMetadata({ ...progress, data: structuredClone(progress.data) as never });
    expect(metadata.iteration).toBe('12');
    expect(progressFromMetadata(metadata)).toEqual(progress);
  });

  it('is refused where it is not there or not right', () => {
    expect(() => progressFromMetadata({})).toThrow('does not say where its run stood');
    expect(() => progressFromMetadata({ progress: '{"iteration": -1}' })).toThrow('does not say where its run stood');
  });
});
