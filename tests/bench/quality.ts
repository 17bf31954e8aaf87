/**
 * Time to quality: how long each model trains until it draws faces it never saw as well as the Original model does after
 * M minutes. All train in one process, in turns in proportion to the time each is given, so that what else the machine
 * does falls on all alike. Compared are the faces in the pictures, which is all that a conversion takes from them; the error of
 * the whole pictures is said beside it.
 * `--minutes M` (20), `--pictures FOLDER` writes each model's held-out faces: as they are, drawn as the same man, as the other.
 */
import { availableParallelism } from 'node:os';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { Side } from '#core/contract/run.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import type { QualityError } from './quality-error.ts';
import type { QualityFaces } from './quality-faces.ts';
import { qualityFaces } from './quality-faces.ts';
import type { Learner } from './quality-learner.ts';
import { openLearner } from './quality-learner.ts';
import { writePictures } from './quality-pictures.ts';
import { swapShares } from './quality-swap.ts';
import type { BenchOptions } from './run.ts';

/** How many times less time each of ours is to take than Original. */
const aims = { swift: 40, studio: 15 } as const;
type Ours = keyof typeof aims;

const swapSeconds = 300;

export const benchQuality = async ({ say, minutes = 20, pictures }: BenchOptions): Promise<BenchFigure[]> => {
  using models = createFaceModels();
  const faces = { a: await qualityFaces(models, 'a'), b: await qualityFaces(models, 'b') };
  say(
    `faces ${faces.a.trained.length} and ${faces.b.trained.length}, held out ${faces.a.heldOut.length} and ${faces.b.heldOut.length}`,
  );
  using original = openLearner('original', faces);
  using swift = openLearner('swift', faces);
  using studio = openLearner('studio', faces);
  const looks = await trainInTurns({
    plans: [
      { learner: original, seconds: minutes * 60, looksAt: [0.25, 0.5, 1].map((share) => share * minutes * 60) },
      ...[swift, studio].map((learner) => ({ learner, seconds: swapSeconds, looksAt: growing(3, swapSeconds) })),
    ],
    say,
  });
  const aim = looks.original?.at(-1) as Look;
  const figures = [
    lower('original_ssim_error', aim.error.face.ssimError, '1 - SSIM'),
    lower('original_l1', aim.error.face.l1, 'of 1'),
  ];
  for (const learner of [swift, studio]) {
    figures.push(...timesFaster(learner.name as Ours, { looks: looks[learner.name] ?? [], aim }));
    figures.push(...(await swapFigures({ learner, models, faces })));
  }
  for (const learner of [original, swift, studio]) {
    const share = learner.processorSeconds() / learner.trainedSeconds() / availableParallelism();
    figures.push(higher(`${learner.name}_processor_share`, share * 100, { unit: '%' }));
    if (pictures) await writePictures(pictures, learner);
  }
  return figures;
};

interface Plan {
  readonly learner: Learner;
  readonly seconds: number;
  /** Trained seconds, ascending. */
  readonly looksAt: readonly number[];
}

interface Look {
  readonly seconds: number;
  readonly error: ReturnType<Learner['error']>;
}

/** So that each ends a stretch where it is looked at, and none runs ahead of the others. */
const turns = 300;

const trainInTurns = async ({
  plans,
  say,
}: {
  readonly plans: readonly Plan[];
  readonly say: BenchOptions['say'];
}): Promise<Readonly<Record<string, Look[]>>> => {
  const looks = Object.fromEntries(plans.map(({ learner }): [string, Look[]] => [learner.name, []]));
  const behind = ({ learner, seconds }: Plan): number => learner.trainedSeconds() / seconds;
  for (;;) {
    const plan = plans.toSorted((one, other) => behind(one) - behind(other))[0] as Plan;
    if (behind(plan) >= 1) return looks;
    const { learner, seconds, looksAt } = plan;
    const own = looks[learner.name] as Look[];
    const next = looksAt[own.length] ?? seconds;
    await learner.train(Math.min(seconds / turns, next - learner.trainedSeconds()));
    if (learner.trainedSeconds() < next) continue;
    const look = { seconds: learner.trainedSeconds(), error: learner.error() };
    own.push(look);
    const { face, whole } = look.error;
    const steps = `${learner.name} ${look.seconds.toFixed(1)} s, ${learner.steps()} steps`;
    say(`${steps}: face ${told(face)}; whole picture ${told(whole)}`);
  }
};

const told = ({ ssimError, l1 }: QualityError): string => `1 - SSIM ${ssimError.toFixed(4)}, L1 ${l1.toFixed(4)}`;

/** Each a fifth later than the one before. */
const growing = (first: number, last: number): number[] => {
  const times: number[] = [];
  for (let seconds = first; seconds < last; seconds *= 1.2) times.push(seconds);
  return [...times, last];
};

const timesFaster = (
  name: Ours,
  { looks, aim }: { readonly looks: readonly Look[]; readonly aim: Look },
): BenchFigure[] =>
  (['ssimError', 'l1'] as const).flatMap((measure) => {
    const seconds = reached(looks, { measure, level: aim.error.face[measure] });
    const by = measure === 'l1' ? 'l1' : 'ssim';
    const factor = seconds === undefined ? 0 : aim.seconds / seconds;
    return [
      // Not reached at all is told as the whole time.
      lower(`${name}_seconds_by_${by}`, seconds ?? swapSeconds, 's'),
      higher(`${name}_times_faster_by_${by}`, factor, { unit: 'times', target: aims[name] }),
    ];
  });

/** The first moment at which the error is at the level, on a line between the looks. */
const reached = (
  looks: readonly Look[],
  { measure, level }: { readonly measure: keyof QualityError; readonly level: number },
): number | undefined => {
  const index = looks.findIndex(({ error }) => error.face[measure] <= level);
  const [before, after] = [looks[index - 1], looks[index]];
  if (!before || !after) return after?.seconds;
  const fallen = (before.error.face[measure] - level) / (before.error.face[measure] - after.error.face[measure]);
  return before.seconds + fallen * (after.seconds - before.seconds);
};

const swapFigures = async (options: {
  readonly learner: Learner;
  readonly models: FaceModels;
  readonly faces: Readonly<Record<Side, QualityFaces>>;
}): Promise<BenchFigure[]> => {
  const figures: BenchFigure[] = [];
  for (const from of ['a', 'b'] as const) {
    const { swapped, filmed } = await swapShares({ ...options, from });
    const name = `${options.learner.name}_swaps_of_${from}`;
    figures.push(higher(`${name}_nearer_to_other`, swapped * 100, { unit: '%', target: 80 }));
    figures.push(lower(`${name}_nearer_before`, filmed * 100, '%'));
  }
  return figures;
};

const lower = (name: string, value: number, unit: string): BenchFigure => ({
  name,
  value,
  unit,
  better: 'lower',
  target: null,
});

const higher = (
  name: string,
  value: number,
  { unit, target = null }: Pick<BenchFigure, 'unit'> & Partial<BenchFigure>,
): BenchFigure => ({ name, value, unit, better: 'higher', target });
