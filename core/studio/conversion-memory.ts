/**
 * Memory that the models of a conversion take together, before any is opened: each holds its weights in the graph, and once
 * more while they are read. What else a conversion takes does not grow with their number (`bench convert`: 1.25 GB), but
 * with the clip's own samples where frames bring them along.
 */
import { architectureNamed, parameterCount, sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { Side } from '#core/contract/run.ts';
import { pictureBytes } from '#core/pixels/sample-layout.ts';
import { keptLayout } from './colour-depth.ts';

export interface Drawer {
  readonly runId: string;
  readonly architecture: string;
  readonly to: Side;
}

const restBytes = 1.25e9;
const bytesPerNumber = 4;
const copies = 2;

/** Frames that are read, drawn and written at once: 13 were counted up to the encoder, where some wait too. */
const framesHeld = 20;

/** Of one frame's own samples; 0 where none are kept. */
const ownBytes = ({ facts, settings }: Kept): number => {
  const layout = keptLayout(facts, settings);
  return layout ? pictureBytes(facts, layout) : 0;
};

interface Kept {
  readonly facts: VideoFacts;
  readonly settings: Pick<ConversionSettings, 'format' | 'depth'>;
}

/** A model that draws several faces is opened once. */
export const conversionMemory = (drawers: readonly Drawer[], kept?: Kept): number => {
  const distinct = new Map(drawers.map((drawer) => [`${drawer.runId} ${drawer.to}`, drawer]));
  return [...distinct.values()].reduce(
    (sum, { architecture, to }) =>
      sum + copies * bytesPerNumber * parameterCount(sideWeights(architectureNamed(architectures, architecture), to)),
    restBytes + (kept ? framesHeld * ownBytes(kept) : 0),
  );
};
