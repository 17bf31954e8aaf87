/**
 * Whether the coverage report foretells what a training cannot draw. One person's faces are cut down to five sets that
 * lack one thing each; the report says a match for each set before anything is trained, then the same small model is
 * trained on each and draws seconds of the clip that it never saw. Orders are compared by Kendall's tau: 1 is the same order.
 * The person drawn is also the target, since only so is it known what should have been drawn.
 */
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import { compareFaces } from '#core/dataset/coverage-report.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { type BenchFace, facesOfClip, measureTable, relit } from './coverage-faces.ts';
import { comparingCost } from './coverage-speed.ts';
import { benchArchitecture, trainAndDraw } from './coverage-training.ts';
import type { BenchOptions } from './run.ts';

const clips = {
  woman: 'latentsync_demo1_woman_target.mp4',
  manA: 'latentsync_demo2_manA.mp4',
  manB: 'latentsync_demo3_manB.mp4',
} as const;
type Person = keyof typeof clips;

const pairs: readonly { readonly drawn: Person; readonly performer: Person }[] = [
  { drawn: 'manB', performer: 'manA' },
  { drawn: 'manA', performer: 'manB' },
  { drawn: 'woman', performer: 'manB' },
];

/** Some seventeen minutes of one core. */
export const benchCoverage = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  const cost = comparingCost();
  say(`${cost.name} ${cost.value.toFixed(2)} ${cost.unit}`);
  const faces = await readFaces(say);
  const outcomes = pairs.flatMap(({ drawn, performer }) =>
    judge(faces[drawn], faces[performer], ({ set, count, match, error }) =>
      say(`${drawn} ${set.padEnd(16)} ${count} faces, match ${match.toFixed(1)}, error ${error.toFixed(4)}`),
    ).map((outcome) => ({ drawn, ...outcome })),
  );
  const figures = pairs.flatMap(({ drawn }) => {
    const own = outcomes.filter((outcome) => outcome.drawn === drawn);
    return [
      ...own.flatMap(({ set, match, error }) => [
        figure(`${drawn}_${set}_match`, match, { unit: 'of 100' }),
        figure(`${drawn}_${set}_error`, error, { unit: '1 - SSIM', better: 'lower' }),
      ]),
      figure(`${drawn}_kendall_tau`, kendallTau(own), { unit: 'of 1', target: 0.8 }),
    ];
  });
  return [cost, ...figures];
};

const readFaces = async (say: BenchOptions['say']): Promise<Record<Person, BenchFace[]>> => {
  using models = createFaceModels();
  const read = async (person: Person): Promise<BenchFace[]> => {
    const path = sharedMedia(clips[person]);
    if (!path) throw new Error('The clips that this bench reads lie beside a checkout, and are not there.');
    const faces = await facesOfClip(models, path);
    say(`${person}: ${faces.length} faces`);
    return faces;
  };
  return { woman: await read('woman'), manA: await read('manA'), manB: await read('manB') };
};

interface Outcome {
  readonly set: string;
  readonly count: number;
  /** Foretold. */
  readonly match: number;
  /** Measured. */
  readonly error: number;
}

const steps = 1200;
const seeds = [1, 2];

const judge = (
  drawn: readonly BenchFace[],
  performer: readonly BenchFace[],
  tell: (outcome: Outcome) => void,
): Outcome[] => {
  // Whole seconds: frames beside each other are too much alike for one to be unseen.
  const isUnseen = ({ timeSeconds }: BenchFace): boolean => Math.floor(timeSeconds) % 4 === 3;
  const unseen = drawn.filter(isUnseen);
  return Object.entries(setsOf(drawn.filter((face) => !isUnseen(face)))).map(([set, faces]) => {
    const errors = seeds.map((seed) =>
      mean(
        trainAndDraw({
          performer: performer.map(toFace),
          drawn: faces.map(toFace),
          unseen: unseen.map(toFace),
          steps,
          seed,
        }),
      ),
    );
    const outcome = { set, count: faces.length, match: foretell(unseen, faces), error: mean(errors) };
    tell(outcome);
    return outcome;
  });
};

const toFace = ({ face }: BenchFace): TrainingFace => face;

/** Each lacks something that the whole has. */
const setsOf = (faces: readonly BenchFace[]): Record<string, readonly BenchFace[]> => {
  const yawAt = quantile(faces.map(({ measures }) => measures.yaw));
  const mouthAt = quantile(faces.map(({ measures }) => measures.mouth));
  const yawWithin = (low: number, high: number) =>
    faces.filter(({ measures }) => measures.yaw >= yawAt(low) && measures.yaw <= yawAt(high));
  return {
    all: faces,
    mouth_shut: faces.filter(({ measures }) => measures.mouth <= mouthAt(0.5)),
    one_side: yawWithin(0, 0.6),
    straight_only: yawWithin(0.35, 0.65),
    half_as_bright: faces.map((face) => relit(face, 0.5)),
  };
};

const quantile = (values: readonly number[]): ((share: number) => number) => {
  const sorted = values.toSorted((left, right) => left - right);
  return (share) => sorted[Math.round(share * (sorted.length - 1))] as number;
};

const foretell = (target: readonly BenchFace[], drawn: readonly BenchFace[]): number => {
  const tables = { target: measureTable(target), performer: measureTable(target), drawn: measureTable(drawn) };
  const { match } = compareFaces({ ...tables, setAside: measureTable([]), faceSize: benchArchitecture.faceSize });
  return match as number;
};

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Of all pairs, those in the same order less those in the other: a higher match should go with a lower error. */
const kendallTau = (outcomes: readonly Outcome[]): number => {
  const agreements = outcomes.flatMap((one, index) =>
    outcomes.slice(index + 1).map((other) => Math.sign((one.match - other.match) * (other.error - one.error))),
  );
  return mean(agreements);
};

const figure = (
  name: string,
  value: number,
  { unit, better = 'higher', target = null }: Pick<BenchFigure, 'unit'> & Partial<BenchFigure>,
): BenchFigure => ({ name, value, unit, better, target });
