/**
 * How far two faces lie apart, for a model that has to draw one and knows the other; and how well a set of faces answers
 * each face of a target.
 */
import type { CoverageAxis } from '#core/contract/coverage.ts';
import { coverageAxes } from '#core/contract/coverage.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { MeasureTable } from './coverage-table.ts';
import { createPointTree } from './coverage-tree.ts';
import { spaceScales } from './face-space.ts';

const { roll: _, ...plainDifferences } = spaceScales;

/**
 * What counts as one step apart, by axis: what is plainly different to the eye, as in thinning, and not a fit. Small
 * models were trained on sets of four people's faces that lacked something; of 34 pairs of sets (over seven targets)
 * whose errors differed by more than chance, these foretell 29 in the right order. Scales of turn, nod, eyes and mouth
 * that were fitted by least squares to how much worse each face was drawn explained more of the errors and foretold less
 * of the order on the person left out of the fit: 27; those fitted earlier to two men 23. Fitting one common factor
 * changes nothing (0.87, 29); a nod of 6 degrees alone would win two pairs, of one man, which is within chance.
 * On other seconds of the same clips, after this was chosen, 36 of 38 came out as foretold (`tests/bench/coverage.ts`).
 * What no scale foretells: that a set which shows more than the target needs is drawn worse than a narrower one of as
 * many faces. A mirrored face does not help, though training mirrors.
 */
export const coverageScales: Readonly<Record<CoverageAxis, number>> = {
  ...plainDifferences,
  // From sets that were darkened, and shrunk, by computation.
  exposure: 0.18,
  // One octave below what the model resolves.
  sizePx: 1,
};

/** Shorter side of a face's box beside the side of its crop: 0.54 to 0.58 on five clips. */
const boxShare = 0.555;

/** The face from which on a model sees all that it can. Smaller ones teach it blur, larger ones nothing more. */
export const usefulSizePx = (faceSize: number): number => (faceSize / networkShare) * boxShare;

/** Beyond this a face counts as not answered at all, and the search need not go. */
export const farDistance = 4;

/** Faces this near count as answered. */
export const nearDistance = 1;

/** How well a face is drawn whose nearest known one is so far: 1 = as if known, 0 = not at all. */
export const answerAt = (distance: number): number => (distance >= farDistance ? 0 : Math.exp(-0.5 * distance ** 2));

export interface Answers {
  /** By face of the target: row of the nearest face, -1 where all are far. */
  readonly nearest: Int32Array;
  readonly distance: Float32Array;
  /** 0..1. */
  readonly answer: Float32Array;
}

export interface AnswersTo {
  readonly target: MeasureTable;
  readonly known: MeasureTable;
  /** Side of the model's face, px. */
  readonly faceSize: number;
  /** Those in which faces are compared. */
  readonly axes?: readonly CoverageAxis[];
}

export const answersTo = ({ target, known, faceSize, axes = coverageAxes }: AnswersTo): Answers => {
  const tree = createPointTree({
    axes: axes.length,
    values: pointsOf(known, axes, faceSize),
    oneSided: axes.map((axis) => axis === 'sizePx'),
  });
  const queries = pointsOf(target, axes, faceSize);
  const count = target.ids.length;
  const answers = {
    nearest: new Int32Array(count),
    distance: new Float32Array(count),
    answer: new Float32Array(count),
  };
  for (let face = 0; face < count; face += 1) {
    const query = queries.subarray(face * axes.length, (face + 1) * axes.length);
    const { index, distance } = tree.nearest(query, farDistance);
    answers.nearest[face] = index;
    answers.distance[face] = distance;
    answers.answer[face] = answerAt(distance);
  }
  return answers;
};

/** Face after face, in steps along each axis; sizes in octaves. */
const pointsOf = ({ ids, metrics }: MeasureTable, axes: readonly CoverageAxis[], faceSize: number): Float32Array => {
  const mostPx = usefulSizePx(faceSize);
  const points = new Float32Array(ids.length * axes.length);
  axes.forEach((axis, place) => {
    const values = metrics[axis];
    const scale = coverageScales[axis];
    for (let face = 0; face < ids.length; face += 1) {
      const value = values[face] as number;
      points[face * axes.length + place] =
        (axis === 'sizePx' ? Math.log2(Math.min(mostPx, Math.max(1, value))) : value) / scale;
    }
  });
  return points;
};
