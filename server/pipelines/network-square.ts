/** The square of a frame that the network sees and draws: the middle of the whole-face crop. */
import { alignFace, cropSize, networkShare } from '#core/geometry/align-face.ts';
import type { CropPoint, FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { composeSimilarities, invertSimilarity } from '#core/geometry/similarity.ts';

/** From the pixels of a square picture of `size` a side, as the network has it, to the frame's. */
export const networkToFrame = (mesh: readonly FramePoint[], size: number): Similarity<InputPoint, FramePoint> => {
  const scale = (cropSize * networkShare) / size;
  const margin = (cropSize * (1 - networkShare)) / 2;
  const toCrop: Similarity<InputPoint, CropPoint> = { a: scale, b: 0, tx: margin, ty: margin };
  return composeSimilarities(toCrop, invertSimilarity(alignFace(mesh)));
};
