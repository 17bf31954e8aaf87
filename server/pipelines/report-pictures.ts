/** Pictures of worst moments: the face as it was on the left, as it is in the result on the right, labelled as the result is. */
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import type { CropPoint, FramePoint, InputPoint } from '#core/geometry/point.ts';
import { composeSimilarities, invertSimilarity, type Similarity } from '#core/geometry/similarity.ts';
import { frameToRgb } from '#core/pixels/frame-to-rgb.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { drawLabel, makeLabel } from '#core/pixels/label.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';

/** Of each half, px. */
const sidePx = 192;

export interface FacePair {
  readonly original: VideoFrame;
  readonly frame: VideoFrame;
  readonly mesh: readonly FramePoint[];
}

/** Without the label, which is for those that are kept. */
export const pairPicture = ({ original, frame, mesh }: FacePair): RgbImage => {
  const scale = cropSize / sidePx;
  const toCrop: Similarity<InputPoint, CropPoint> = { a: scale, b: 0, tx: 0, ty: 0 };
  const toFrame = composeSimilarities(toCrop, invertSimilarity(alignFace(mesh)));
  const square = { toFrame, width: sidePx, height: sidePx, beyond: 'black' } as const;
  const [left, right] = [original, frame].map((each) => sampleImage({ ...square, frame: each })) as [
    RgbImage,
    RgbImage,
  ];
  return beside(left, right);
};

/** Of one size. */
export const beside = (left: RgbImage, right: RgbImage): RgbImage => {
  const { width, height } = left;
  const data = new Uint8Array(width * height * 6);
  const row = width * 3;
  for (let at = 0; at < height; at++) {
    data.set(left.data.subarray(at * row, (at + 1) * row), 2 * at * row);
    data.set(right.data.subarray(at * row, (at + 1) * row), (2 * at + 1) * row);
  }
  return { width: 2 * width, height, data };
};

/** On the altered half only, the right one. Only the rows it stands in are turned into luma and chroma and back. */
export const labelled = ({ width, height, data }: RgbImage, text: string): RgbImage => {
  const label = makeLabel({ text, width, height, from: width / 2 });
  const [start, rows] = [label.top * width * 3, Math.min(label.height, height - label.top)];
  const frame = rgbToFrame({ width, height: rows, data: data.subarray(start, start + rows * width * 3) });
  drawLabel({ ...label, top: 0 }, frame);
  const written = data.slice();
  written.set(frameToRgb(frame).data, start);
  return { width, height, data: written };
};
