/** The space of poses, expressions and lights cut into cells, and the best face of each. */
import { type SpaceField, spaceAxes } from './face-space.ts';

export interface BestOfCells extends SpaceField {
  /** Cells are made as large as leaves at least so many of them with a face. */
  readonly atLeast: number;
}

/** Indices of the faces, those of most weight first; all of them where cells of no size are enough. */
export const bestOfCells = ({ places, weights, atLeast }: BestOfCells): Int32Array => {
  const best =
    atLeast >= weights.length ? Int32Array.from(weights.keys()) : bestAtFitting({ places, weights, atLeast });
  return best.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b);
};

/** Halvings of the size's range, which is from far larger than all faces' spread to far below a visible difference. */
const halvings = 18;

const bestAtFitting = ({ places, weights, atLeast }: BestOfCells): Int32Array => {
  let [fine, coarse] = [1e-3, 100];
  let fitting = Int32Array.from(weights.keys());
  for (let step = 0; step < halvings; step++) {
    const size = Math.sqrt(fine * coarse);
    const best = bestAt(places, weights, size);
    if (best.length >= atLeast) [fine, fitting] = [size, best];
    else coarse = size;
  }
  return fitting;
};

const bestAt = (places: Float32Array, weights: Float32Array, size: number): Int32Array<ArrayBuffer> => {
  const best = new Map<number, number>();
  for (let index = 0; index < weights.length; index++) {
    const cell = cellOf(places, index * spaceAxes, size);
    const other = best.get(cell);
    if (other === undefined || (weights[index] as number) > (weights[other] as number)) best.set(cell, index);
  }
  return Int32Array.from(best.values());
};

/** A hash of 52 bits: two cells of a hundred thousand meet once in a million sets, and then one face stands for both. */
const cellOf = (places: Float32Array, from: number, size: number): number => {
  let [high, low] = [0x9e3779b9, 0x85ebca6b];
  for (let axis = 0; axis < spaceAxes; axis++) {
    const step = Math.floor((places[from + axis] as number) / size);
    high = Math.imul(high ^ step, 0x01000193) ^ (low >>> 13);
    low = Math.imul(low ^ (step + axis), 0xc2b2ae35) ^ (high >>> 15);
  }
  return (high >>> 6) * 2 ** 26 + (low >>> 6);
};
