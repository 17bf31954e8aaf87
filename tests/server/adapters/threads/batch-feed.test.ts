import { describe, expect, it } from 'vitest';
import { noLandmarks } from '#core/autoencoder/face-landmarks.ts';
import { createTrainingData, type ExampleRecipe } from '#core/autoencoder/training-data.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import { augmentation, augmentationKinds } from '#core/contract/augmentation.ts';
import type { Side } from '#core/contract/run.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';

/** All at once, so that a thread that made one of them otherwise would be found out. */
const everything = augmentation.parse(
  Object.fromEntries(augmentationKinds.map((kind) => [kind, { chance: 0.5, amount: 1 }])),
);

const recipe = (side: Side): ExampleRecipe => ({
  faces: [1, 2, 3, 4, 5].map((seed) => trainingFace(blobs(seed + (side === 'a' ? 0 : 50)), 16, noLandmarks())),
  inputSize: 16,
  targetSize: 32,
  seed: 7,
  side,
  augmentation: everything,
});
const options = { recipes: { a: recipe('a'), b: recipe('b') }, batchSize: 3, withRegions: true };

const batchesHere = (count: number) => {
  const of = (side: Side) => createTrainingData({ ...options, ...options.recipes[side] });
  const [a, b] = [of('a'), of('b')];
  return Array.from({ length: count }, () => structuredClone({ a: a.next(), b: b.next() }));
};

const plainCopy = <Batch extends object>(batch: Batch): Batch =>
  Object.fromEntries(
    Object.entries(batch).map(([key, value]) => [
      key,
      value instanceof Float32Array ? Float32Array.from(value) : plainCopy(value),
    ]),
  ) as Batch;

describe('batches made in threads', () => {
  it.each([1, 2, 3])('are those made here, in the same order, with %i threads', async (threads) => {
    using feed = openBatchFeed({ ...options, threads });
    for (const batch of batchesHere(7)) expect(plainCopy(await feed.next())).toEqual(batch);
  });

  it('go on from any place, whatever was made ahead when it was noted', async () => {
    using whole = openBatchFeed({ ...options, threads: 2 });
    for (let index = 0; index < 4; index += 1) await whole.next();
    const states = structuredClone(whole.states());
    expect([states.a.drawn, states.b.drawn]).toEqual([12, 12]);
    using again = openBatchFeed({ ...options, threads: 1, states });
    for (let index = 0; index < 4; index += 1)
      expect(plainCopy(await again.next())).toEqual(plainCopy(await whole.next()));
  });

  it('begin where nothing was given yet', () => {
    using feed = openBatchFeed(options);
    expect(feed.states()).toEqual({ a: { epoch: 0, cursor: 0, drawn: 0 }, b: { epoch: 0, cursor: 0, drawn: 0 } });
  });

  it('lie in the same few arrays, which stay as they are until the next is asked for', async () => {
    using feed = openBatchFeed(options);
    const seen = new Set<Float32Array>();
    for (let index = 0; index < 9; index += 1) {
      const { a } = await feed.next();
      seen.add(a.input);
      const before = Float32Array.from(a.input);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(Float32Array.from(a.input)).toEqual(before);
    }
    expect(seen.size).toBe(3);
  });

  it('say so when a thread cannot make them', async () => {
    const broken = { ...options.recipes.a, faces: [{ side: 64, data: undefined as never }] };
    using feed = openBatchFeed({ ...options, recipes: { ...options.recipes, a: broken } });
    await expect(feed.next()).rejects.toMatchObject({ code: 'internal' });
  });

  it('read faces from shared memory', () => {
    for (const size of [16, 64]) expect(trainingFace(blobs(1), size).data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
