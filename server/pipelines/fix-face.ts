/**
 * A face as a human set it: in the frame it lies in, by its crop, its landmarks or the box drawn around a missed one. All
 * that is measured of a found face is measured of it anew.
 */
import { writeFile } from 'node:fs/promises';
import { StudioError } from '#core/contract/errors.ts';
import type { FaceFix, FixedFace } from '#core/contract/jobs.ts';
import { measureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { boxAround, centreOf } from '#core/geometry/box.ts';
import { type CropPoint, type FramePoint, framePoint } from '#core/geometry/point.ts';
import { invertSimilarity, type Similarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';

export interface FixFaceOptions {
  readonly frame: VideoFrame;
  readonly fix: FaceFix;
  readonly models: FaceModels;
  readonly images: ImageCodec;
  /** The new crop is written here. */
  readonly cropPath: string;
}

export const fixFace = async ({ frame, fix, models, images, cropPath }: FixFaceOptions): Promise<FixedFace> => {
  const face = faceOf(frame, fix, models);
  const toCrop = fix.by === 'crop' ? similarityOf(fix.similarity) : alignFace(face.mesh);
  const crop = sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize });
  await writeFile(cropPath, await images.encodeJpeg(crop, { quality: 95 }));
  const [descriptor] = models.describe([{ frame, face }]);
  return {
    box: face.box,
    mesh: face.mesh.flat(),
    similarity: [toCrop.a, toCrop.b, toCrop.tx, toCrop.ty],
    descriptor: Array.from(descriptor as Float32Array),
    score: face.score,
    sharpness: sharpnessOf(crop),
    sizePx: Math.min(face.box.width, face.box.height),
    ...measureFace({ frame, mesh: face.mesh, crop, toCrop }),
  };
};

const faceOf = (frame: VideoFrame, fix: FaceFix, models: FaceModels): FoundFace => {
  if (fix.by === 'box') return missedFace(frame, fix.box, models);
  const mesh = fix.mesh.flatMap((x, i) => (i % 2 === 0 ? [framePoint(x, fix.mesh[i + 1] as number)] : []));
  // A human says that it is a face: no model is asked.
  return { mesh, box: boxAround(mesh), score: 1 };
};

/** The detector may see it now that it is told where; else the mesh is laid where the box is. */
const missedFace = (frame: VideoFrame, box: FoundFace['box'], models: FaceModels): FoundFace => {
  const middle = framePoint(...centreOf(box));
  const seen = models
    .find([frame])[0]
    ?.find((face) => isInside(middle, face.box) && isInside(framePoint(...centreOf(face.box)), box));
  if (seen) return seen;
  const laid = models.look({ frame, square: { centre: middle, side: Math.max(box.width, box.height), turn: 0 } });
  if (Math.min(laid.box.width, laid.box.height) >= smallestPx) return laid;
  throw new StudioError('no_faces', 'There is no face to measure in this box.', { facts: { ...box } });
};

/** Fewer pixels show nothing that a face could be told by. */
const smallestPx = 8;

const isInside = ([x, y]: FramePoint, { left, top, width, height }: FoundFace['box']): boolean =>
  x >= left && y >= top && x <= left + width && y <= top + height;

const similarityOf = ([a = 1, b = 0, tx = 0, ty = 0]: readonly number[]): Similarity<FramePoint, CropPoint> => ({
  a,
  b,
  tx,
  ty,
});
