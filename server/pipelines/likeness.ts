/**
 * Whose face is whose, by the cosine of descriptors. Measured on ten clips of eight people: two pictures of one person
 * lie at 0.68 to 0.99 of each other, of two people at 0.63 at most; a picture lies at 0.81 or more of its person's mean
 * and at 0.65 or less of another's.
 */

/** From here on a face belongs to the person whose mean descriptor it is compared with. */
export const samePersonFloor = 0.68;

/** From here on two single pictures, perhaps of different cameras and years, may be of one person. */
export const samePhotoFloor = 0.6;

/** Cosine of two descriptors of unit length, -1..1. */
export const likenessOf = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** The mean direction, of unit length. */
export const meanDescriptor = (descriptors: readonly Float32Array[]): Float32Array => {
  const sum = new Float64Array(descriptors[0]?.length ?? 0);
  for (const descriptor of descriptors) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (descriptor[i] as number);
  }
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
};
