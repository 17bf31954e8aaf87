/**
 * What a face looks like with nothing before it, learnt from pictures of it in one alignment, and where another picture of
 * it looks otherwise: there something lies before it. Light that changes on all of the face is taken off; where the face
 * itself changes much (mouth, eyes, hair) much is allowed. A thing in the face's own colours is not told from it.
 */
import { blurSquare } from './blur.ts';

/** Pixels a side of every square here. */
export const lookSize = 64;

export interface FaceLook {
  /** L*a*b*, interleaved. */
  readonly median: Float32Array;
  /** What each of them may differ by. */
  readonly allowed: Float32Array;
}

/** Fewer pictures say too little of how a face changes. */
export const fewestPictures = 8;

/** A square of interleaved L*a*b*, and how much of each pixel lies within the face's outline. */
export interface FaceSquare {
  readonly lab: Float32Array;
  readonly inside: Float32Array;
}

/** undefined where there are too few. A thing before the face in less than half of them is no part of it. */
export const learnLook = (squares: readonly FaceSquare[]): FaceLook | undefined => {
  if (squares.length < fewestPictures) return undefined;
  const soft = squares.map(softened);
  const median = perValue((at) => middleOf(soft.map(({ lab }) => lab[at] as number)));
  const levels = soft.map((square) => lightOf(square, median));
  const allowed = perValue((at) =>
    middleOf(
      soft.map(({ lab }, i) => Math.abs((lab[at] as number) - (levels[i]?.[at % 3] ?? 0) - (median[at] as number))),
    ),
  );
  blurSquare(allowed, { size: lookSize, deviationPx: 2 });
  return { median, allowed: allowed.map((value, at) => spreads * value + (noise[at % 3] as number)) };
};

/** How unlike the face each pixel of a square is, and how much of it lies within the outline. */
export interface FaceCover {
  readonly score: Float32Array;
  readonly inside: Float32Array;
}

export const coverOf = (look: FaceLook, square: FaceSquare): FaceCover => {
  const soft = softened(square);
  const light = lightOf(soft, look.median);
  const score = new Float32Array(lookSize * lookSize * 3);
  for (let at = 0; at < score.length; at += 3) {
    let sum = 0;
    for (let channel = at; channel < at + 3; channel += 1) {
      const beside = (soft.lab[channel] as number) - (light[channel - at] as number) - (look.median[channel] as number);
      sum += (beside / (look.allowed[channel] as number)) ** 2;
    }
    const share = soft.inside[at / 3] as number;
    score[at] = Math.sqrt(sum) * share;
    score[at + 1] = share;
  }
  blurSquare(score, { size: lookSize, deviationPx: 1.5 });
  const { inside } = soft;
  // The mean of what lies inside: another background is no thing before the face.
  return {
    score: inside.map((_, at) => (score[at * 3] as number) / Math.max(1e-6, score[at * 3 + 1] as number)),
    inside,
  };
};

/**
 * lookSize x lookSize: 1 where the face is free, 0 where something lies before it. With what was seen of the same face just
 * before and after, each pixel goes by the middle one of the three: by one alone they come and go along a thing's edge.
 */
export const freeOfCover = (
  { score, inside }: FaceCover,
  around?: { readonly before: FaceCover; readonly after: FaceCover },
): Float32Array => {
  if (!around) return asFree(score, inside);
  const [earlier, later] = [around.before.score, around.after.score];
  return asFree(
    score.map((value, at) => middleOfThree(earlier[at] as number, value, later[at] as number)),
    inside,
  );
};

const middleOfThree = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/** In these units, taken off three composed clips and held on others (`bench occlusion`). */
const coveredScore = 4.5;

/** Less of a face is a glint, a tear or a strand of hair, and not worth a hole. */
const leastShare = 0.02;

const asFree = (score: Float32Array, inside: Float32Array): Float32Array => {
  const free = new Float32Array(inside.length).fill(1);
  let [covered, all] = [0, 0];
  inside.forEach((share, at) => {
    if (share <= 0.5) return;
    all += 1;
    if ((score[at] as number) <= coveredScore) return;
    free[at] = 0;
    covered += 1;
  });
  return covered > leastShare * all ? drawnOut(free, inside) : free.fill(1);
};

/** What lies before the face goes on beyond its outline, where nothing is known: else a rim of the face would cross it. */
const drawnOut = (free: Float32Array, inside: Float32Array): Float32Array => {
  let drawn = free;
  for (let pass = 0; pass < rimPx; pass += 1) {
    const before = drawn;
    const isCovered = (at: number): boolean => before[at] === 0;
    drawn = before.map((value, at) => {
      const [left, right] = [at % lookSize > 0, at % lookSize < lookSize - 1];
      const isBeside =
        (left && isCovered(at - 1)) ||
        (right && isCovered(at + 1)) ||
        isCovered(at - lookSize) ||
        isCovered(at + lookSize);
      return (inside[at] as number) <= 0.5 && isBeside ? 0 : value;
    });
  }
  return drawn;
};

/** Some more than the outline is shrunk by, and than a soft edge is wide. */
const rimPx = 6;

/** Median absolute deviation to two standard deviations, about. */
const spreads = 1.9;

/** L*, a*, b* of a picture's own noise. */
const noise = [3, 1.5, 1.5];

/** Landmarks lie a little otherwise from picture to picture. */
const softened = ({ lab, inside }: FaceSquare): FaceSquare => {
  const soft = Float32Array.from(lab);
  blurSquare(soft, { size: lookSize, deviationPx: 1 });
  return { lab: soft, inside };
};

/** By how much all of the face is lighter or other in colour than usual. */
const lightOf = ({ lab, inside }: FaceSquare, median: Float32Array): readonly number[] =>
  [0, 1, 2].map((channel) => {
    const differences: number[] = [];
    for (let at = 0; at < inside.length; at += pixelStep)
      if ((inside[at] as number) > 0.5)
        differences.push((lab[at * 3 + channel] as number) - (median[at * 3 + channel] as number));
    return differences.length === 0 ? 0 : middleOf(differences);
  });

/** Every third pixel is enough for a median. */
const pixelStep = 3;

const perValue = (value: (at: number) => number): Float32Array =>
  Float32Array.from({ length: lookSize * lookSize * 3 }, (_, at) => value(at));

const middleOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
