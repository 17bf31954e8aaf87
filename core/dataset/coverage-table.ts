/** Measures of many faces, column by column: a hundred thousand of them are read, compared and counted in one go. */
import type { FaceState } from '#core/contract/face.ts';
import { type FaceMetric, faceMetrics } from '#core/contract/face-query.ts';

export interface MeasureTable {
  readonly ids: readonly string[];
  readonly clipIds: readonly string[];
  readonly states: readonly FaceState[];
  /** 1 for a near-duplicate of a better face. */
  readonly twins: Uint8Array;
  readonly metrics: Readonly<Record<FaceMetric, Float32Array>>;
}

/** The rows of these numbers, in this order. */
export const pickRows = (table: MeasureTable, rows: readonly number[]): MeasureTable => ({
  ids: rows.map((row) => table.ids[row] as string),
  clipIds: rows.map((row) => table.clipIds[row] as string),
  states: rows.map((row) => table.states[row] as FaceState),
  twins: pickValues(table.twins, new Uint8Array(rows.length), rows),
  metrics: Object.fromEntries(
    faceMetrics.map((metric) => [metric, pickValues(table.metrics[metric], new Float32Array(rows.length), rows)]),
  ) as Record<FaceMetric, Float32Array>,
});

/** A plain loop: `from` with a function takes five times as long, and there are a million values. */
export const pickValues = <Values extends Uint8Array | Float32Array>(
  values: ArrayLike<number>,
  into: Values,
  rows: ArrayLike<number>,
): Values => {
  for (let index = 0; index < rows.length; index += 1) into[index] = values[rows[index] as number] as number;
  return into;
};

export const rowsWhere = (table: MeasureTable, holds: (row: number) => boolean): number[] => {
  const rows: number[] = [];
  for (let row = 0; row < table.ids.length; row += 1) if (holds(row)) rows.push(row);
  return rows;
};

/** `count` rows evenly spaced through the table, or all where there are fewer. Neighbours in a clip are much alike. */
export const spreadRows = (table: MeasureTable, count: number): MeasureTable => {
  const total = table.ids.length;
  if (total <= count) return table;
  return pickRows(
    table,
    Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * total) / count)),
  );
};

export const median = (values: Float32Array): number => values.toSorted()[values.length >> 1] ?? 0;
