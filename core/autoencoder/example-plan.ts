/**
 * What will be done to a face to make an example of it: numbers drawn at random, nothing of the face itself. Sizes are
 * shares of the crop's side. Everything is drawn whether it is used or not, so that a switch turned off leaves the rest
 * of an example as it was.
 */
import type { Random } from './random.ts';

/** Figures of the first programs (faceswap 2018). */
export const standardMoves = {
  turnDegrees: 10,
  zoom: 0.05,
  shift: 0.05,
  flipChance: 0.4,
  /** Deviation of a point of the warped grid: 5 px of 256. */
  warp: 5 / 256,
} as const;

/** Cells a side of the warped grid, and its points. */
export const gridCells = 4;
export const gridPoints = (gridCells + 1) ** 2;

export interface ExamplePlan {
  readonly turnRadians: number;
  readonly scale: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly isMirrored: boolean;
  /** How far each point of the grid is moved, row by row: x, y. */
  readonly warp: Float64Array;
}

export const planExample = (random: Random): ExamplePlan => {
  const around = (spread: number): number => (random.uniform() * 2 - 1) * spread;
  return {
    turnRadians: (around(standardMoves.turnDegrees) * Math.PI) / 180,
    scale: 1 + around(standardMoves.zoom),
    shiftX: around(standardMoves.shift),
    shiftY: around(standardMoves.shift),
    isMirrored: random.uniform() < standardMoves.flipChance,
    warp: Float64Array.from({ length: 2 * gridPoints }, () => random.normal() * standardMoves.warp),
  };
};
