/** One face of a frame cut out and measured: all that is kept of it but its descriptor and its track. */
import type { FoundFaceRecord } from '#core/contract/jobs.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import type { Box } from '#core/geometry/box.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import { measureFace } from './measure-face.ts';

/** A face as it was found in a frame. */
export interface FaceToCut {
  readonly frame: VideoFrame;
  readonly box: Box;
  readonly score: number;
  /** 468 points. */
  readonly mesh: readonly FramePoint[];
}

export interface CutFace {
  readonly record: Omit<FoundFaceRecord, 'descriptor' | 'track'>;
  /** The whole-face crop. */
  readonly crop: RgbImage;
}

export const cutFace = ({ frame, mesh, box, score }: FaceToCut): CutFace => {
  const toCrop = alignFace(mesh);
  const crop = sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize });
  const record = {
    id: crypto.randomUUID(),
    frameIndex: frame.index,
    timeSeconds: frame.timeSeconds,
    box,
    mesh: mesh.flatMap(([x, y]) => [toHundredths(x), toHundredths(y)]),
    similarity: [toCrop.a, toCrop.b, toCrop.tx, toCrop.ty],
    score,
    sharpness: sharpnessOf(crop),
    sizePx: Math.min(box.width, box.height),
    ...measureFace({ frame, mesh, crop, toCrop }),
  };
  return { record, crop };
};

/** Of a pixel: far below what the model can tell, and a third of the digits to send and to keep. */
const toHundredths = (value: number): number => Math.round(value * 100) / 100;
