/**
 * How far each pixel of a square picture lies from the border of a shape, px, by the exact transform of Felzenszwalb and
 * Huttenlocher (2012): distances along columns, then along rows the lower envelope of the parabolas that stand on their squares.
 */
import { byteScratch, floatScratch } from './scratch.ts';

export interface DistanceField {
  /** size x size values, rows top to bottom. */
  readonly values: Float32Array;
  readonly size: number;
  /** The shape is where values are at least this. */
  readonly level: number;
}

/** Positive inside the shape; no further than the picture's diagonal where there is no border at all. */
export const distanceToBorder = ({ values, size, level }: DistanceField): Float32Array => {
  bytes.reuse();
  floats.reuse();
  const isInside = bytes.take(values.length);
  for (let at = 0; at < values.length; at++) isInside[at] = (values[at] as number) >= level ? 1 : 0;
  const toOutside = squaredDistances(isInside, 0, size);
  const toInside = squaredDistances(isInside, 1, size);
  const farthest = Math.SQRT2 * size;
  const distances = new Float32Array(values.length);
  for (let at = 0; at < distances.length; at++) {
    const inside = isInside[at] === 1;
    // The border lies half-way between the last pixel inside and the first outside.
    const distance = Math.min(Math.sqrt((inside ? toOutside : toInside)[at] as number) - 0.5, farthest);
    distances[at] = inside ? distance : -distance;
  }
  return distances;
};

/** What lies in them is done with when the distances are there. */
const bytes = byteScratch();
const floats = floatScratch();

/** From each pixel to the nearest of this kind. */
const squaredDistances = (kinds: Uint8Array, kind: number, size: number): Float32Array => {
  const squared = distancesDown(kinds, kind, size);
  const room = { line: floats.take(size), at: new Int32Array(size), from: new Float64Array(size + 1) };
  for (let row = 0; row < size; row++) lowerEnvelope(squared, { first: row * size, size, room });
  return squared;
};

/** Squares of the distances to the nearest of the kind in the same column: walked down, then up. */
const distancesDown = (kinds: Uint8Array, kind: number, size: number): Float32Array => {
  const squared = floats.take(kinds.length);
  const away = floats.take(size).fill(farAway);
  const walk = (row: number): void => {
    for (let column = 0, at = row * size; column < size; column++, at++) {
      const distance = kinds[at] === kind ? 0 : (away[column] as number) + 1;
      away[column] = distance;
      const square = distance * distance;
      if (square < (squared[at] as number)) squared[at] = square;
    }
  };
  squared.fill(farAway);
  for (let row = 0; row < size; row++) walk(row);
  away.fill(farAway);
  for (let row = size - 1; row >= 0; row--) walk(row);
  return squared;
};

/** More than any square of a distance in a picture; infinite ones have no difference. */
const farAway = 1e12;

interface Line {
  readonly first: number;
  readonly size: number;
  readonly room: {
    readonly line: Float32Array;
    /** Where the parabolas of the envelope stand, and from where on each is the lowest. */
    readonly at: Int32Array;
    readonly from: Float64Array;
  };
}

const lowerEnvelope = (squared: Float32Array, { first, size, room: { line, at, from } }: Line): void => {
  for (let i = 0; i < size; i++) line[i] = squared[first + i] as number;
  const meets = (left: number, right: number): number =>
    ((line[right] as number) + right * right - (line[left] as number) - left * left) / (2 * (right - left));
  let last = 0;
  at[0] = 0;
  from[0] = -Infinity;
  for (let i = 1; i < size; i++) {
    let meeting = meets(at[last] as number, i);
    while (meeting <= (from[last] as number)) meeting = meets(at[--last] as number, i);
    at[++last] = i;
    from[last] = meeting;
  }
  from[last + 1] = Infinity;
  for (let i = 0, k = 0; i < size; i++) {
    while ((from[k + 1] as number) < i) k++;
    const away = i - (at[k] as number);
    squared[first + i] = away * away + (line[at[k] as number] as number);
  }
};
