/** Where an axis of the coverage is cut: round numbers, since people read them, as fine as differences that matter. */
import type { CoverageAxis } from '#core/contract/coverage.ts';
import type { MeasureTable } from './coverage-table.ts';

/** Values beyond the ends count in the outer cells. */
export const edgesOf = (axis: CoverageAxis): readonly number[] => axisEdges[axis];

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => Number((from + index * step).toFixed(4)));

const axisEdges: Readonly<Record<CoverageAxis, readonly number[]>> = {
  yaw: steps(-90, 90, 10),
  pitch: steps(-60, 60, 10),
  eyes: steps(0, 0.5, 0.05),
  mouth: steps(0, 1, 0.1),
  lightX: steps(-1, 1, 0.2),
  lightY: steps(-1, 1, 0.2),
  exposure: steps(0, 1, 0.1),
  // Half octaves.
  sizePx: [16, 22, 32, 45, 64, 90, 128, 180, 256, 362, 512, 724, 1024],
};

/** By face, the cell of an axis it lies in. */
export const cellsOf = ({ metrics, ids }: MeasureTable, axis: CoverageAxis, edges = edgesOf(axis)): Uint8Array => {
  const cells = new Uint8Array(ids.length);
  const values = metrics[axis];
  for (let face = 0; face < ids.length; face += 1) cells[face] = cellAt(edges, values[face] as number);
  return cells;
};

const cellAt = (edges: readonly number[], value: number): number => {
  let cell = 0;
  while (cell < edges.length - 2 && value >= (edges[cell + 1] as number)) cell += 1;
  return cell;
};

/** Shares of all faces by cell, 0..1. */
export const sharesByCell = (cells: Uint8Array | Uint16Array, cellCount: number): number[] => {
  const counts = new Array<number>(cellCount).fill(0);
  for (const cell of cells) counts[cell] = (counts[cell] as number) + 1;
  return counts.map((count) => (cells.length === 0 ? 0 : Number((count / cells.length).toFixed(5))));
};
