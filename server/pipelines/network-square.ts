/** The square of a frame that a model sees and draws: the middle of the whole-face crop, or all of it. */
import { alignFace, cropSize, networkShare } from '#core/geometry/align-face.ts';
import { type CropPoint, type FramePoint, type InputPoint, inputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { applySimilarity, composeSimilarities, invertSimilarity } from '#core/geometry/similarity.ts';

/** From the pixels of a square picture of `size` a side, as the model has it, to the frame's; `share` of the crop's side. */
export const networkToFrame = (
  mesh: readonly FramePoint[],
  size: number,
  share = networkShare,
): Similarity<InputPoint, FramePoint> => {
  const scale = (cropSize * share) / size;
  const margin = (cropSize * (1 - share)) / 2;
  const toCrop: Similarity<InputPoint, CropPoint> = { a: scale, b: 0, tx: margin, ty: margin };
  return composeSimilarities(toCrop, invertSimilarity(alignFace(mesh)));
};

/** Going around it. */
export const networkCorners = (mesh: readonly FramePoint[]): FramePoint[] => {
  const toFrame = networkToFrame(mesh, 1);
  return [inputPoint(0, 0), inputPoint(1, 0), inputPoint(1, 1), inputPoint(0, 1)].map((corner) =>
    applySimilarity(toFrame, corner),
  );
};
