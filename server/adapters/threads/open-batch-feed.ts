/**
 * Batches made ahead in threads. Faces and batches lie in shared memory: nothing is copied, and the few arrays are filled
 * over and over. Which faces come next is settled here; a thread only makes the examples it is told to, each from
 * random numbers of its own, so that the work may be split anyhow.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ExampleArrays } from '#core/autoencoder/augment.ts';
import type { BatchOrder, DataOrder, DataState, ExampleRecipe } from '#core/autoencoder/training-data.ts';
import { batchLengths, createDataOrder } from '#core/autoencoder/training-data.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import type { BatchFeed, BatchFeedOptions } from '#server/ports/batch-feed.ts';

type BothSides<Value> = Readonly<Record<Side, Value>>;

/** What a thread is started with. */
export interface MakerStart {
  readonly recipes: BothSides<ExampleRecipe>;
  readonly batchSize: number;
  readonly slots: readonly BothSides<ExampleArrays>[];
}

/** Examples `from` to `end` of a batch, those of A counted before those of B. */
export interface MakeRequest {
  readonly slot: number;
  readonly orders: BothSides<BatchOrder>;
  readonly from: number;
  readonly end: number;
}

export type MakeReply = { readonly slot: number } | { readonly problem: string };

/** One that the engine reads, two made ahead: a batch that takes longer than others is then made up for. */
const slotCount = 3;

/** Half of the cores at most: the engine wants them too, and with two cores one thread is ahead of it (`bench feed`). */
const usualThreads = (): number => Math.max(1, Math.min(8, availableParallelism() >> 1));

export const openBatchFeed = (options: BatchFeedOptions & { readonly threads?: number }): BatchFeed => {
  const { recipes, batchSize, threads = usualThreads() } = options;
  const slots = Array.from({ length: slotCount }, () => ({
    a: sharedArrays(options, 'a'),
    b: sharedArrays(options, 'b'),
  }));
  const makers = openMakers({ recipes, batchSize, slots }, threads);
  const orders = { a: orderOf(options, 'a'), b: orderOf(options, 'b') };
  const ahead: Promised[] = [];
  const ask = (slot: number): void => {
    const done = makers.make(slot, { a: orders.a.next(), b: orders.b.next() });
    // Who never asks for it again is not to be told that it failed.
    done.catch(() => undefined);
    ahead.push({ slot, done, states: { a: orders.a.state(), b: orders.b.state() } });
  };
  let states = { a: orders.a.state(), b: orders.b.state() };
  for (const slot of slots.keys()) ask(slot);
  let current: number | undefined;
  return {
    next: async () => {
      if (current !== undefined) ask(current);
      const { slot, done, states: after } = ahead.shift() as Promised;
      current = slot;
      await done;
      states = after;
      return slots[slot] as BothSides<ExampleArrays>;
    },
    states: () => states,
    [Symbol.dispose]: makers.close,
  };
};

interface Promised {
  readonly slot: number;
  readonly done: Promise<void>;
  readonly states: { a: DataState; b: DataState };
}

const orderOf = ({ recipes, batchSize, states }: BatchFeedOptions, side: Side): DataOrder => {
  const { faces, seed } = recipes[side];
  return createDataOrder({ faceCount: faces.length, batchSize, seed, side, state: states?.[side] });
};

const sharedArrays = ({ recipes, batchSize, withRegions }: BatchFeedOptions, side: Side): ExampleArrays => {
  const { inputSize, targetSize } = recipes[side];
  const lengths = batchLengths({ inputSize, targetSize, batchSize });
  const shared = (length: number) => new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
  return {
    input: shared(lengths.input),
    target: shared(lengths.target),
    regions: withRegions ? shared(lengths.regions) : undefined,
  };
};

/** Batches under way by slot, with the parts that are still to come. */
type Waiting = Map<number, PromiseWithResolvers<void> & { parts: number }>;

const takePart = (waiting: Waiting, slot: number): void => {
  const batch = waiting.get(slot);
  if (!batch) return;
  batch.parts -= 1;
  if (batch.parts > 0) return;
  waiting.delete(slot);
  batch.resolve();
};

interface Makers {
  /** Resolves when the whole batch lies in the slot. */
  make(slot: number, orders: BothSides<BatchOrder>): Promise<void>;
  close(): void;
}

const openMakers = (start: MakerStart, count: number): Makers => {
  const waiting: Waiting = new Map();
  const fail = (cause: unknown): void => {
    const message = typeof cause === 'string' ? cause : 'A thread that makes batches ended.';
    for (const { reject } of waiting.values()) reject(new StudioError('internal', message, { cause }));
    waiting.clear();
  };
  const hear = (reply: MakeReply): void => {
    if ('problem' in reply) fail(reply.problem);
    else takePart(waiting, reply.slot);
  };
  const threads = Array.from({ length: count }, () => {
    const thread = new Worker(new URL('./make-batches.ts', import.meta.url), { workerData: start });
    thread.on('message', hear);
    thread.on('error', fail);
    thread.on('exit', () => fail(undefined));
    return thread;
  });
  return {
    make: (slot, orders) => {
      const batch = { ...Promise.withResolvers<void>(), parts: count };
      waiting.set(slot, batch);
      const share = (part: number): number => Math.round((2 * start.batchSize * part) / count);
      for (const [part, thread] of threads.entries()) {
        thread.postMessage({ slot, orders, from: share(part), end: share(part + 1) } satisfies MakeRequest);
      }
      return batch.promise;
    },
    close: () => {
      for (const thread of threads) void thread.terminate();
    },
  };
};
