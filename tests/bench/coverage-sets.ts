/**
 * A person's faces cut down to sets that lack something each, all of one number: a smaller set is worse for being small,
 * and it is what the sets show that is compared.
 */
import { type BenchFace, relit } from './coverage-faces.ts';

export interface SplitFaces {
  readonly known: readonly BenchFace[];
  readonly unseen: readonly BenchFace[];
}

/** Whole seconds: frames beside each other are too much alike for one to be unseen. */
export const splitFaces = (faces: readonly BenchFace[]): SplitFaces => {
  const isUnseen = ({ timeSeconds }: BenchFace): boolean => Math.floor(timeSeconds) % 4 === 1;
  return { known: faces.filter((face) => !isUnseen(face)), unseen: faces.filter(isUnseen) };
};

export const setsOf = (faces: readonly BenchFace[]): Record<string, readonly BenchFace[]> => {
  const lacking = {
    all: faces,
    mouth_shut: within(faces, 'mouth', { from: 0, to: 0.5 }),
    one_side: within(faces, 'yaw', { from: 0, to: 0.6 }),
    straight_only: within(faces, 'yaw', { from: 0.35, to: 0.65 }),
    level_only: within(faces, 'pitch', { from: 0.35, to: 0.65 }),
  };
  const count = Math.min(...Object.values(lacking).map((set) => set.length));
  const even = Object.entries(lacking).map(([name, set]) => [name, spread(set, count)] as const);
  return { ...Object.fromEntries(even), [darkened]: spread(faces, count).map((face) => relit(face, 0.5)) };
};

/** The one that lacks nothing but light, and is far worse than all others. */
export const darkened = 'half_as_bright';

/** `count` evenly through them. */
export const spread = <Item>(items: readonly Item[], count: number): readonly Item[] =>
  items.length <= count
    ? items
    : Array.from({ length: count }, (_, index) => items[Math.floor(((index + 0.5) * items.length) / count)] as Item);

/** Those between two shares of all, in the order of a measure. */
const within = (
  faces: readonly BenchFace[],
  axis: 'yaw' | 'pitch' | 'mouth',
  { from, to }: { readonly from: number; readonly to: number },
): readonly BenchFace[] => {
  const sorted = faces.map(({ measures }) => measures[axis]).toSorted((left, right) => left - right);
  const [least, most] = [from, to].map((share) => sorted[Math.round(share * (sorted.length - 1))] as number);
  return faces.filter(({ measures }) => measures[axis] >= (least as number) && measures[axis] <= (most as number));
};
