/** Squares of frames as the numbers a model is fed: channel by channel, as ONNX detectors want them. */
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleFrame } from '#core/pixels/resample.ts';

export interface InputPicture {
  readonly frame: VideoFrame;
  readonly toFrame: Similarity<InputPoint, FramePoint>;
}

export interface InputForm {
  readonly width: number;
  readonly height: number;
  readonly channels: 'rgb' | 'bgr';
  /** Value (0..255) x scale + shift. */
  readonly scale: number;
  readonly shift: number;
}

/** [pictures, 3, height, width] */
export const fillInput = (
  pictures: readonly InputPicture[],
  { width, height, channels, scale, shift }: InputForm,
): Float32Array => {
  const area = width * height;
  const data = new Float32Array(pictures.length * 3 * area);
  const pixels = new Float32Array(3 * area);
  const order = channels === 'rgb' ? [0, 1, 2] : [2, 1, 0];
  pictures.forEach(({ frame, toFrame }, index) => {
    sampleFrame({ frame, toFrame, width, height, beyond: 'black' }, { into: pixels, offset: 0, scale, shift });
    order.forEach((channel, plane) => {
      const start = (3 * index + plane) * area;
      for (let i = 0; i < area; i++) data[start + i] = pixels[3 * i + channel] as number;
    });
  });
  return data;
};
