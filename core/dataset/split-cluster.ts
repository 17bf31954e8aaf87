/** Parts a cluster where it parts best: two means on the descriptors (Lloyd 1982), by whole tracks where there are several. */
import { likenessOf, type Weighted, weightedMean } from './likeness.ts';

export interface SplitFace {
  readonly id: string;
  /** Faces of one track stay together: its clip and its number in it. */
  readonly trackKey: string;
  readonly descriptor: ArrayLike<number>;
}

export interface Split {
  /** Ids of the larger part, which keeps the cluster's name, then of the one that leaves it. */
  readonly stay: readonly string[];
  readonly leave: readonly string[];
}

/** Undefined where nothing parts: a single face, or all alike. */
export const splitCluster = (faces: readonly SplitFace[]): Split | undefined => {
  const tracks = new Set(faces.map(({ trackKey }) => trackKey));
  const pieces = [...Map.groupBy(faces, ({ id, trackKey }) => (tracks.size > 1 ? trackKey : id)).values()].map(toPiece);
  const inSecond = partInTwo(pieces);
  const [first, second] = [false, true].map((part) =>
    pieces.flatMap(({ ids }, index) => (inSecond[index] === part ? ids : [])),
  ) as [string[], string[]];
  if (first.length === 0 || second.length === 0) return undefined;
  return first.length >= second.length ? { stay: first, leave: second } : { stay: second, leave: first };
};

interface Piece extends Weighted {
  readonly ids: readonly string[];
}

const toPiece = (faces: readonly SplitFace[]): Piece => {
  const ids = faces.map(({ id }) => id);
  const parts = faces.map(({ descriptor }) => ({ descriptor, faceCount: 1 }));
  return { ids, faceCount: ids.length, descriptor: weightedMean(parts) ?? (parts[0] as Weighted).descriptor };
};

/** Lloyd's steps settle long before; the bound only guards against a tie that swings to and fro. */
const steps = 50;

const partInTwo = (pieces: readonly Piece[]): boolean[] => {
  const mean = weightedMean(pieces);
  if (!mean) return pieces.map(() => false);
  const far = leastLike(pieces, mean);
  let centres = [leastLike(pieces, far), far];
  let parts = pieces.map(() => false);
  for (let step = 0; step < steps; step++) {
    const next = pieces.map(({ descriptor }) => {
      const [first, second] = centres as [ArrayLike<number>, ArrayLike<number>];
      return likenessOf(descriptor, second) > likenessOf(descriptor, first);
    });
    if (step > 0 && next.every((part, index) => part === parts[index])) break;
    parts = next;
    centres = centres.map((centre, side) => weightedMean(pieces.filter((_, i) => parts[i] === (side === 1))) ?? centre);
  }
  return parts;
};

const leastLike = (pieces: readonly Piece[], to: ArrayLike<number>): ArrayLike<number> => {
  let [least, lowest] = [to, Infinity];
  for (const { descriptor } of pieces) {
    const likeness = likenessOf(descriptor, to);
    if (likeness < lowest) [least, lowest] = [descriptor, likeness];
  }
  return least;
};
