/**
 * How many faces each of our models has to see until its swaps can be used: until four of five look more like whom they are to
 * show, both ways, at two looks one after the other. The figures of `reference-quality.ts` come from here.
 * `--minutes M` (20) is the longest a model is trained.
 */
import type { BenchFigure } from '#core/contract/bench.ts';
import type { Side } from '#core/contract/run.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import { type QualityFaces, qualityFaces } from './quality-faces.ts';
import { higher, lower } from './quality-figures.ts';
import { type Learner, openLearner } from './quality-learner.ts';
import { swapShares } from './quality-swap.ts';
import { growing } from './quality-turns.ts';
import type { BenchOptions } from './run.ts';

const usableShare = 0.8;

const firstLookSeconds = 20;

export const benchUsable = async ({ say, minutes = 20 }: BenchOptions): Promise<BenchFigure[]> => {
  using models = createFaceModels();
  const faces = { a: await qualityFaces(models, 'a'), b: await qualityFaces(models, 'b') };
  const figures: BenchFigure[] = [];
  for (const architecture of ['studio', 'swift'] as const) {
    using learner = openLearner({ architecture, faces });
    const looks = await trainUntilUsable({ learner, models, faces, seconds: minutes * 60, say });
    figures.push(...figuresOf(learner, looks));
  }
  return figures;
};

interface SwapLook {
  /** Faces of both sides. */
  readonly images: number;
  readonly swapped: Readonly<Record<Side, number>>;
}

const isUsable = (look: SwapLook | undefined): boolean =>
  look !== undefined && Math.min(look.swapped.a, look.swapped.b) >= usableShare;

const trainUntilUsable = async (options: {
  readonly learner: Learner;
  readonly models: FaceModels;
  readonly faces: Readonly<Record<Side, QualityFaces>>;
  readonly seconds: number;
  readonly say: BenchOptions['say'];
}): Promise<readonly SwapLook[]> => {
  const { learner, seconds, say } = options;
  const looks: SwapLook[] = [];
  for (const at of growing(firstLookSeconds, seconds)) {
    await learner.train(at - learner.trainedSeconds());
    const [a, b] = [await swapShares({ ...options, from: 'a' }), await swapShares({ ...options, from: 'b' })];
    looks.push({ images: learner.seenImages(), swapped: { a: a.swapped, b: b.swapped } });
    const shares = [a, b].map(({ swapped }) => `${(100 * swapped).toFixed(0)} %`).join(' and ');
    say(`${learner.name} ${at.toFixed(0)} s, ${learner.steps()} steps: swaps nearer to the other: ${shares}`);
    if (looks.slice(-2).length === 2 && looks.slice(-2).every(isUsable)) return looks;
  }
  return looks;
};

/** Where the mark was not passed the figure is how much was seen without passing it, and the shares tell. */
const figuresOf = ({ name }: Learner, looks: readonly SwapLook[]): BenchFigure[] => {
  const [before, last] = looks.slice(-2) as [SwapLook, SwapLook];
  return [
    lower(`${name}_images`, isUsable(last) && isUsable(before) ? before.images : last.images, 'faces'),
    ...(['a', 'b'] as const).map((side) =>
      higher(`${name}_swaps_of_${side}`, 100 * last.swapped[side], { unit: '%', target: 100 * usableShare }),
    ),
  ];
};
