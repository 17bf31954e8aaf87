/** The face mesh: 468 points of a face in a square cut around it, and how sure the model is that there is one. */

import type { FrameSquare } from '#core/geometry/input-square.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { openPictureModel } from './picture-model.ts';

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

export const openMeshModel = (): MeshModel => {
  const model = openPictureModel({
    name: 'facemesh',
    input: 'input_1',
    inputSize: 192,
    outputs: ['Identity_1', 'Identity_2'],
    scale: 1 / 255,
    shift: 0,
    beyond: 'edge',
  });
  return {
    measure: (squares) => {
      const views = squares.map(({ frame, square }) => ({ frame, toFrame: squareToFrame(square, model.inputSize) }));
      return model.run(views).map(([flag, points], index) => {
        const { toFrame } = views[index] as (typeof views)[number];
        const mesh = Array.from({ length: 468 }, (_, i) =>
          inputPoint((points as Float32Array)[i * 3] as number, (points as Float32Array)[i * 3 + 1] as number),
        );
        return {
          score: (flag as Float32Array)[0] as number,
          mesh: mesh.map((point) => applySimilarity(toFrame, point)),
        };
      });
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};
