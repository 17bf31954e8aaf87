/** The square of a frame that a crop is cut from, and back: what a hand moves, turns and resizes. */
import { cropSize } from './align-face.ts';
import type { FrameSquare } from './input-square.ts';
import { squareToFrame } from './input-square.ts';
import { type CropPoint, cropPoint, type FramePoint } from './point.ts';
import { applySimilarity, invertSimilarity, type Similarity, scaleOf } from './similarity.ts';

/** `toCrop` leads from frame pixels to pixels of the crop. */
export const squareOfCrop = (toCrop: Similarity<FramePoint, CropPoint>): FrameSquare => {
  const toFrame = invertSimilarity(toCrop);
  return {
    centre: applySimilarity(toFrame, cropPoint(cropSize / 2, cropSize / 2)),
    side: cropSize * scaleOf(toFrame),
    turn: Math.atan2(toFrame.b, toFrame.a),
  };
};

export const cropOfSquare = (square: FrameSquare): Similarity<FramePoint, CropPoint> => {
  const { a, b, tx, ty } = invertSimilarity(squareToFrame(square, cropSize));
  return { a, b, tx, ty };
};
