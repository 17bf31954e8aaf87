/**
 * The shape of a hand from its 21 points: a capsule along each bone, as thick as that bone's flesh is beside the palm's length,
 * and the palm between wrist and knuckles. The model knows nothing of outlines; these lie within a tenth of a palm of them.
 */
import { convexHull } from '#core/geometry/convex-hull.ts';
import { palmLength } from '#core/geometry/hand-points.ts';
import type { Point } from '#core/geometry/point.ts';

/** Lowers to 0 what lies in `free`, size x size, where the hand does; its points are in the square's pixels. */
export const drawHandShape = <P extends Point>(
  free: Float32Array,
  { size, points }: { readonly size: number; readonly points: readonly P[] },
): void => {
  const palm = palmLength(points);
  const at = (index: number): Point => points[index] as Point;
  const capsules = [
    ...bones.map(([from, to, thick]) => ({ from: at(from), to: at(to), radius: thick * palm })),
    ...fingertips.map(([before, tip, thick]) => ({
      from: at(tip),
      to: beyond(at(before), at(tip), tipBeyond),
      radius: thick * palm,
    })),
    { from: at(0), to: armEnd(points), radius: wristThick * palm },
    ...webs(points, palm),
  ];
  for (const capsule of capsules) clearCapsule(free, size, capsule);
  clearHull(free, size, convexHull([0, 1, 2, 5, 9, 13, 17].map(at)));
};

/** Half of the thickness of flesh around it, in lengths of the palm. */
type Bone = readonly [from: number, to: number, thick: number];

/** By eye and by hands marked by eye (`bench occlusion`): a little thick rather than thin, as the edge that is drawn is soft. */
const bones: readonly Bone[] = [
  [0, 1, 0.17],
  [1, 2, 0.145],
  [2, 3, 0.12],
  [3, 4, 0.1],
  [0, 5, 0.17],
  [0, 9, 0.17],
  [0, 13, 0.17],
  [0, 17, 0.18],
  [5, 9, 0.155],
  [9, 13, 0.155],
  [13, 17, 0.155],
  [5, 6, 0.15],
  [6, 7, 0.135],
  [7, 8, 0.125],
  [9, 10, 0.15],
  [10, 11, 0.135],
  [11, 12, 0.125],
  [13, 14, 0.15],
  [14, 15, 0.135],
  [15, 16, 0.125],
  [17, 18, 0.13],
  [18, 19, 0.115],
  [19, 20, 0.11],
];

const fingertips: readonly Bone[] = [
  [3, 4, 0.095],
  [7, 8, 0.11],
  [11, 12, 0.11],
  [15, 16, 0.11],
  [19, 20, 0.1],
];

/** The last point of a finger lies under its nail, not at its end; in lengths of the last bone. */
const tipBeyond = 0.3;

const wristThick = 0.34;

/** Fingers nearer to each other than this touch: nothing of the face shows between. */
const touching = 0.4;
const webThick = 0.13;

const webs = (points: readonly Point[], palm: number): Capsule[] =>
  [5, 9, 13].flatMap((finger) =>
    [0, 0.5, 1, 1.5, 2, 2.5, 3].flatMap((joint) => {
      const [from, to] = [alongFinger(points, finger, joint), alongFinger(points, finger + 4, joint)];
      const apart = Math.hypot(from[0] - to[0], from[1] - to[1]);
      return apart < touching * palm ? [{ from, to, radius: webThick * palm }] : [];
    }),
  );

const alongFinger = (points: readonly Point[], finger: number, joint: number): Point => {
  const before = finger + Math.floor(joint);
  const [from, to] = [points[before], points[Math.min(before + 1, finger + 3)]] as [Point, Point];
  return beyond(from, to, (joint % 1) - 1);
};

const beyond = ([x0, y0]: Point, [x1, y1]: Point, share: number): Point =>
  [x1 + share * (x1 - x0), y1 + share * (y1 - y0)] as unknown as Point;

/** Where the arm goes on to, as far as a hand tells: away from its knuckles. */
const armEnd = (points: readonly Point[]): Point => {
  const knuckle = points[9] as Point;
  return beyond(knuckle, points[0] as Point, 0.4);
};

interface Capsule {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
}

const clearCapsule = (free: Float32Array, size: number, { from, to, radius }: Capsule): void => {
  const [x0, y0] = from;
  const [dx, dy] = [to[0] - x0, to[1] - y0];
  const square = dx * dx + dy * dy;
  const rows = pixelsWithin(Math.min(y0, to[1]) - radius, Math.max(y0, to[1]) + radius, size);
  const columns = pixelsWithin(Math.min(x0, to[0]) - radius, Math.max(x0, to[0]) + radius, size);
  for (let y = rows.first; y <= rows.last; y += 1) {
    for (let x = columns.first; x <= columns.last; x += 1) {
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
      const along = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square));
      if (Math.hypot(px - along * dx, py - along * dy) <= radius) free[y * size + x] = 0;
    }
  }
};

const clearHull = (free: Float32Array, size: number, hull: readonly Point[]): void => {
  const [xs, ys] = [hull.map(([x]) => x), hull.map(([, y]) => y)];
  const rows = pixelsWithin(Math.min(...ys), Math.max(...ys), size);
  const columns = pixelsWithin(Math.min(...xs), Math.max(...xs), size);
  for (let y = rows.first; y <= rows.last; y += 1)
    for (let x = columns.first; x <= columns.last; x += 1) if (isInside(hull, x + 0.5, y + 0.5)) free[y * size + x] = 0;
};

/** Corners go clockwise as seen. */
const isInside = (hull: readonly Point[], x: number, y: number): boolean =>
  hull.every(([x0, y0], at) => {
    const [x1, y1] = hull[(at + 1) % hull.length] as Point;
    return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0;
  });

/** Pixels whose middles lie between, within the square. */
const pixelsWithin = (from: number, to: number, size: number): { readonly first: number; readonly last: number } => ({
  first: Math.max(0, Math.ceil(from - 0.5)),
  last: Math.min(size - 1, Math.floor(to - 0.5)),
});
