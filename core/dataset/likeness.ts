/**
 * Whose face is whose, by the cosine of descriptors of unit length. Measured on 450 pictures of eleven people: two
 * pictures of one person lie at 0.63 to 0.99 of each other (99 of 100 at 0.69 or more), of two people at 0.62 at most; a
 * picture lies at 0.80 or more of its person's mean and at 0.64 or less of another's.
 */

type Descriptor = ArrayLike<number>;

/** From here on a face belongs to the person whose mean descriptor it is compared with. */
export const matchFloor = 0.68;

/** From here on a face may be the person's, seen by another camera, years apart or turned far away: a human should say. */
export const askFloor = 0.6;

export type Zone = 'match' | 'ask' | 'other';

export const zoneOf = (likeness: number): Zone =>
  likeness >= matchFloor ? 'match' : likeness >= askFloor ? 'ask' : 'other';

/** Cosine of two descriptors of unit length, -1..1. */
export const likenessOf = (a: Descriptor, b: Descriptor): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

export interface Weighted {
  readonly descriptor: Descriptor;
  /** How many faces it stands for. */
  readonly faceCount: number;
}

/** The mean direction, of unit length; undefined where there is none. */
export const weightedMean = (parts: readonly Weighted[]): Float32Array | undefined => {
  const sum = new Float64Array(parts[0]?.descriptor.length ?? 0);
  for (const { descriptor, faceCount } of parts) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + faceCount * (descriptor[i] as number);
  }
  return unitLength(sum);
};

export const meanDescriptor = (descriptors: readonly Descriptor[]): Float32Array | undefined =>
  weightedMean(descriptors.map((descriptor) => ({ descriptor, faceCount: 1 })));

const unitLength = (values: Float64Array): Float32Array | undefined => {
  let squares = 0;
  for (const value of values) squares += value * value;
  const length = Math.sqrt(squares);
  return length > 0 ? Float32Array.from(values, (value) => value / length) : undefined;
};
