/**
 * Random numbers from a seed, the same on every machine, whose whole state is four integers: a run that goes on goes
 * on with the same numbers. Generator: sfc32 of PractRand (Chris Doty-Humphrey, public domain).
 */

export type RandomState = readonly [number, number, number, number];

export interface Random {
  /** The next number in [0, 1), of 32 bits. */
  uniform(): number;
  /** The next number of the normal distribution of mean 0 and deviation 1. */
  normal(): number;
  /** A whole number in [0, below). */
  below(limit: number): number;
  state(): RandomState;
}

/** Seeds one stream; `stream` keeps what is drawn for one purpose apart from what is drawn for another. */
export const seededRandom = (seed: number, stream: string): Random => {
  const random = randomFrom([seed >>> 0, hash(stream), 0x9e3779b9, 1]);
  // The first numbers of like seeds are alike.
  for (let index = 0; index < 16; index += 1) random.uniform();
  return random;
};

/** One example's own stream: no two positions of a stream share one. */
export const exampleRandom = (of: {
  readonly seed: number;
  readonly stream: string;
  readonly position: number;
}): Random => {
  const { seed, stream, position } = of;
  const random = randomFrom([seed >>> 0, hash(stream) ^ Math.floor(position / 2 ** 32), position >>> 0, 1]);
  for (let index = 0; index < 16; index += 1) random.uniform();
  return random;
};

/** Goes on from a state. */
export const randomFrom = (state: RandomState): Random => {
  let [a, b, c, counter] = state;
  const next = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  const uniform = (): number => next() / 2 ** 32;
  return {
    uniform,
    // Box and Muller; the second of the pair is dropped, so that the state is all there is to keep.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    below: (limit) => Math.floor(uniform() * limit),
    state: () => [a, b, c, counter],
  };
};

/** FNV-1a. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) as number), 0x01000193);
  return value >>> 0;
};
