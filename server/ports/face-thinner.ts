/** Chooses few of many faces beside the caller's own work: for a hundred thousand it takes seconds. */
import type { SpaceField } from '#core/dataset/face-space.ts';

export interface FaceThinner {
  /** Indices in the field, `keep` at most, the most needed first. */
  choose(field: SpaceField, keep: number): Promise<number[]>;
}
