/**
 * Where the pixels of an example come from: a straight map for the target, a bent grid for the input. Turning, shifting
 * and bending are composed first and the face is read once, so nothing is blurred twice.
 */
import { networkShare } from '#core/geometry/align-face.ts';
import type { Affine } from './affine.ts';
import { composeAffines } from './affine.ts';
import type { ExamplePlan } from './example-plan.ts';
import { gridCells, gridPoints } from './example-plan.ts';

export interface ExampleGeometry {
  /** From the picture, whose side is 1, to shares of the crop. */
  readonly straight: Affine;
  /** Places in shares of the crop where the points of the grid over the picture lie, row by row: x, y. */
  readonly grid: Float64Array;
}

export const exampleGeometry = (plan: ExamplePlan): ExampleGeometry => {
  const moved = moveOf(plan);
  const grid = new Float64Array(2 * gridPoints);
  for (let index = 0; index < gridPoints; index += 1) {
    grid[2 * index] = margin + column(index) * networkShare + (plan.warp[2 * index] as number);
    grid[2 * index + 1] = margin + row(index) * networkShare + (plan.warp[2 * index + 1] as number);
  }
  const straight = composeAffines(nearestSimilarity(grid), moved);
  for (let index = 0; index < gridPoints; index += 1) {
    const [x, y] = [grid[2 * index] as number, grid[2 * index + 1] as number];
    grid[2 * index] = moved.xx * x + moved.xy * y + moved.x0;
    grid[2 * index + 1] = moved.yx * x + moved.yy * y + moved.y0;
  }
  return { straight, grid };
};

/** The trained region as it is. */
export const plainGeometry: Affine = {
  xx: networkShare,
  xy: 0,
  x0: (1 - networkShare) / 2,
  yx: 0,
  yy: networkShare,
  y0: (1 - networkShare) / 2,
};

const margin = (1 - networkShare) / 2;

/** Of a point of the grid, in 0..1. */
const column = (index: number): number => (index % (gridCells + 1)) / gridCells;
const row = (index: number): number => Math.floor(index / (gridCells + 1)) / gridCells;

/** Takes a place in the moved face to the place it came from. */
const moveOf = ({ turnRadians, scale, shiftX, shiftY, isMirrored }: ExamplePlan): Affine => {
  const [cos, sin] = [Math.cos(turnRadians) / scale, Math.sin(turnRadians) / scale];
  const way = isMirrored ? -1 : 1;
  const [x0, y0] = [(isMirrored ? 1 : 0) - 0.5 - shiftX, -0.5 - shiftY];
  return {
    xx: cos * way,
    xy: -sin,
    x0: cos * x0 - sin * y0 + 0.5,
    yx: sin * way,
    yy: cos,
    y0: sin * x0 + cos * y0 + 0.5,
  };
};

/**
 * The similarity nearest to the warp (Umeyama; in the plane it is linear): the target shows the face where the warped
 * one lies, without the warp.
 */
const nearestSimilarity = (grid: Float64Array): Affine => {
  let [meanX, meanY, along, across, spread] = [0, 0, 0, 0, 0];
  for (let index = 0; index < gridPoints; index += 1) {
    const [fromX, fromY] = [column(index) - 0.5, row(index) - 0.5];
    const [toX, toY] = [grid[2 * index] as number, grid[2 * index + 1] as number];
    meanX += toX / gridPoints;
    meanY += toY / gridPoints;
    along += fromX * toX + fromY * toY;
    across += fromX * toY - fromY * toX;
    spread += fromX * fromX + fromY * fromY;
  }
  const [a, b] = [along / spread, across / spread];
  return { xx: a, xy: -b, x0: meanX - 0.5 * (a - b), yx: b, yy: a, y0: meanY - 0.5 * (b + a) };
};
