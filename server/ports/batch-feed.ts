/** Batches for a trainer, made ahead beside the engine's own work. */
import type { DataState, ExampleRecipe } from '#core/autoencoder/training-data.ts';
import type { Side } from '#core/contract/run.ts';
import type { SideBatch } from './autoencoder-engine.ts';

export interface BatchFeedOptions {
  readonly recipes: Readonly<Record<Side, ExampleRecipe>>;
  readonly batchSize: number;
  readonly withRegions: boolean;
  /** Where to go on from. */
  readonly states?: Readonly<Record<Side, DataState>>;
}

/** The same batches in the same order on every machine, however many threads make them. */
export interface BatchFeed extends Disposable {
  /** The next batch of both sides; its arrays stay as they are until the next call. */
  next(): Promise<Readonly<Record<Side, SideBatch>>>;
  /** Where the data stands after the batch given last: what was made ahead does not count. */
  states(): Readonly<Record<Side, DataState>>;
}

export type OpenBatchFeed = (options: BatchFeedOptions) => BatchFeed;
