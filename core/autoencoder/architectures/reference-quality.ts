/**
 * Faces of both sides that a model had seen when its swaps could be used, where no run of one's own says so: when four of five
 * pictures, both ways, looked more like whom they were to show. Found by `bench usable`, on some hundred faces each of two men,
 * which need more or less than other people. When a model is good is told by runs of one's own alone: nobody has taken one to its
 * best here, and a number is to be measured, never guessed.
 */
import type { ArchitectureName } from '#core/contract/architecture-name.ts';

export const imagesUntilUsable: { readonly [Name in ArchitectureName]?: number } = {
  /** 738 steps of eight faces a side: swaps of A 88 %, of B 100; at the next look 83 and 100. */
  studio: 11_808,
};
