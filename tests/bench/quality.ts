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
import type { QualityFaces } from './quality-faces.ts';
import { qualityFaces } from './quality-faces.ts';
import { higher, lower } from './quality-figures.ts';
import type { Learner } from './quality-learner.ts';
import { openLearner } from './quality-learner.ts';
import { writePictures } from './quality-pictures.ts';
import { swapShares } from './quality-swap.ts';
import { growing, type Look, reached, trainInTurns } from './quality-turns.ts';
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
  using original = openLearner({ architecture: 'original', faces });
  using swift = openLearner({ architecture: 'swift', faces });
  using studio = openLearner({ architecture: 'studio', faces });
  const looksAt = growing(3, swapSeconds);
  const looks = await trainInTurns(
    {
      original: {
        learner: original,
        seconds: minutes * 60,
        looksAt: [0.25, 0.5, 1].map((share) => share * minutes * 60),
      },
      swift: { learner: swift, seconds: swapSeconds, looksAt },
      studio: { learner: studio, seconds: swapSeconds, looksAt },
    },
    say,
  );
  const aim = looks.original.at(-1) as Look;
  const figures = [
    lower('original_ssim_error', aim.error.face.ssimError, '1 - SSIM'),
    lower('original_l1', aim.error.face.l1, 'of 1'),
  ];
  for (const [name, learner] of [
    ['swift', swift],
    ['studio', studio],
  ] as const) {
    figures.push(...timesFaster(name, { looks: looks[name], aim }));
    figures.push(...(await swapFigures({ learner, models, faces })));
  }
  for (const learner of [original, swift, studio]) {
    const share = learner.processorSeconds() / learner.trainedSeconds() / availableParallelism();
    figures.push(higher(`${learner.name}_processor_share`, share * 100, { unit: '%' }));
    if (pictures) await writePictures(pictures, learner);
  }
  return figures;
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
