/** Squares of a frame that are cut out, turned upright and scaled to a model's input. */
import { boxAround } from './box.ts';
import { meshEyeCorners } from './mesh-points.ts';
import type { FramePoint, InputPoint } from './point.ts';
import { framePoint, inputPoint } from './point.ts';
import type { Similarity } from './similarity.ts';
import { applySimilarity } from './similarity.ts';

export interface FrameSquare {
  readonly centre: FramePoint;
  /** Frame pixels. */
  readonly side: number;
  /** How far the square is turned, clockwise as seen, in radians. */
  readonly turn: number;
}

/** From the pixels of a model's input, `inputSize` a side, to frame pixels. */
export const squareToFrame = (
  { centre, side, turn }: FrameSquare,
  inputSize: number,
): Similarity<InputPoint, FramePoint> => {
  const scale = side / inputSize;
  const [a, b] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  const half = inputSize / 2;
  return { a, b, tx: centre[0] - (a * half - b * half), ty: centre[1] - (b * half + a * half) };
};

/** The square around a face's mesh, upright with the face; `scale` 1 touches the outermost points. */
export const squareAroundMesh = (mesh: readonly FramePoint[], scale: number): FrameSquare => {
  const [leftEye, rightEye] = meshEyeCorners(mesh);
  const turn = Math.atan2(rightEye[1] - leftEye[1], rightEye[0] - leftEye[0]);
  const upright = turnAbout(-turn);
  const box = boxAround(mesh.map((point) => applySimilarity(upright, point)));
  const centre = applySimilarity(turnAbout(turn), inputPoint(box.left + box.width / 2, box.top + box.height / 2));
  return { centre: framePoint(centre[0], centre[1]), side: scale * Math.max(box.width, box.height), turn };
};

const turnAbout = (radians: number): { a: number; b: number; tx: number; ty: number } => ({
  a: Math.cos(radians),
  b: Math.sin(radians),
  tx: 0,
  ty: 0,
});
