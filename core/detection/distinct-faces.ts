/** One face is seen by several looks: in the whole frame, in tiles, once more from near. */
import type { DetectedFace } from './detected-face.ts';

/** Best first. */
export const distinctFaces = (faces: readonly DetectedFace[]): DetectedFace[] =>
  [...faces]
    .sort((a, b) => b.score - a.score)
    .filter((face, index, sorted) => !sorted.slice(0, index).some((better) => isSame(better, face)));

/**
 * Squares as if upright: a turned face's square has the same middle and size. Half of the smaller one, not a share of both,
 * since a tile may hold no more of a large face than an eye and a cheek.
 */
const isSame = ({ square: a }: DetectedFace, { square: b }: DetectedFace): boolean => {
  const across = sharedLength(a.centre[0], a.side, b.centre[0], b.side);
  const down = sharedLength(a.centre[1], a.side, b.centre[1], b.side);
  return across * down > 0.5 * Math.min(a.side, b.side) ** 2;
};

const sharedLength = (a: number, aSide: number, b: number, bSide: number): number =>
  Math.max(0, Math.min(a + aSide / 2, b + bSide / 2) - Math.max(a - aSide / 2, b - bSide / 2));
