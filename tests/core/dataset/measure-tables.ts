/** Tables of made-up measures, for tests of what compares them. */
import { type FaceMetric, faceMetrics } from '#core/contract/face-query.ts';
import type { MeasureTable } from '#core/dataset/coverage-table.ts';

/** What a plain frontal face measures. */
const plain: Readonly<Record<FaceMetric, number>> = {
  likeness: 0.8,
  sharpness: 60,
  sizePx: 200,
  score: 0.95,
  exposure: 0.5,
  covered: 0,
  yaw: 1,
  pitch: 1,
  roll: 0,
  eyes: 0.3,
  mouth: 0.05,
  lightX: 0,
  lightY: 0.2,
};

export type Measures = Partial<Record<FaceMetric, number>>;

/** Row by row; what is left out is plain. Ids are `<name>0`, `<name>1`, ... */
export const tableOf = (name: string, rows: readonly Measures[]): MeasureTable => ({
  ids: rows.map((_, row) => `${name}${row}`),
  clipIds: rows.map((_, row) => `clip${row % 2}`),
  states: rows.map(() => 'kept'),
  twins: new Uint8Array(rows.length),
  metrics: Object.fromEntries(
    faceMetrics.map((metric) => [metric, Float32Array.from(rows, (row) => row[metric] ?? plain[metric])]),
  ) as Record<FaceMetric, Float32Array>,
});

export const times = (count: number, row: (index: number) => Measures): Measures[] =>
  Array.from({ length: count }, (_, index) => row(index));
