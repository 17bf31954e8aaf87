/**
 * A step on several devices: each computes the loss of its share of the batch with the same weights. The shares are
 * even, so the loss of all is the mean of theirs and its gradient the average of theirs, which one optimiser takes.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { onDevice, processor } from '#core/graph/on-device.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { slice } from '#core/graph/ops/slice.ts';

/** Faces `begin` to `begin + size` of each side. */
export interface Share {
  /** Undefined leaves it to the engine. */
  readonly device: string | undefined;
  readonly begin: number;
  readonly size: number;
}

/** One a device, or as many as part the batch evenly: the last devices then have nothing to do. No device: all in one. */
export const sharesOf = (batchSize: number, devices: readonly string[]): Share[] => {
  let count = Math.max(1, Math.min(batchSize, devices.length));
  while (batchSize % count !== 0) count -= 1;
  const size = batchSize / count;
  return Array.from({ length: count }, (_, index) => ({ device: devices[index], begin: index * size, size }));
};

/** The faces of a share, out of those of the whole batch [n, ...]. Cut out where they are fed, so that no more is sent. */
export const shareOf = (graph: GraphDraft, whole: Value, { begin, size }: Share): Value => {
  const [all, ...rest] = whole.shape;
  if (size === all) return whole;
  return onDevice(graph, processor, () =>
    slice(graph, whole, { begin: [begin, ...rest.map(() => 0)], size: [size, ...rest] }),
  );
};

/** The mean over all faces of what is a mean over those of each share. */
export const meanOfShares = (graph: GraphDraft, means: readonly Value[]): Value => {
  const sum = means.reduce((before, mean) => add(graph, before, mean));
  return means.length === 1 ? sum : mul(graph, sum, scalar(graph, 1 / means.length));
};
