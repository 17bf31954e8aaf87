/** What the crop and the mesh say of a face: light, pose, expression, what covers it. */
import type { FaceQuality } from '#core/contract/face.ts';
import type { CropPoint, FramePoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';

export interface MeasureFace {
  readonly frame: Pick<VideoFrame, 'width' | 'height'>;
  /** 468 points. */
  readonly mesh: readonly FramePoint[];
  /** The whole-face crop. */
  readonly crop: RgbImage;
  readonly toCrop: Similarity<FramePoint, CropPoint>;
}

export const measureFace = ({ mesh, crop }: MeasureFace): FaceQuality => {
  const [left, right] = [mesh[33], mesh[263]] as [FramePoint, FramePoint];
  const luma = crop.data.reduce((sum, value) => sum + value, 0) / crop.data.length / 255;
  return {
    exposure: luma,
    covered: 0,
    yaw: 0,
    pitch: 0,
    roll: (Math.atan2(right[1] - left[1], right[0] - left[0]) * 180) / Math.PI,
    eyes: 0,
    mouth: 0,
    lightX: 0,
    lightY: 0,
  };
};
