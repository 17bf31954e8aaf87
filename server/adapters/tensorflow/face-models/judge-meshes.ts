/** When a mesh is taken for a face: found, or followed from a frame nearby. */
import { area, boxAround, intersectionOverUnion } from '#core/geometry/box.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import type { MeshResult } from './mesh-model.ts';

/**
 * Both models' certainties multiplied. On cartoons without a face the product stayed below 0.43 wherever the detector saw
 * one; on our clips of people it is 0.85 and more.
 */
const faceFloor = 0.5;

/** Magnified to a model's input, a numeral of ten pixels is two eyes and a mouth; of so small a face nothing is to be had. */
const smallestFacePx = 24;

/** Of a face whose mesh was cut around itself: the last word on what the detector saw. */
export const isFound = ({ box, score }: FoundFace): boolean =>
  score >= faceFloor && Math.max(box.width, box.height) >= smallestFacePx;

/** Of the first mesh, cut by the detector's rough box: only what is clearly nothing is dropped. */
export const roughFloor = 0.2;

/** Of the mesh of a face that was there a frame ago. */
const trackFloor = 0.5;

/** Two boxes that share more of their area than this are one face. */
const sameFaceOverlap = 0.4;

export const toFace = ({ score, mesh }: MeshResult, detectorScore: number): FoundFace => ({
  box: boxAround(mesh),
  score: score * detectorScore,
  mesh,
});

/** Two detections can end on one face. Largest first. */
export const distinct = (faces: readonly FoundFace[]): FoundFace[] =>
  [...faces]
    .sort((a, b) => area(b.box) - area(a.box))
    .filter((face, index, sorted) => !sorted.slice(0, index).some((larger) => isSameFace(larger, face)));

export const isSameFace = (one: FoundFace, other: FoundFace): boolean =>
  intersectionOverUnion(one.box, other.box) > sameFaceOverlap;

/** A mesh that jumps or shrinks has let go of the face. */
export const followed = (result: MeshResult | undefined, last: FoundFace): FoundFace | undefined => {
  if (!result || result.score < trackFloor) return undefined;
  const face = toFace(result, 1);
  return isSameFace(face, last) ? face : undefined;
};
