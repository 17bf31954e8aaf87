/** BlazeFace (MediaPipe's for cameras at some distance) as the detector that comes with the studio. */
import { type DetectedFace, faceInFrame, type View } from '#core/detection/detected-face.ts';
import { mergeOverlapping } from '#core/detection/merge-overlapping.ts';
import { type Looker, searchFrames } from '#core/detection/search-frames.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import type { FaceDetector } from '#server/ports/face-detector.ts';
import type { BlazefaceOutputs } from './decode-blazeface.ts';
import { blazefaceInputSize, decodeBlazeface } from './decode-blazeface.ts';
import type { PictureModel } from './picture-model.ts';
import { openPictureModel } from './picture-model.ts';

/** @throws StudioError engine_missing */
export const openDetector = (): FaceDetector => {
  const model = openPictureModel({
    name: 'blazeface',
    input: 'input',
    inputSize: blazefaceInputSize,
    outputs: ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'],
    scale: 1 / 127.5,
    shift: -1,
    beyond: 'black',
  });
  const looker: Looker = {
    inputSize: blazefaceInputSize,
    look: (views, floor) => lookAt({ model, views, floor }),
  };
  return {
    detect: (frames, { thorough }) => searchFrames({ looker, frames, thorough }),
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

interface LookAt {
  readonly model: PictureModel;
  readonly views: readonly View[];
  readonly floor: number;
}

const lookAt = ({ model, views, floor }: LookAt): DetectedFace[][] => {
  const pictures = views.map(({ frame, square }) => ({ frame, toFrame: squareToFrame(square, blazefaceInputSize) }));
  return model.run(pictures).map(([fineScores, coarseScores, fineBoxes, coarseBoxes], index) => {
    const outputs = { fineScores, coarseScores, fineBoxes, coarseBoxes } as BlazefaceOutputs;
    const { toFrame } = pictures[index] as (typeof pictures)[number];
    return mergeOverlapping(decodeBlazeface(outputs, floor)).map((face) => faceInFrame(face, toFrame));
  });
};
