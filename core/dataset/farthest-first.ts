/**
 * A few points that cover many: again and again the point farthest from all chosen so far, weights making some farther
 * (Gonzalez 1985: the widest gap left is at most twice the least possible); then each moves to the middle of the points
 * it covers where that leaves no wider gap, as points at the rim of a cloud cover little of it.
 */
import { type SpaceField, squareApart } from './face-space.ts';

/** Indices of `count` points, those most needed first. */
export const farthestFirst = (field: SpaceField, count: number): number[] => {
  const cover = chooseFarthest(field, count);
  const members = Array.from({ length: count }, (): number[] => []);
  cover.owners.forEach((owner, index) => {
    members[owner]?.push(index);
  });
  const widest = cover.squares.reduce((most, square) => Math.max(most, square), 0);
  return cover.chosen.map((index, rank) => middleOf(field, { index, members: members[rank] as number[], widest }));
};

interface Cover {
  readonly chosen: readonly number[];
  /** By point: the rank of the chosen one nearest to it, and how far that is, squared. */
  readonly owners: Int32Array;
  readonly squares: Float32Array;
}

/** Where all places are covered the better point still goes first. */
const leastDistance = 1e-3;

const chooseFarthest = ({ places, weights }: SpaceField, count: number): Cover => {
  const owners = new Int32Array(weights.length);
  const squares = new Float32Array(weights.length).fill(Infinity);
  // Before anything is chosen all are as far, and the best goes first.
  const wanted = weights.slice();
  const chosen: number[] = [];
  while (chosen.length < count) {
    const next = indexOfLargest(wanted);
    for (let i = 0; i < squares.length; i++) {
      const before = squares[i] as number;
      const now = squareApart(places, i, next, before);
      if (now >= before) continue;
      squares[i] = now;
      owners[i] = chosen.length;
      if ((wanted[i] as number) >= 0) wanted[i] = (Math.sqrt(now) + leastDistance) * (weights[i] as number);
    }
    // A point that lies where another was chosen before still covers itself.
    owners[next] = chosen.length;
    wanted[next] = -1;
    chosen.push(next);
  }
  return { chosen, owners, squares };
};

const indexOfLargest = (values: Float32Array): number => {
  let [best, largest] = [0, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > largest) [best, largest] = [i, value];
  }
  return best;
};

/** A middle is looked for among so many: a cell of thousands has many points that are as good. */
const candidates = 64;

const middleOf = (
  { places, weights }: SpaceField,
  cell: { readonly index: number; readonly members: readonly number[]; readonly widest: number },
): number => {
  const { members, widest } = cell;
  const step = Math.max(1, Math.ceil(members.length / candidates));
  const some = members.filter((_, at) => at % step === 0);
  let [best, least] = [cell.index, meanApart(places, some, cell.index) / (weights[cell.index] as number)];
  for (const index of some) {
    const apart = meanApart(places, some, index) / (weights[index] as number);
    if (apart >= least) continue;
    if (members.every((member) => squareApart(places, member, index, widest) < widest)) [best, least] = [index, apart];
  }
  return best;
};

const meanApart = (places: Float32Array, members: readonly number[], from: number): number =>
  members.reduce((sum, member) => sum + Math.sqrt(squareApart(places, member, from)), 0) / members.length;
