/** The picture of a trial: the frame as it is on the left and as it would be on the right, whole or close to the face. */
import { boxAround, centreOf } from '#core/geometry/box.ts';
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { beside } from './report-pictures.ts';
import type { SwappedFrame } from './swap-faces.ts';

/** Of each half, px: as wide as a dialog shows it. */
const wholeWidth = 720;
const closeUpSide = 512;

/** Twice the face, so that its edge is seen and what is around it. */
const sidesOfFace = 2;

export const trialPicture = (
  { original, frame, face }: SwappedFrame,
  { closeUp }: { readonly closeUp: boolean },
): RgbImage => {
  const window = face && closeUp ? faceWindow(face.mesh) : wholeWindow(frame);
  const [left, right] = [original, frame].map((each) => sampleImage({ ...window, frame: each, beyond: 'black' }));
  return beside(left as RgbImage, right as RgbImage);
};

interface Window {
  readonly toFrame: Similarity<InputPoint, FramePoint>;
  readonly width: number;
  readonly height: number;
}

const wholeWindow = ({ width, height }: VideoFrame): Window => {
  const shown = Math.min(width, wholeWidth);
  const scale = width / shown;
  return { toFrame: { a: scale, b: 0, tx: 0, ty: 0 }, width: shown, height: Math.max(1, Math.round(height / scale)) };
};

const faceWindow = (mesh: readonly FramePoint[]): Window => {
  const box = boxAround(mesh);
  const side = sidesOfFace * Math.max(box.width, box.height);
  const [x, y] = centreOf(box);
  const toFrame = { a: side / closeUpSide, b: 0, tx: x - side / 2, ty: y - side / 2 };
  return { toFrame, width: closeUpSide, height: closeUpSide };
};
