/**
 * Which look a clip is converted with, of those that some of its frames were drawn with: the one whose edge is least visible
 * among those that cost nothing elsewhere. What is not told from noise is no reason: then it is the usual one, which is the first.
 */
import type { LookFigure, LookFigures, LookVerdict } from '#core/contract/look-pick.ts';

/** By figure, what was measured at each place; the same places for every look, undefined where nothing was. */
export type LookSamples = Readonly<Record<LookFigure, readonly (number | undefined)[]>>;

export interface PickedLook {
  /** Place among the looks. */
  readonly at: number;
  readonly verdicts: readonly LookVerdict[];
}

export const pickLook = (looks: readonly LookSamples[]): PickedLook => {
  const [usual, ...others] = looks as [LookSamples, ...LookSamples[]];
  const judged = others.map((look) => judge(look, usual));
  const best = Math.max(0, ...judged.map(({ gain }) => gain));
  const at = best > 0 ? 1 + judged.findIndex(({ gain }) => gain === best) : 0;
  const verdicts = judged.map(({ verdict }, i) => (i + 1 === at ? 'chosen' : verdict));
  return { at, verdicts: [at === 0 ? 'chosen' : 'usual', ...verdicts] };
};

export const meansOf = (samples: LookSamples): LookFigures =>
  Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, mean(present(values))])) as LookFigures;

interface Judged {
  readonly verdict: LookVerdict;
  /** By how much its edge is less visible; 0 of one that is not to be taken. */
  readonly gain: number;
}

const judge = (look: LookSamples, usual: LookSamples): Judged => {
  const cost = costs.find(({ figure, worse, allowed }) => {
    const { change, usually } = compared(look[figure], usual[figure]);
    return change * worse > allowed(usually);
  });
  if (cost) return { verdict: cost.verdict, gain: 0 };
  const { change, error } = compared(look.seam, usual.seam);
  const isBetter = -change > leastGain && -change > errorsOfNoise * error;
  return isBetter ? { verdict: 'second', gain: -change } : { verdict: 'noBetter', gain: 0 };
};

interface Cost {
  readonly figure: LookFigure;
  /** Which way is worse. */
  readonly worse: 1 | -1;
  /** What it may be worse by, of what it usually is. */
  readonly allowed: (usually: number) => number;
  readonly verdict: LookVerdict;
}

/** Smaller than what sets looks apart that are seen to differ (core/studio/look-presets.ts). */
const costs: readonly Cost[] = [
  // Seen: man A's own brown on a pale woman had an edge of 2.4 dE where her tone had 3.0, and looked like a mask.
  { figure: 'tone', worse: 1, allowed: () => 2, verdict: 'offTone' },
  { figure: 'likenessToShown', worse: -1, allowed: () => 0.01, verdict: 'lessLike' },
  { figure: 'likenessToReplaced', worse: 1, allowed: () => 0.01, verdict: 'likeReplaced' },
  { figure: 'flicker', worse: 1, allowed: (usually) => 0.02 + 0.1 * usually, verdict: 'flickers' },
  { figure: 'landmarks', worse: 1, allowed: (usually) => 0.002 + 0.05 * usually, verdict: 'moves' },
  { figure: 'wobble', worse: 1, allowed: (usually) => 0.002 + 0.1 * usually, verdict: 'wobbles' },
];

/** CIE76: less of a step nobody sees. */
const leastGain = 0.1;

/** Of the mean over so few frames. */
const errorsOfNoise = 2;

/** Place by place: frames differ by more than looks do. */
const compared = (look: readonly (number | undefined)[], usual: readonly (number | undefined)[]) => {
  const both = look.flatMap((value, at) => {
    const before = usual[at];
    return value === undefined || before === undefined ? [] : [{ difference: value - before, before }];
  });
  const differences = both.map(({ difference }) => difference);
  const change = mean(differences) ?? 0;
  const squares = differences.reduce((sum, each) => sum + (each - change) ** 2, 0);
  const count = differences.length;
  const error = count < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / (count - 1) / count);
  return { change, error, usually: mean(both.map(({ before }) => before)) ?? 0 };
};

const present = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
