/** Whose face is meant among several: looks that somebody is known by, and those of people they are not to be taken for. */
import { likenessOf, matchFloor } from './likeness.ts';

export interface WantedPerson {
  /** Any of these is them; without one nobody is. */
  readonly looks: readonly Float32Array[];
  readonly others: readonly Float32Array[];
}

/** How alike a face is to them, -1 to 1; undefined where it is plainly one of the others'. */
export const wantedLikeness = (descriptor: Float32Array, { looks, others }: WantedPerson): number | undefined => {
  const likeness = nearest(looks, descriptor);
  const other = nearest(others, descriptor);
  return other >= matchFloor && other > likeness ? undefined : likeness;
};

const nearest = (looks: readonly Float32Array[], descriptor: Float32Array): number =>
  Math.max(-1, ...looks.map((look) => likenessOf(descriptor, look)));
