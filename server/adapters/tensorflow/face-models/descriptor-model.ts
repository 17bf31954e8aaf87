/** Whose face it is: 1024 numbers of unit length that lie near each other for pictures of one person. */

import { squareAroundMesh, squareToFrame } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import {
  openPictureModel,
  openPictureModelThread,
  type PictureModelOptions,
  type PictureView,
} from './picture-model.ts';

interface FaceView {
  readonly frame: VideoFrame;
  readonly mesh: readonly FramePoint[];
}

export interface DescriptorModel extends Disposable {
  describe(faces: readonly FaceView[]): Float32Array[];
}

/** The same in a thread of its own. */
export interface DescriptorModelThread extends Disposable {
  describe(faces: readonly FaceView[]): Promise<Float32Array[]>;
}

export const openDescriptorModel = (): DescriptorModel => {
  const model = openPictureModel(modelOptions);
  return {
    describe: (faces) => toDescriptors(model.run(faces.map(toView))),
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

export const openDescriptorModelThread = (): DescriptorModelThread => {
  const model = openPictureModelThread(modelOptions);
  return {
    describe: async (faces) => toDescriptors(await model.run(faces.map(toView))),
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

const modelOptions = {
  name: 'faceres',
  input: 'input_1',
  inputSize: 224,
  outputs: ['global_pooling/Mean'],
  scale: 1,
  shift: 0,
  beyond: 'edge',
} as const satisfies PictureModelOptions;

/** The square over the face's extent at which pictures of one person and of two lay furthest apart on our clips. */
const margin = 1.5;

const toView = ({ frame, mesh }: FaceView): PictureView => ({
  frame,
  toFrame: squareToFrame(squareAroundMesh(mesh, margin), modelOptions.inputSize),
});

const toDescriptors = (outputs: readonly Float32Array[][]): Float32Array[] =>
  outputs.map(([descriptor]) => unitLength(descriptor as Float32Array));

const unitLength = (values: Float32Array): Float32Array => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
