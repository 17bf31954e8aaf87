/** Faces as detectors see them: in a model's input first, then in the frame. */
import type { Box } from '#core/geometry/box.ts';
import { centreOf } from '#core/geometry/box.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import { inputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { applySimilarity, scaleOf } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';

export interface DetectedFace {
  /** The detector's own certainty, 0..1. */
  readonly score: number;
  /** The face from the brows to the chin and as wide as it is, squared and upright with it, without margin. */
  readonly square: FrameSquare;
}

/** One look of a model: the part of a frame that fills its input. */
export interface View {
  readonly frame: VideoFrame;
  readonly square: FrameSquare;
}

/** A face in pixels of a model's input. */
export interface InputFace {
  readonly score: number;
  readonly box: Box;
  /** Left and right in the picture; absent where the model does not tell, and the face is taken for upright. */
  readonly eyes?: readonly [InputPoint, InputPoint];
}

/** Where the face lies in the frame that the input was cut from. */
export const faceInFrame = (face: InputFace, toFrame: Similarity<InputPoint, FramePoint>): DetectedFace => ({
  score: face.score,
  square: {
    centre: applySimilarity(toFrame, inputPoint(...centreOf(face.box))),
    side: Math.max(face.box.width, face.box.height) * scaleOf(toFrame),
    turn: Math.atan2(toFrame.b, toFrame.a) + turnIn(face),
  },
});

const turnIn = ({ eyes }: InputFace): number =>
  eyes ? Math.atan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0]) : 0;
