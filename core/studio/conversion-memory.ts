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

/** Frames that are read, drawn and written at once, of which 13 were counted up to the encoder, where some wait too. */
const framesHeld = 20;

/** What `bench convert` has found holds for frames no larger than these. */
const restBytesOfFrame = 1.5 * 1920 * 1080;

/** Of one frame: its 8 bits, as far as they are more than those, and its own samples where they are kept. */
const moreBytes = ({ facts, settings }: Kept): number => {
  const layout = keptLayout(facts, settings);
  const more = Math.max(0, 1.5 * facts.width * facts.height - restBytesOfFrame);
  return more + (layout ? pictureBytes(facts, layout) : 0);
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
    restBytes + (kept ? framesHeld * moreBytes(kept) : 0),
  );
};
