/** Whose face it is: 1024 numbers of unit length that lie near each other for pictures of one person. */

import { squareAroundMesh, squareToFrame } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { openPictureModel } from './picture-model.ts';

export interface DescriptorModel extends Disposable {
  describe(faces: readonly { readonly frame: VideoFrame; readonly mesh: readonly FramePoint[] }[]): Float32Array[];
}

/** The square over the face's extent at which pictures of one person and of two lay furthest apart on our clips. */
const margin = 1.5;

export const openDescriptorModel = (): DescriptorModel => {
  const model = openPictureModel({
    name: 'faceres',
    input: 'input_1',
    inputSize: 224,
    outputs: ['global_pooling/Mean'],
    scale: 1,
    shift: 0,
    beyond: 'edge',
  });
  return {
    describe: (faces) => {
      const views = faces.map(({ frame, mesh }) => ({
        frame,
        toFrame: squareToFrame(squareAroundMesh(mesh, margin), model.inputSize),
      }));
      return model.run(views).map(([descriptor]) => unitLength(descriptor as Float32Array));
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

const unitLength = (values: Float32Array): Float32Array => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
