/** Which pixels of an example are face, and which are eyes or mouth: what a learned mask and weighted losses look at. */
import type { Point } from '#core/geometry/point.ts';
import { faceMask } from '#core/pixels/mask.ts';
import type { Affine } from './affine.ts';
import { composeAffines, invertAffine, scaleAffine } from './affine.ts';
import { plainGeometry } from './example-geometry.ts';
import type { LandmarkPart } from './face-landmarks.ts';
import { areLandmarksKnown, pointsOfPart } from './face-landmarks.ts';

/** Channels of a pixel: the face, then eyes and mouth. */
export const regionChannels = 2;

/**
 * How far a region reaches beyond the hull of its points, and how soft its border is, in shares of the hull's width.
 * Lids are a thin line where an eye is shut; lips move less than what is painted around them.
 */
const reach = {
  outline: { erosion: 0, feather: 0.04 },
  leftEye: { erosion: -0.35, feather: 0.3 },
  rightEye: { erosion: -0.35, feather: 0.3 },
  mouth: { erosion: -0.12, feather: 0.15 },
} as const satisfies Record<LandmarkPart, { erosion: number; feather: number }>;

/**
 * Writes size x size x 2 numbers in 0..1 from `offset` on. `toPicture` leads from shares of the crop's side to pixels.
 * A face without landmarks is all face, and has neither eyes nor mouth.
 */
export const drawRegions = (options: {
  readonly landmarks: Float32Array | undefined;
  readonly toPicture: Affine;
  readonly size: number;
  readonly into: Float32Array;
  readonly offset: number;
}): void => {
  const { landmarks, toPicture, size, into, offset } = options;
  if (!landmarks || !areLandmarksKnown(landmarks)) {
    for (let pixel = 0; pixel < size * size; pixel += 1) into.set([1, 0], offset + pixel * regionChannels);
    return;
  }
  const maskOf = (part: LandmarkPart): Float32Array =>
    faceMask({ size, outline: pointsOfPart(landmarks, part, placeIn(toPicture)), ...reach[part] });
  const [face, left, right, mouth] = [maskOf('outline'), maskOf('leftEye'), maskOf('rightEye'), maskOf('mouth')];
  for (let pixel = 0; pixel < face.length; pixel += 1) {
    const at = offset + pixel * regionChannels;
    into[at] = face[pixel] as number;
    into[at + 1] = Math.max(left[pixel] as number, right[pixel] as number, mouth[pixel] as number);
  }
};

/**
 * Of the trained region as it is (`plainFace`): how much of each pixel is face, size x size. Landmarks that leave the
 * middle of it bare are none.
 */
export const plainFaceMask = (landmarks: Float32Array | undefined, size: number): Float32Array => {
  const regions = new Float32Array(size * size * regionChannels);
  const toPicture = composeAffines(invertAffine(plainGeometry), scaleAffine(size));
  drawRegions({ landmarks, toPicture, size, into: regions, offset: 0 });
  const mask = Float32Array.from({ length: size * size }, (_, pixel) => regions[pixel * regionChannels] as number);
  const middle = mask.subarray(mask.length >> 2, mask.length - (mask.length >> 2));
  return middle.some((value) => value > 0) ? mask : mask.fill(1);
};

const placeIn =
  ({ xx, xy, x0, yx, yy, y0 }: Affine) =>
  (x: number, y: number): Point =>
    [xx * x + xy * y + x0, yx * x + yy * y + y0] as unknown as Point;
