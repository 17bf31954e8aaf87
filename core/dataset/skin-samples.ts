/** The colours of a face's skin: small patches of the crop, each with the way the skin faces there. */
import { meshOutline } from '#core/geometry/mesh-points.ts';
import { type CropPoint, type FramePoint, framePoint } from '#core/geometry/point.ts';
import { applySimilarity, type Similarity } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import type { Head } from './head-pose.ts';
import { meshSize } from './mean-mesh.ts';
import { skinPoints } from './skin-points.ts';
import { dot, type Vector3 } from './vector3.ts';

export interface PictureOfFace {
  readonly frame: Pick<VideoFrame, 'width' | 'height'>;
  /** 468 points. */
  readonly mesh: readonly FramePoint[];
  /** The whole-face crop. */
  readonly crop: RgbImage;
  readonly toCrop: Similarity<FramePoint, CropPoint>;
}

/** Means over a patch, 0..255. */
export interface Patch {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly luma: number;
}

export interface SkinSample extends Patch {
  /** Index in `skinPlaces`. */
  readonly place: number;
  /** Which way the skin faces in the picture. */
  readonly normal: Vector3;
}

/** Skin points without the rim of the face, where hair and background begin. */
export const skinPlaces = ((): typeof skinPoints => {
  const indices = Array.from({ length: meshSize }, (_, index) => framePoint(index, 0));
  const rim = new Set(meshOutline(indices).map(([index]) => index));
  return skinPoints.filter(({ index }) => !rim.has(index));
})();

export interface Skin {
  /** Places that face the camera and lie within the frame. */
  readonly seen: readonly SkinSample[];
  /** Those that face the camera and lie beyond the frame's edge; indices in `skinPlaces`. */
  readonly beyond: readonly number[];
}

export const sampleSkin = (face: PictureOfFace, { turn }: Pick<Head, 'turn'>): Skin => {
  const seen: SkinSample[] = [];
  const beyond: number[] = [];
  skinPlaces.forEach(({ index, normal }, place) => {
    const turned: Vector3 = [dot(turn[0], normal), dot(turn[1], normal), dot(turn[2], normal)];
    if (turned[2] > leastFacing) return;
    const patch = patchAt(face, index, 2);
    if (patch) seen.push({ ...patch, place, normal: turned });
    else beyond.push(place);
  });
  return { seen, beyond };
};

/** Skin seen from flatter than about 80 degrees shows in a strip too thin to tell its colour. */
const leastFacing = -0.17;

/** The mean of (2 reach + 1)^2 pixels of the crop; undefined where the point lies outside the frame or the crop. */
export const patchAt = (
  { frame, mesh, crop, toCrop }: PictureOfFace,
  index: number,
  reach: number,
): Patch | undefined => {
  const point = mesh[index] as FramePoint;
  if (point[0] < 0 || point[1] < 0 || point[0] >= frame.width || point[1] >= frame.height) return undefined;
  const placed = applySimilarity(toCrop, point);
  const [x, y] = [Math.floor(placed[0]), Math.floor(placed[1])];
  if (x < reach || y < reach || x >= crop.width - reach || y >= crop.height - reach) return undefined;
  let [red, green, blue] = [0, 0, 0];
  for (let row = y - reach; row <= y + reach; row++) {
    let at = (row * crop.width + x - reach) * 3;
    for (let column = -reach; column <= reach; column++, at += 3) {
      red += crop.data[at] as number;
      green += crop.data[at + 1] as number;
      blue += crop.data[at + 2] as number;
    }
  }
  const count = (2 * reach + 1) ** 2;
  return {
    red: red / count,
    green: green / count,
    blue: blue / count,
    luma: (0.299 * red + 0.587 * green + 0.114 * blue) / count,
  };
};
