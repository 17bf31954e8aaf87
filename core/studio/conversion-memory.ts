/**
 * Memory that the models of a conversion take together, before any is opened: each holds its weights in the graph, and once
 * more while they are read. What else a conversion takes does not grow with their number (`bench convert`: 1.25 GB).
 */
import { architectureNamed, parameterCount, sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { Side } from '#core/contract/run.ts';

export interface Drawer {
  readonly runId: string;
  readonly architecture: string;
  readonly to: Side;
}

const restBytes = 1.25e9;
const bytesPerNumber = 4;
const copies = 2;

/** A model that draws several faces is opened once. */
export const conversionMemory = (drawers: readonly Drawer[]): number => {
  const distinct = new Map(drawers.map((drawer) => [`${drawer.runId} ${drawer.to}`, drawer]));
  return [...distinct.values()].reduce(
    (sum, { architecture, to }) =>
      sum + copies * bytesPerNumber * parameterCount(sideWeights(architectureNamed(architectures, architecture), to)),
    restBytes,
  );
};
