/**
 * Points of a training in buckets for a chart. Widths are powers of two and buckets begin at multiples of them, so that two
 * neighbours make one of twice the width, and a point that comes later goes into the bucket it would have had from the start:
 * a page that adds what streams in holds the same as one that asks anew.
 */
import type { BucketValues, CurveBuckets, CurvePoint } from '#core/contract/curve.ts';
import { type CurveName, curveNames } from '#core/contract/curve.ts';
import { type CurveColumns, columnsOf, indexOfIteration } from './curve-columns.ts';

interface Range {
  readonly from?: number;
  readonly to?: number;
  readonly buckets: number;
}

/** The points of a range, both ends in it, in at most so many buckets. */
export const bucketCurve = (
  columns: CurveColumns,
  { from = 0, to = Number.POSITIVE_INFINITY, buckets }: Range,
): CurveBuckets => {
  const start = indexOfIteration(columns, from);
  const end = indexOfIteration(columns, to + 1);
  const made = emptyBuckets(widthFor(columns, { start, end, buckets }));
  for (let index = start; index < end; index += 1) addPoint(made, columns, index);
  return rounded(made);
};

/** What streams in goes on at the end; the buckets grow where there would be too many. The given ones stay as they are. */
export const withPoints = (buckets: CurveBuckets, points: readonly CurvePoint[], most: number): CurveBuckets => {
  const columns = columnsOf(points);
  let grown = copied(buckets);
  for (let index = 0; index < points.length; index += 1) addPoint(grown, columns, index);
  while (spanOf(grown) > most) grown = coarsened(grown);
  return grown;
};

export const emptyBuckets = (width: number): CurveBuckets => {
  const values = (): BucketValues => ({ least: [], greatest: [], mean: [], last: [] });
  return {
    width,
    iterations: [],
    trainedSeconds: [],
    counts: [],
    values: { a: values(), b: values(), learningRate: values(), imagesPerSecond: values(), waitingShare: values() },
  };
};

/** Each two neighbours of one bucket of twice the width made one. */
export const coarsened = (buckets: CurveBuckets): CurveBuckets => {
  const made = emptyBuckets(buckets.width * 2);
  for (const [index, iteration] of buckets.iterations.entries()) {
    const count = buckets.counts[index] as number;
    const at = place(made, iteration);
    const before = made.counts[at] ?? 0;
    made.iterations[at] = iteration;
    made.trainedSeconds[at] = buckets.trainedSeconds[index] as number;
    made.counts[at] = before + count;
    for (const name of curveNames) {
      const from = buckets.values[name];
      const part = {
        least: from.least[index] ?? null,
        greatest: from.greatest[index] ?? null,
        mean: from.mean[index] ?? null,
        last: from.last[index] ?? null,
      };
      merge(made.values[name], { at, before, count, part });
    }
  }
  return made;
};

/** Buckets from the first to the last, empty ones too. */
const spanOf = ({ iterations, width }: CurveBuckets): number =>
  bucketOf(iterations.at(-1) ?? 0, width) - bucketOf(iterations[0] ?? 0, width) + 1;

const bucketOf = (iteration: number, width: number): number => Math.floor(iteration / width);

const widthFor = (
  { iteration }: CurveColumns,
  { start, end, buckets }: { readonly start: number; readonly end: number; readonly buckets: number },
): number => {
  if (end <= start) return 1;
  const [first, last] = [iteration[start] as number, iteration[end - 1] as number];
  let width = 1;
  while (bucketOf(last, width) - bucketOf(first, width) + 1 > buckets) width *= 2;
  return width;
};

const addPoint = (buckets: CurveBuckets, columns: CurveColumns, index: number): void => {
  const iteration = columns.iteration[index] as number;
  const at = place(buckets, iteration);
  const before = buckets.counts[at] ?? 0;
  buckets.iterations[at] = iteration;
  buckets.trainedSeconds[at] = columns.trainedSeconds[index] as number;
  buckets.counts[at] = before + 1;
  for (const name of curveNames) addValue(buckets.values[name], { at, before, value: columns[name][index] as number });
};

/** Index of the last bucket where the iteration belongs to it, else of a new one. */
const place = ({ iterations, width }: CurveBuckets, iteration: number): number => {
  const last = iterations.at(-1);
  return last !== undefined && bucketOf(last, width) === bucketOf(iteration, width)
    ? iterations.length - 1
    : iterations.length;
};

const addValue = (
  values: BucketValues,
  { at, before, value }: { readonly at: number; readonly before: number; readonly value: number },
): void => {
  const known = Number.isNaN(value) ? null : value;
  merge(values, { at, before, count: 1, part: { least: known, greatest: known, mean: known, last: known } });
};

interface Merge {
  readonly at: number;
  /** Points in the bucket before, and in the part. */
  readonly before: number;
  readonly count: number;
  readonly part: Readonly<Record<keyof BucketValues, number | null>>;
}

const merge = (values: BucketValues, { at, before, count, part }: Merge): void => {
  const [least, greatest, mean] = [values.least[at], values.greatest[at], values.mean[at]];
  if (part.last === null || least == null || greatest == null || mean == null) {
    for (const key of ['least', 'greatest', 'mean', 'last'] as const)
      values[key][at] = part[key] ?? values[key][at] ?? null;
    return;
  }
  values.least[at] = Math.min(least, part.least as number);
  values.greatest[at] = Math.max(greatest, part.greatest as number);
  values.mean[at] = mean + (((part.mean as number) - mean) * count) / (before + count);
  values.last[at] = part.last;
};

const mapColumns = (
  buckets: CurveBuckets,
  change: (column: readonly (number | null)[]) => (number | null)[],
): CurveBuckets => {
  const values = ({ least, greatest, mean, last }: BucketValues): BucketValues => ({
    least: change(least),
    greatest: change(greatest),
    mean: change(mean),
    last: change(last),
  });
  return {
    width: buckets.width,
    iterations: [...buckets.iterations],
    trainedSeconds: [...buckets.trainedSeconds],
    counts: [...buckets.counts],
    values: Object.fromEntries(curveNames.map((name) => [name, values(buckets.values[name])])) as Record<
      CurveName,
      BucketValues
    >,
  };
};

const copied = (buckets: CurveBuckets): CurveBuckets => mapColumns(buckets, (column) => [...column]);

/** Points are kept as 32-bit floats: more digits than those have would only make the answer longer. */
const rounded = (buckets: CurveBuckets): CurveBuckets =>
  mapColumns(buckets, (column) => column.map((value) => (value === null ? null : Number(value.toPrecision(6)))));
