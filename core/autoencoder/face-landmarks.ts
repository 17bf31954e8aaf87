/**
 * The landmarks that training needs of a face, packed: the outline, the eyes, the mouth, as x, y pairs in shares of the
 * crop's side. A quarter of a kilobyte a face where the whole mesh takes two.
 */
import { cropSize } from '#core/geometry/align-face.ts';
import { meshEyes, meshMouth, meshOutline } from '#core/geometry/mesh-points.ts';
import type { Point } from '#core/geometry/point.ts';
import { framePoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';

/** Points of each part, in the order in which they are packed. */
export const landmarkParts = { outline: 36, leftEye: 6, rightEye: 6, mouth: 12 } as const;
export type LandmarkPart = keyof typeof landmarkParts;

/** Numbers of one face. */
export const landmarkNumbers = 2 * Object.values(landmarkParts).reduce((sum, count) => sum + count, 0);

/** `mesh`: 468 points of the frame as x, y pairs; `similarity`: frame -> crop, as they are stored with a face. */
export const packLandmarks = (mesh: readonly number[], similarity: readonly number[]): Float32Array => {
  const [a = 0, b = 0, tx = 0, ty = 0] = similarity;
  const points = Array.from({ length: mesh.length / 2 }, (_, index) =>
    framePoint(mesh[2 * index] as number, mesh[2 * index + 1] as number),
  );
  const chosen = [...meshOutline(points), ...meshEyes(points).flat(), ...meshMouth(points)];
  return Float32Array.from(
    chosen.flatMap((point): readonly number[] => applySimilarity({ a, b, tx, ty }, point)),
    (value) => value / cropSize,
  );
};

/** In the place of a face whose landmarks are not known, so that faces and landmarks keep step. */
export const noLandmarks = (): Float32Array => new Float32Array(landmarkNumbers).fill(Number.NaN);

export const areLandmarksKnown = (landmarks: Float32Array): boolean => landmarks.every(Number.isFinite);

/** The points of one part, each brought to where `place` says. */
export const pointsOfPart = (
  landmarks: Float32Array,
  part: LandmarkPart,
  place: (x: number, y: number) => Point,
): Point[] => {
  const first = firstOf(part);
  return Array.from({ length: landmarkParts[part] }, (_, index) =>
    place(landmarks[2 * (first + index)] as number, landmarks[2 * (first + index) + 1] as number),
  );
};

const firstOf = (part: LandmarkPart): number => {
  let first = 0;
  for (const [name, count] of Object.entries(landmarkParts)) {
    if (name === part) break;
    first += count;
  }
  return first;
};
