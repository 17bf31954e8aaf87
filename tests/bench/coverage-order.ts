/**
 * Whether sets of faces were drawn in the order that was foretold. All sets are trained on several times; two of them whose
 * mean errors lie no farther apart than chance puts them have no order that could be foretold, and are not counted
 * (Fisher's least significant difference at 95 %). What a training does to all sets alike, by its seed and by whom it
 * trains beside, is no noise: it is taken off first, as in an analysis of variance by blocks.
 */

export interface Outcome {
  readonly set: string;
  /** Foretold, of 100. */
  readonly match: number;
  /** Measured, by training: the same trainings, in the same order, for each set. */
  readonly errors: readonly number[];
}

export interface Order {
  /** Pairs of sets of which one is surely worse than the other. */
  readonly toldApart: number;
  /** Those of them that were foretold. */
  readonly foretold: number;
}

export const orderOf = (outcomes: readonly Outcome[]): Order => {
  const least = leastDifference(outcomes);
  const surely = pairsOf(outcomes).filter(([one, other]) => Math.abs(worseBy(one, other)) > least);
  const foretold = surely.filter(([one, other]) => worseBy(one, other) * (one.match - other.match) > 0);
  return { toldApart: surely.length, foretold: foretold.length };
};

export const sumOfOrders = (orders: readonly Order[]): Order => ({
  toldApart: orders.reduce((sum, { toldApart }) => sum + toldApart, 0),
  foretold: orders.reduce((sum, { foretold }) => sum + foretold, 0),
});

/** Pairs in the foretold order less those that are not, of all; 0 where there is none. */
export const kendallTau = ({ toldApart, foretold }: Order): number =>
  toldApart === 0 ? 0 : (2 * foretold - toldApart) / toldApart;

/** Deviation of an error from what its set and its training make it on the whole. */
export const noiseOf = (outcomes: readonly Outcome[]): number => {
  const all = mean(outcomes.flatMap(({ errors }) => errors));
  const ofTraining = trainingsOf(outcomes).map((index) => mean(outcomes.map(({ errors }) => errors[index] as number)));
  const squares = outcomes.flatMap(({ errors }) =>
    errors.map((error, index) => (error - mean(errors) - (ofTraining[index] as number) + all) ** 2),
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / freedomOf(outcomes));
};

export const leastDifference = (outcomes: readonly Outcome[]): number =>
  studentAt(freedomOf(outcomes)) * noiseOf(outcomes) * Math.sqrt(2 / trainingsOf(outcomes).length);

const trainingsOf = (outcomes: readonly Outcome[]): number[] => [...(outcomes[0]?.errors.keys() ?? [])];

const freedomOf = (outcomes: readonly Outcome[]): number => (outcomes.length - 1) * (trainingsOf(outcomes).length - 1);

/** Student's t at 95 %, both sides: an expansion in 1 / freedom (Abramowitz and Stegun 26.7.5), right to 0.01 from 5 on. */
const studentAt = (freedom: number): number => {
  const z = 1.959964;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
};

/** Above 0 where the other was drawn worse. */
const worseBy = (one: Outcome, other: Outcome): number => mean(other.errors) - mean(one.errors);

const pairsOf = (outcomes: readonly Outcome[]): [Outcome, Outcome][] =>
  outcomes.flatMap((one, index) => outcomes.slice(index + 1).map((other): [Outcome, Outcome] => [one, other]));

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
