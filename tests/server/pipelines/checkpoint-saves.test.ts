import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCheckpointSaves } from '#server/pipelines/checkpoint-saves.ts';
import type { CheckpointStore, SavedCheckpoint } from '#server/ports/checkpoint-store.ts';

const saved: SavedCheckpoint = { path: 'x', sizeBytes: 1, sha256: 'x' };

/** A disk on which each write ends when the test says so. */
const slowStore = () => {
  const writes: PromiseWithResolvers<SavedCheckpoint>[] = [];
  const store: CheckpointStore = {
    write: () => {
      const write = Promise.withResolvers<SavedCheckpoint>();
      writes.push(write);
      return write.promise;
    },
    read: () => Promise.reject(new Error('not read here')),
    requireRoom: async () => undefined,
  };
  return { store, writes };
};

const interval = 100;

/** Trains so many iterations of a second each; a save takes as many of them as said. Gives what a kill costs at worst. */
const worstLoss = async (iterations: number, lastsFor: (save: number) => number): Promise<number> => {
  const { store, writes } = slowStore();
  const saves = createCheckpointSaves({
    store,
    intervals: { checkpointEverySeconds: interval, checkpointEveryIterations: 10 * interval },
    startedAt: { iteration: 0, trainedSeconds: 0 },
  });
  let [worst, begunAt] = [0, 0];
  for (let iteration = 1; iteration <= iterations; iteration += 1) {
    const place = { iteration, trainedSeconds: iteration };
    worst = Math.max(worst, iteration - saves.kept().iteration);
    if (saves.isBusy() && iteration - begunAt >= lastsFor(writes.length)) {
      writes.at(-1)?.resolve(saved);
      await saves.waitEnded(place);
    }
    if (!saves.isBusy() && saves.isDue(place)) {
      begunAt = iteration;
      saves.begin({ ...place, path: 'x', tensors: [], metadata: {}, heldOutError: null });
    }
  }
  return worst;
};

it('a kill at any moment costs one interval at most, where saves take no more than half of it', async () => {
  const lasting = fc.integer({ min: 1, max: interval / 2 });
  await fc.assert(
    // The first is the longest: what one save took is what the next is expected to take at most.
    fc.asyncProperty(lasting, fc.array(lasting, { minLength: 1, maxLength: 20 }), async (first, others) => {
      const lastsFor = (save: number) => (save === 1 ? first : Math.min(first, others[save % others.length] as number));
      expect(await worstLoss(1000, lastsFor)).toBeLessThanOrEqual(interval);
    }),
    { numRuns: 200 },
  );
});

it('saves that take longer than half of it follow each other, and a kill costs two of them at most', async () => {
  expect(await worstLoss(2000, () => 180)).toBeLessThanOrEqual(2 * 180 + 1);
});

it('a save that failed is begun again', async () => {
  const { store, writes } = slowStore();
  const intervals = { checkpointEverySeconds: 10, checkpointEveryIterations: 10 };
  const saves = createCheckpointSaves({ store, intervals, startedAt: { iteration: 0, trainedSeconds: 0 } });
  const place = { iteration: 10, trainedSeconds: 10 };
  saves.begin({ ...place, path: 'x', tensors: [], metadata: {}, heldOutError: null });
  expect(saves.isDue(place)).toBe(false);
  writes[0]?.reject(new Error('the disk'));
  expect(await saves.waitEnded(place)).toMatchObject({ kind: 'failed' });
  expect([saves.isDue(place), saves.kept().iteration]).toEqual([true, 0]);
});
