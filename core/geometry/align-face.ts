/**
 * Alignment: where the whole-face crop of a face lies in its frame. The square has a side of 2.131 units of the mean
 * face and its centre lies 0.07 above the mean face's own: DeepFaceLab's "whole face", so that models can be exported
 * to programs that cut the same square.
 */
import { meanFace } from './mean-face.ts';
import { meshTo51 } from './mesh-points.ts';
import type { CropPoint, FacePoint, FramePoint } from './point.ts';
import type { Similarity } from './similarity.ts';
import { composeSimilarities, umeyama } from './similarity.ts';

/** Side of the stored crop, px. */
export const cropSize = 256;

/**
 * Share of the crop's side, about its middle, that a network sees; the rest is room for turning and shifting in training.
 * Measured on four people talking, the outline of a face spans 0.11 to 0.88 of the crop: at 0.75 the mask cuts off chins.
 */
export const networkShare = 0.8125;

/** From frame pixels to pixels of the whole-face crop; `mesh` is the 468-point mesh. */
export const alignFace = (mesh: readonly FramePoint[]): Similarity<FramePoint, CropPoint> =>
  composeSimilarities(umeyama({ from: meshTo51(mesh), to: meanFace }), faceToCrop);

const sideInFaceUnits = 2.131;
const centreX = 0.5;
const centreY = 0.5 - 0.07;
const cropPixelsPerUnit = cropSize / sideInFaceUnits;

const faceToCrop: Similarity<FacePoint, CropPoint> = {
  a: cropPixelsPerUnit,
  b: 0,
  tx: cropSize / 2 - centreX * cropPixelsPerUnit,
  ty: cropSize / 2 - centreY * cropPixelsPerUnit,
};
