/** MediaPipe's hand landmarks in a thread of its own: 7 ms of processor time a square, 21 points and whether it is a hand. */
import { handPointCount } from '#core/geometry/hand-points.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import { inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { oneThreadPerRun } from '#server/adapters/tensorflow/library.ts';
import type { HandModels, SeenHand } from '#server/ports/hand-models.ts';
import { openPictureModelThread, type PictureModelOptions, type PictureView } from './picture-model.ts';

/** @throws StudioError engine_missing */
export const createHandModels = (): HandModels => {
  oneThreadPerRun();
  const model = openPictureModelThread(modelOptions);
  return {
    measure: async (squares) => {
      const views = squares.map(({ frame, square }) => ({
        frame,
        toFrame: squareToFrame(square, modelOptions.inputSize),
      }));
      return toHands(views, await model.run(views));
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

const modelOptions = {
  name: 'handlandmark-lite',
  input: 'input_1',
  inputSize: 224,
  outputs: ['Identity_1', 'Identity'],
  scale: 1 / 255,
  shift: 0,
  beyond: 'black',
} as const satisfies PictureModelOptions;

const toHands = (views: readonly PictureView[], outputs: readonly Float32Array[][]): SeenHand[] =>
  outputs.map(([flag, values], index) => {
    const { toFrame } = views[index] as PictureView;
    const [score = 0] = flag as Float32Array;
    // x, y and depth of each.
    const point = (at: number) =>
      inputPoint((values as Float32Array)[at * 3] as number, (values as Float32Array)[at * 3 + 1] as number);
    return { score, points: Array.from({ length: handPointCount }, (_, at) => applySimilarity(toFrame, point(at))) };
  });
