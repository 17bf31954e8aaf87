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
export const faceMask = (options: MaskOptions): Float32Array => {
  const mask = new Float32Array(options.size * options.size);
  drawFaceMask(mask, options);
  return mask;
};

/** The same over whatever lies in `mask`. */
export const drawFaceMask = (mask: Float32Array, { size, outline, erosion, feather }: MaskOptions): void => {
  const hull = convexHull(outline);
  const faceWidth = boxAround(hull).width;
  // A border softer than a pixel is no border: it would show as steps.
  const soft = Math.max(feather * faceWidth, 1);
  const edges = Float64Array.from([...hullEdges(hull, soft / 2 - erosion * faceWidth), ...squareEdges(size)].flat());
  const near = new Float64Array(edges.length);
  mask.fill(0);
  for (let row = 0; row < size; row++) fillRow({ mask, first: row * size, size }, { edges, near, y: row + 0.5, soft });
};

/** nx x + ny y + d is the distance inwards. */
type Edge = readonly [nx: number, ny: number, d: number];

/** The hull's edges, moved outwards by `growth` px. */
const hullEdges = (hull: readonly Point[], growth: number): Edge[] =>
  hull.map(([x0, y0], i) => {
    const [x1, y1] = hull[(i + 1) % hull.length] as Point;
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [nx, ny] = [(y0 - y1) / length, (x1 - x0) / length];
    return [nx, ny, growth - (nx * x0 + ny * y0)];
  });

/** The middles of the patch's outermost pixels. */
const squareEdges = (size: number): Edge[] => [
  [1, 0, -0.5],
  [-1, 0, size - 0.5],
  [0, 1, -0.5],
  [0, -1, size - 0.5],
];

/** Edges one after the other: nx, ny, d. */
type Edges = Float64Array;

interface Row {
  readonly mask: Float32Array;
  /** Where the row begins. */
  readonly first: number;
  readonly size: number;
}

interface RowBorder {
  readonly edges: Edges;
  /** Room for as many edges. */
  readonly near: Edges;
  readonly y: number;
  readonly soft: number;
}

/** Along a row each edge's distance is a straight line: where all are past the soft band the mask is simply full. */
const fillRow = ({ mask, first, size }: Row, { edges, near, y, soft }: RowBorder): void => {
  const shown = spanWhere(edges, y, 0);
  if (shown.from > shown.to) return;
  const full = spanWhere(edges, y, soft);
  const begin = Math.max(0, Math.ceil(shown.from - 0.5));
  const end = Math.min(size - 1, Math.floor(shown.to - 0.5));
  const isFull = full.from <= full.to;
  const fullBegin = isFull ? Math.max(begin, Math.ceil(full.from - 0.5)) : end + 1;
  const fullEnd = isFull ? Math.min(end, Math.floor(full.to - 0.5)) : end;
  const border = { edges, near, y, soft };
  softenRow({ mask, first, size }, border, { from: begin, to: Math.min(end, fullBegin - 1) });
  if (fullBegin <= fullEnd) mask.fill(1, first + fullBegin, first + fullEnd + 1);
  softenRow({ mask, first, size }, border, { from: Math.max(fullBegin, fullEnd + 1), to: end });
};

const softenRow = ({ mask, first }: Row, border: RowBorder, { from, to }: { from: number; to: number }): void => {
  if (from > to) return;
  const { near, y, soft } = border;
  const count = edgesNear(border, from + 0.5, to + 0.5);
  for (let column = from; column <= to; column++)
    mask[first + column] = smoothStep(leastDistance(near, count, column + 0.5, y) / soft);
};

/** Those that are less than the soft band away somewhere between: few of the forty. Gives how many numbers they are. */
const edgesNear = ({ edges, near, y, soft }: RowBorder, from: number, to: number): number => {
  let count = 0;
  for (let i = 0; i < edges.length; i += 3) {
    const nx = edges[i] as number;
    const rest = (edges[i + 1] as number) * y + (edges[i + 2] as number);
    if (Math.min(nx * from, nx * to) + rest >= soft) continue;
    near[count++] = nx;
    near[count++] = edges[i + 1] as number;
    near[count++] = edges[i + 2] as number;
  }
  return count;
};

/** The x between which every edge is at least `depth` away; empty where `from` is past `to`. */
const spanWhere = (edges: Edges, y: number, depth: number): { from: number; to: number } => {
  let [from, to] = [-Infinity, Infinity];
  for (let i = 0; i < edges.length; i += 3) {
    const nx = edges[i] as number;
    const rest = depth - (edges[i + 1] as number) * y - (edges[i + 2] as number);
    if (Math.abs(nx) < 1e-9) {
      if (rest > 0) return { from: Infinity, to: -Infinity };
    } else if (nx > 0) from = Math.max(from, rest / nx);
    else to = Math.min(to, rest / nx);
  }
  return { from, to };
};

const leastDistance = (edges: Edges, count: number, x: number, y: number): number => {
  let least = Infinity;
  for (let i = 0; i < count; i += 3) {
    const distance = (edges[i] as number) * x + (edges[i + 1] as number) * y + (edges[i + 2] as number);
    if (distance < least) least = distance;
  }
  return least;
};

/** 0 below 0, 1 above 1, level at both ends. */
export const smoothStep = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));
