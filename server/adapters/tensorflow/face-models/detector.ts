/** A first look at whole frames: which squares hold a face, and how it is turned. */
import { centreOf } from '#core/geometry/box.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import { framePoint, inputPoint } from '#core/geometry/point.ts';
import { applySimilarity, scaleOf } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { DetectedFace } from './decode-blazeface.ts';
import { blazefaceInputSize, decodeBlazeface } from './decode-blazeface.ts';
import type { PictureModel, PictureView } from './picture-model.ts';
import { openPictureModel } from './picture-model.ts';

export interface Detection {
  readonly score: number;
  /** The detector's box, squared and upright with the face, without margin. */
  readonly square: FrameSquare;
}

export interface Detector extends Disposable {
  /** Detections of each frame, best first. */
  detect(frames: readonly VideoFrame[]): Detection[][];
}

/** Below this, what the detector sees is as often a hand or a cup as a face. */
const scoreFloor = 0.5;

export const openDetector = (): Detector => {
  const model = openPictureModel({
    name: 'blazeface',
    input: 'input',
    inputSize: blazefaceInputSize,
    outputs: ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'],
    scale: 1 / 127.5,
    shift: -1,
    beyond: 'black',
  });
  return {
    detect: (frames) => {
      const whole = detectIn(
        model,
        frames.map((frame) => ({ frame, toFrame: squareToFrame(wholeFrame(frame), blazefaceInputSize) })),
      );
      return whole.map((found, index) => (found.length > 0 ? found : lookCloser(model, frames[index] as VideoFrame)));
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

const detectIn = (model: PictureModel, views: readonly PictureView[]): Detection[][] =>
  model.run(views).map(([fineScores, coarseScores, fineBoxes, coarseBoxes], index) => {
    const outputs = { fineScores, coarseScores, fineBoxes, coarseBoxes } as Parameters<typeof decodeBlazeface>[0];
    return decodeBlazeface(outputs, scoreFloor).map((face) => inFrame(face, views[index] as PictureView));
  });

const inFrame = (face: DetectedFace, { toFrame }: PictureView): Detection => {
  const [left, right] = face.eyes;
  const turn = Math.atan2(right[1] - left[1], right[0] - left[0]);
  const centre = applySimilarity(toFrame, inputPoint(...centreOf(face.box)));
  return {
    score: face.score,
    square: { centre, side: Math.max(face.box.width, face.box.height) * scaleOf(toFrame), turn },
  };
};

/** The square around the whole frame; what it holds beside the frame is black. */
const wholeFrame = ({ width, height }: VideoFrame): FrameSquare => ({
  centre: framePoint(width / 2, height / 2),
  side: Math.max(width, height),
  turn: 0,
});

/** Overlapping squares as high as the frame (or as wide, where it stands): a face twice as large to the model. */
const lookCloser = (model: PictureModel, frame: VideoFrame): Detection[] => {
  const [short, long] = [Math.min(frame.width, frame.height), Math.max(frame.width, frame.height)];
  const count = Math.ceil((long - short) / (short / 2)) + 1;
  if (count < 2) return [];
  const squares = Array.from({ length: count }, (_, i) => short / 2 + (i * (long - short)) / (count - 1)).map(
    (along) => ({
      centre: frame.width > frame.height ? framePoint(along, short / 2) : framePoint(short / 2, along),
      side: short,
      turn: 0,
    }),
  );
  const found = detectIn(
    model,
    squares.map((square) => ({ frame, toFrame: squareToFrame(square, blazefaceInputSize) })),
  );
  return found.flat().sort((a, b) => b.score - a.score);
};
