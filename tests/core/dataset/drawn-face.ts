/** A face drawn from the mean mesh: turned as one likes, lit from where one likes, things painted over it; all of it known. */

import { meanMesh, meshSize } from '#core/dataset/mean-mesh.ts';
import type { MeasureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { convexHull } from '#core/geometry/convex-hull.ts';
import { type CropPoint, type FramePoint, framePoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';

export interface Pose {
  /** Degrees, as in core/contract/face.ts. */
  readonly yaw?: number;
  readonly pitch?: number;
  readonly roll?: number;
}

type Place = readonly [x: number, y: number, z: number];

export const meanPlaces: readonly Place[] = Array.from(
  { length: meshSize },
  (_, i) => [...meanMesh.slice(i * 3, i * 3 + 3)] as unknown as Place,
);

/** First nods, then turns about the upright, then leans: y points down and z away, so each angle has its own sign. */
export const turned = (places: readonly Place[], { yaw = 0, pitch = 0, roll = 0 }: Pose): Place[] => {
  const [y, p, r] = [yaw, pitch, roll].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  return places.map(([x0, y0, z0]) => {
    const [y1, z1] = [y0 * Math.cos(p) + z0 * Math.sin(p), -y0 * Math.sin(p) + z0 * Math.cos(p)];
    const [x2, z2] = [x0 * Math.cos(y) - z1 * Math.sin(y), x0 * Math.sin(y) + z1 * Math.cos(y)];
    return [x2 * Math.cos(r) - y1 * Math.sin(r), x2 * Math.sin(r) + y1 * Math.cos(r), z2];
  });
};

/** In a frame of 800 x 600, the eyes 120 px apart; seen from `distance` eye widths away, Infinity for no perspective. */
export const inFrame = (places: readonly Place[], { distance = Infinity, x = 400, y = 250 } = {}): FramePoint[] =>
  places.map(([u, v, z]) => {
    const nearer = distance === Infinity ? 1 : distance / (distance + z);
    return framePoint(x + 120 * u * nearer, y + 120 * v * nearer);
  });

export const frame = { width: 800, height: 600 };

export interface Drawing {
  readonly pose?: Pose;
  /** Brightness from 0 to 1 of skin that faces this way in the picture. */
  readonly shade?: (normal: Place) => number;
  /** A colour to paint over a point of the crop. */
  readonly over?: (x: number, y: number) => readonly [number, number, number] | undefined;
  readonly at?: { readonly x?: number; readonly y?: number };
}

/** Skin shaded as an egg is, with dark eyes and red lips. */
export const drawnFace = ({ pose = {}, shade = () => 0.6, over = () => undefined, at = {} }: Drawing): MeasureFace => {
  const places = turned(meanPlaces, pose);
  const mesh = inFrame(places, at);
  const toCrop = alignFace(mesh);
  const crop = mesh.map((point) => applySimilarity(toCrop, point));
  const normals = turned(meanPlaces.map(eggNormal), pose);
  const data = new Uint8Array(cropSize * cropSize * 3);
  const colourAt = (x: number, y: number): readonly number[] => {
    const light = shade(normals[nearestOf(crop, x, y)] as Place);
    if (isNear(crop, eyePoints, x, y)) return [40, 30, 30];
    return isNear(crop, lipPoints, x, y)
      ? [220 * light, 60 * light, 60 * light]
      : [220 * light, 160 * light, 130 * light];
  };
  // Blocks of four pixels: finer than anything that is measured.
  for (let y = 0; y < cropSize; y += 4) {
    for (let x = 0; x < cropSize; x += 4) {
      const colour = (over(x + 2, y + 2) ?? colourAt(x + 2, y + 2)).map(Math.round);
      for (let at = 0; at < 16; at++) data.set(colour, ((y + (at >> 2)) * cropSize + x + (at & 3)) * 3);
    }
  }
  return { frame, mesh, toCrop, crop: { width: cropSize, height: cropSize, data } };
};

/** Of an egg around the head's middle. */
const eggNormal = ([x, y, z]: Place): Place => {
  const [u, v, w] = [x, (y - 0.3) / 1.7, z - 0.7];
  const length = Math.hypot(u, v, w);
  return [u / length, v / length, w / length];
};

const eyePoints = [33, 160, 159, 158, 133, 153, 145, 144, 362, 385, 386, 387, 263, 373, 374, 380];
const lipPoints = [0, 37, 267, 17, 84, 314, 13, 14, 61, 291, 82, 312];

const isNear = (crop: readonly CropPoint[], indices: readonly number[], x: number, y: number): boolean =>
  indices.some((index) => Math.hypot((crop[index] as CropPoint)[0] - x, (crop[index] as CropPoint)[1] - y) < 6);

const nearestOf = (points: readonly CropPoint[], x: number, y: number): number => {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < points.length; i++) {
    const [u, v] = points[i] as CropPoint;
    const apart = (u - x) ** 2 + (v - y) ** 2;
    if (apart < least) [best, least] = [i, apart];
  }
  return best;
};

/** The share of the face's area, as the outline of the mesh bounds it, that `isOver` holds for. */
export const shareOfFace = ({ mesh, toCrop }: MeasureFace, isOver: (x: number, y: number) => boolean): number => {
  const outline = convexHull(mesh.map((point) => applySimilarity(toCrop, point)));
  let [all, over] = [0, 0];
  for (let y = 0; y < cropSize; y += 4) {
    for (let x = 0; x < cropSize; x += 4) {
      if (!isInside(outline, x, y)) continue;
      all++;
      if (isOver(x, y)) over++;
    }
  }
  return over / all;
};

/** Corners clockwise as seen. */
const isInside = (corners: readonly CropPoint[], x: number, y: number): boolean =>
  corners.every(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length] as CropPoint;
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });
