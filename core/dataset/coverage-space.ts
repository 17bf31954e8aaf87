/**
 * How far two faces lie apart, for a model that has to draw one and knows the other; and how well a set of faces answers
 * each face of a target.
 */
import type { CoverageAxis } from '#core/contract/coverage.ts';
import { coverageAxes } from '#core/contract/coverage.ts';
import type { MeasureTable } from './coverage-table.ts';
import { createPointTree } from './coverage-tree.ts';

/** What counts as one step apart, by axis. */
export const coverageScales: Readonly<Record<CoverageAxis, number>> = {
  yaw: 10,
  pitch: 10,
  eyes: 0.1,
  mouth: 0.15,
  lightX: 0.3,
  lightY: 0.3,
  exposure: 0.12,
  sizePx: 1,
};

/** A stored crop has this side: a larger face holds nothing more. */
const largestUsefulPx = 256;

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

/** `axes`: those in which faces are compared. */
export const answersTo = (
  target: MeasureTable,
  known: MeasureTable,
  axes: readonly CoverageAxis[] = coverageAxes,
): Answers => {
  const tree = createPointTree({
    axes: axes.length,
    values: pointsOf(known, axes),
    oneSided: axes.map((axis) => axis === 'sizePx'),
  });
  const queries = pointsOf(target, axes);
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

/** Face after face, in steps along each axis. */
const pointsOf = ({ ids, metrics }: MeasureTable, axes: readonly CoverageAxis[]): Float32Array => {
  const points = new Float32Array(ids.length * axes.length);
  axes.forEach((axis, place) => {
    const values = metrics[axis];
    const scale = coverageScales[axis];
    for (let face = 0; face < ids.length; face += 1) {
      const value = values[face] as number;
      points[face * axes.length + place] = (axis === 'sizePx' ? octavesOf(value) : value) / scale;
    }
  });
  return points;
};

/** Sizes are compared by their ratio: half the size is one octave. */
const octavesOf = (sizePx: number): number => Math.log2(Math.min(largestUsefulPx, Math.max(1, sizePx)));
