/**
 * The mask of a swap: how much of each pixel of the patch shows in the frame. The face's outline is convex, so the
 * distance to its border is the least of the distances to its edges; shrinking and softening are then exact and need
 * no passes over pixels. The patch's own border fades too: nothing the model did not draw can show.
 */
import { boxAround } from '#core/geometry/box.ts';
import { convexHull } from '#core/geometry/convex-hull.ts';
import type { Point } from '#core/geometry/point.ts';

export interface MaskOptions {
  /** Side of the square patch, px. */
  readonly size: number;
  /** Points of the face in the patch's pixels; the mask is their hull. */
  readonly outline: readonly Point[];
  /** How far the hull shrinks, as a share of the face's width. */
  readonly erosion: number;
  /** Width of the soft border, as a share of the face's width; its middle lies on the shrunken hull. */
  readonly feather: number;
}

/** size x size values of 0..1, rows top to bottom; 0 on the patch's border. */
export const faceMask = ({ size, outline, erosion, feather }: MaskOptions): Float32Array => {
  const hull = convexHull(outline);
  const faceWidth = boxAround(hull).width;
  const edges = edgesOf(hull);
  // A border softer than a pixel is no border: it would show as steps.
  const soft = Math.max(feather * faceWidth, 1);
  const shrink = erosion * faceWidth;
  const mask = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [column + 0.5, row + 0.5];
      const toBorder = Math.min(x, y, size - x, size - y) - 0.5;
      const toHull = distanceInside(edges, x, y) - shrink + soft / 2;
      mask[row * size + column] = smooth(Math.min(toBorder, toHull) / soft);
    }
  }
  return mask;
};

/** Per edge: nx, ny, d, so that nx x + ny y + d is the distance inwards. */
const edgesOf = (hull: readonly Point[]): Float64Array => {
  const edges = new Float64Array(hull.length * 3);
  hull.forEach(([x0, y0], i) => {
    const [x1, y1] = hull[(i + 1) % hull.length] as Point;
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [nx, ny] = [(y0 - y1) / length, (x1 - x0) / length];
    edges.set([nx, ny, -(nx * x0 + ny * y0)], i * 3);
  });
  return edges;
};

const distanceInside = (edges: Float64Array, x: number, y: number): number => {
  let least = Infinity;
  for (let i = 0; i < edges.length; i += 3) {
    const distance = (edges[i] as number) * x + (edges[i + 1] as number) * y + (edges[i + 2] as number);
    if (distance < least) least = distance;
  }
  return least;
};

/** 0 below 0, 1 above 1, level at both ends. */
const smooth = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));
