/** The face mesh: 468 points of a face in a square cut around it, and how sure the model is that there is one. */

import type { FrameSquare } from '#core/geometry/input-square.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import {
  openPictureModel,
  openPictureModelThread,
  type PictureModelOptions,
  type PictureView,
} from './picture-model.ts';

/** The square that the mesh is cut from, over the face's own extent: what the model was trained on. */
export const meshMargin = 1.5;

export interface MeshResult {
  /** Certainty of a face, 0..1. */
  readonly score: number;
  readonly mesh: readonly FramePoint[];
}

export interface MeshModel extends Disposable {
  /** One result a square, in order. */
  measure(squares: readonly { readonly frame: VideoFrame; readonly square: FrameSquare }[]): MeshResult[];
}

/** The same in a thread of its own. */
export interface MeshModelThread extends Disposable {
  measure(squares: readonly { readonly frame: VideoFrame; readonly square: FrameSquare }[]): Promise<MeshResult[]>;
}

export const openMeshModel = (): MeshModel => {
  const model = openPictureModel(modelOptions);
  return {
    measure: (squares) => {
      const views = squares.map(toView);
      return toResults(views, model.run(views));
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

export const openMeshModelThread = (): MeshModelThread => {
  const model = openPictureModelThread(modelOptions);
  return {
    measure: async (squares) => {
      const views = squares.map(toView);
      return toResults(views, await model.run(views));
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

const modelOptions = {
  name: 'facemesh',
  input: 'input_1',
  inputSize: 192,
  outputs: ['Identity_1', 'Identity_2'],
  scale: 1 / 255,
  shift: 0,
  beyond: 'edge',
} as const satisfies PictureModelOptions;

const toView = ({ frame, square }: { readonly frame: VideoFrame; readonly square: FrameSquare }): PictureView => ({
  frame,
  toFrame: squareToFrame(square, modelOptions.inputSize),
});

const toResults = (views: readonly PictureView[], outputs: readonly Float32Array[][]): MeshResult[] =>
  outputs.map(([flag, points], index) => {
    const { toFrame } = views[index] as PictureView;
    const mesh = Array.from({ length: 468 }, (_, i) =>
      applySimilarity(
        toFrame,
        inputPoint((points as Float32Array)[i * 3] as number, (points as Float32Array)[i * 3 + 1] as number),
      ),
    );
    return { score: (flag as Float32Array)[0] as number, mesh };
  });
