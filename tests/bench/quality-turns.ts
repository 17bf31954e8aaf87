/** Learners that train in one process, in turns in proportion to the time each is given, and are looked at on the way. */
import type { QualityError } from './quality-error.ts';
import type { Learner } from './quality-learner.ts';
import type { BenchOptions } from './run.ts';

export interface Plan {
  readonly learner: Learner;
  readonly seconds: number;
  /** Trained seconds, ascending. */
  readonly looksAt: readonly number[];
}

export interface Look {
  readonly seconds: number;
  readonly error: ReturnType<Learner['error']>;
}

/** So that each ends a stretch where it is looked at, and none runs ahead of the others. */
const turns = 300;

/** What each was like when it was looked at, by the names of the plans. */
export const trainInTurns = async <Name extends string>(
  plans: Readonly<Record<Name, Plan>>,
  say: BenchOptions['say'],
): Promise<Readonly<Record<Name, readonly Look[]>>> => {
  const names = Object.keys(plans) as Name[];
  const looks = Object.fromEntries(names.map((name): [Name, Look[]] => [name, []])) as Record<Name, Look[]>;
  const behind = (name: Name): number => plans[name].learner.trainedSeconds() / plans[name].seconds;
  for (;;) {
    const name = names.toSorted((one, other) => behind(one) - behind(other))[0] as Name;
    if (behind(name) >= 1) return looks;
    const { learner, seconds, looksAt } = plans[name];
    const own = looks[name];
    const next = looksAt[own.length] ?? seconds;
    await learner.train(Math.min(seconds / turns, next - learner.trainedSeconds()));
    if (learner.trainedSeconds() < next) continue;
    const look = { seconds: learner.trainedSeconds(), error: learner.error() };
    own.push(look);
    const { face, whole } = look.error;
    const steps = `${name} ${look.seconds.toFixed(1)} s, ${learner.steps()} steps`;
    say(`${steps}: face ${told(face)}; whole picture ${told(whole)}`);
  }
};

const told = ({ ssimError, l1 }: QualityError): string => `1 - SSIM ${ssimError.toFixed(4)}, L1 ${l1.toFixed(4)}`;

/** Each a fifth later than the one before. */
export const growing = (first: number, last: number): number[] => {
  const times: number[] = [];
  for (let seconds = first; seconds < last; seconds *= 1.2) times.push(seconds);
  return [...times, last];
};

/** The first moment at which the error is at the level, on a line between the looks. */
export const reached = (
  looks: readonly Look[],
  { measure, level }: { readonly measure: keyof QualityError; readonly level: number },
): number | undefined => {
  const index = looks.findIndex(({ error }) => error.face[measure] <= level);
  const [before, after] = [looks[index - 1], looks[index]];
  if (!before || !after) return after?.seconds;
  const fallen = (before.error.face[measure] - level) / (before.error.face[measure] - after.error.face[measure]);
  return before.seconds + fallen * (after.seconds - before.seconds);
};
