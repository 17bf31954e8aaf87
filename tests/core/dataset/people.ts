/** Descriptors about as scattered as real ones: pictures of one person at 0.7 to 0.9 of each other, of two below 0.5. */
import { seededRandom } from '#core/autoencoder/random.ts';

const size = 64;

export const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

export const pictures = (person: number, count: number): Float32Array[] => {
  const random = seededRandom(person, 'person');
  const own = Array.from({ length: size }, () => random.uniform());
  const spread = own.map((value, i) => value + (i % 7 === person % 7 ? 4 : 0));
  return Array.from({ length: count }, () => unit(spread.map((value) => value + random.uniform() * 1.2)));
};

/** A descriptor at exactly this cosine of `to`, on the side of `towards`. */
export const atLikeness = (to: Float32Array, likeness: number, towards: Float32Array): Float32Array => {
  const along = to.reduce((sum, value, i) => sum + value * (towards[i] as number), 0);
  const across = unit(Array.from(towards, (value, i) => value - along * (to[i] as number)));
  const sine = Math.sqrt(1 - likeness * likeness);
  return Float32Array.from(to, (value, i) => likeness * value + sine * (across[i] as number));
};
