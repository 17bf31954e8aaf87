/** The convex hull of points in the plane. */
import type { Point } from './point.ts';

/** Corners in clockwise order as seen (y grows downwards); Andrew's monotone chain. */
export const convexHull = <P extends Point>(points: readonly P[]): P[] => {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const upper = chain(sorted);
  const lower = chain(sorted.reverse());
  return [...upper.slice(0, -1), ...lower.slice(0, -1)];
};

const chain = <P extends Point>(sorted: readonly P[]): P[] => {
  const corners: P[] = [];
  for (const point of sorted) {
    while (corners.length >= 2 && turnsLeft(corners.at(-2) as P, corners.at(-1) as P, point)) corners.pop();
    corners.push(point);
  }
  return corners;
};

const turnsLeft = (o: Point, p: Point, q: Point): boolean =>
  (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0]) <= 0;
