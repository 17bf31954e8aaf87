/**
 * Names the places of a target that are not answered, as a person would: "looks left beyond 30 degrees", "mouth open while
 * looking up". A place is a range on one axis or on two; the one with the greatest weight is taken, its faces are set
 * aside, and so on (box search by peeling off, as in PRIM: Friedman and Fisher 1999, but over all boxes, since cells are few).
 */
import type { CoverageAxis, CoverageRange } from '#core/contract/coverage.ts';
import { cellsOf, edgesOf } from './coverage-edges.ts';
import type { MeasureTable } from './coverage-table.ts';

/** A range of cells on an axis, both ends included. */
export interface CellRange {
  readonly axis: CoverageAxis;
  readonly from: number;
  readonly to: number;
}

export interface GapBox {
  readonly ranges: readonly CellRange[];
  /** Rows of the target inside. */
  readonly rows: readonly number[];
  /** Summed over the rows: how much of an answer is missing. */
  readonly missing: number;
}

export interface FindGaps {
  readonly target: MeasureTable;
  readonly drawn: MeasureTable;
  /** By face of the target, 0..1. */
  readonly answer: Float32Array;
  /** Ranges are on these. */
  readonly axes: readonly CoverageAxis[];
  /** Rows of the target that other gaps hold already. */
  readonly without?: ReadonlySet<number>;
}

const mostGaps = 6;

/** A gap has to cost this share of the target. */
const leastMissing = 0.005;

/** Each end of a range makes the sentence longer, so it has to win this share of the target. */
const costOfEnd = 0.01;

export const findGaps = ({ target, drawn, answer, axes, without = new Set() }: FindGaps): GapBox[] => {
  const total = target.ids.length;
  const cells = new Map(axes.map((axis) => [axis, concatenated(cellsOf(target, axis), cellsOf(drawn, axis))]));
  const weights = weightsOf(answer, drawn.ids.length);
  for (const row of without) weights[row] = taken;
  const gaps: GapBox[] = [];
  while (gaps.length < mostGaps) {
    const best = heaviestBox({ cells, weights, costOfEnd: costOfEnd * total });
    if (!best) break;
    const rows = rowsIn(cells, best.ranges, weights.subarray(0, total));
    const missing = rows.reduce((sum, row) => sum + 1 - (answer[row] as number), 0);
    if (missing < leastMissing * total) break;
    gaps.push({ ranges: best.ranges, rows, missing });
    for (const row of rows) weights[row] = taken;
  }
  return gaps.toSorted((left, right) => right.missing - left.missing);
};

/**
 * A box is worth naming when most of the target in it is missing, and when the drawn person is seldom there: faces that
 * are answered count against it, and so do those of the drawn person, by their share.
 */
const weightsOf = (answer: Float32Array, drawnCount: number): Float64Array => {
  const weights = new Float64Array(answer.length + drawnCount).fill(-answer.length / drawnCount, answer.length);
  answer.forEach((value, face) => {
    weights[face] = 1 - 2 * value;
  });
  return weights;
};

const concatenated = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

/** In the place of the weight of a face that a gap already holds. */
const taken = Number.NaN;

export const isInside = (
  cells: (axis: CoverageAxis) => Uint8Array,
  ranges: readonly CellRange[],
  row: number,
): boolean =>
  ranges.every(({ axis, from, to }) => {
    const cell = cells(axis)[row] as number;
    return cell >= from && cell <= to;
  });

/** Ends of the axis itself are left open, since values beyond them count in the outer cells. */
export const toRanges = (ranges: readonly CellRange[]): CoverageRange[] =>
  ranges.map(({ axis, from, to }) => {
    const edges = edgesOf(axis);
    const last = edges.length - 2;
    return {
      axis,
      from: from === 0 ? null : (edges[from] as number),
      to: to === last ? null : (edges[to + 1] as number),
    };
  });

type Cells = ReadonlyMap<CoverageAxis, Uint8Array>;

const rowsIn = (cells: Cells, ranges: readonly CellRange[], weights: Float64Array): number[] => {
  const rows: number[] = [];
  for (let row = 0; row < weights.length; row += 1) {
    if (Number.isNaN(weights[row])) continue;
    if (isInside((axis) => cells.get(axis) as Uint8Array, ranges, row)) rows.push(row);
  }
  return rows;
};

interface Weighed {
  readonly cells: Cells;
  readonly weights: Float64Array;
  readonly costOfEnd: number;
}

interface Box {
  readonly ranges: readonly CellRange[];
  readonly gain: number;
}

const heaviestBox = (weighed: Weighed): Box | undefined => {
  let best: Box | undefined;
  for (const pair of pairsOf([...weighed.cells.keys()])) {
    const box = heaviestOnTwo(weighed, pair);
    if (box.gain > (best?.gain ?? 0)) best = box;
  }
  return best;
};

type AxisPair = readonly [CoverageAxis, CoverageAxis | undefined];

const pairsOf = (axes: readonly CoverageAxis[]): AxisPair[] =>
  axes.length === 1
    ? [[axes[0] as CoverageAxis, undefined]]
    : axes.flatMap((axis, index) => axes.slice(index + 1).map((other): AxisPair => [axis, other]));

/** Every range on one axis by every range on the other, each summed in four look-ups (a summed-area table). */
const heaviestOnTwo = ({ cells, weights, costOfEnd: cost }: Weighed, [axis, other]: AxisPair): Box => {
  const [columns, rows] = [cellCount(axis), other ? cellCount(other) : 1];
  const column = cells.get(axis) as Uint8Array;
  const row = other ? (cells.get(other) as Uint8Array) : new Uint8Array(column.length);
  const sums = summedArea({ columns, rows, column, row, weights });
  const sumAt = (right: number, top: number) => sums[top * (columns + 1) + right] as number;
  let best = { gain: 0, across: [0, columns - 1], up: [0, rows - 1] };
  for (const [left, right] of rangesWithin(columns)) {
    const ends = endsOf(left, right, columns);
    for (const [bottom, top] of rangesWithin(rows)) {
      const sum = sumAt(right + 1, top + 1) - sumAt(left, top + 1) - sumAt(right + 1, bottom) + sumAt(left, bottom);
      const gain = sum - cost * (ends + endsOf(bottom, top, rows));
      if (gain > best.gain) best = { gain, across: [left, right], up: [bottom, top] };
    }
  }
  const ranges = [rangeOf(axis, best.across), ...(other ? [rangeOf(other, best.up)] : [])];
  return { gain: best.gain, ranges: ranges.filter(({ axis: of, from, to }) => endsOf(from, to, cellCount(of)) > 0) };
};

const rangeOf = (axis: CoverageAxis, [from, to]: readonly number[]): CellRange => ({
  axis,
  from: from as number,
  to: to as number,
});

const cellCount = (axis: CoverageAxis): number => edgesOf(axis).length - 1;

/** How many ends of a range have to be said: those of the axis go without saying. */
const endsOf = (from: number, to: number, count: number): number => (from > 0 ? 1 : 0) + (to < count - 1 ? 1 : 0);

const rangesWithin = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, from) =>
    Array.from({ length: count - from }, (_, length): [number, number] => [from, from + length]),
  ).flat();

interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly column: Uint8Array;
  readonly row: Uint8Array;
  readonly weights: Float64Array;
}

/** At (column, row): the sum of all weights left of and below it. */
const summedArea = ({ columns, rows, column, row, weights }: Grid): Float64Array => {
  const width = columns + 1;
  const sums = new Float64Array(width * (rows + 1));
  for (let face = 0; face < weights.length; face += 1) {
    const weight = weights[face] as number;
    if (Number.isNaN(weight)) continue;
    const place = ((row[face] as number) + 1) * width + (column[face] as number) + 1;
    sums[place] = (sums[place] as number) + weight;
  }
  for (let y = 1; y <= rows; y += 1) {
    for (let x = 1; x <= columns; x += 1) {
      const place = y * width + x;
      sums[place] =
        (sums[place] as number) +
        (sums[place - 1] as number) +
        (sums[place - width] as number) -
        (sums[place - width - 1] as number);
    }
  }
  return sums;
};
