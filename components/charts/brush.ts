/** A range on a histogram: from where to where, either side open, moved in steps. Plain numbers, no drawing. */
import type { FaceHistogram, MetricRange } from '#core/contract/face-query.ts';

export type Side = 'from' | 'to';

/** Share of the width, 0..1, that a value lies at. */
export const shareOf = ({ from, to }: FaceHistogram, value: number): number =>
  to > from ? Math.max(0, Math.min(1, (value - from) / (to - from))) : 0;

export const valueAt = ({ from, to }: FaceHistogram, share: number): number =>
  from + Math.max(0, Math.min(1, share)) * (to - from);

/** Where the handles stand: an open side stands at the end. */
export const edgesOf = (histogram: FaceHistogram, [from, to]: MetricRange): [number, number] => [
  from ?? histogram.from,
  to ?? histogram.to,
];

/** The range between two points, in either order; one that reaches an end is open there. */
export function rangeBetween(histogram: FaceHistogram, one: number, other: number): MetricRange {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  return [from <= histogram.from ? null : round(histogram, from), to >= histogram.to ? null : round(histogram, to)];
}

/** One handle moved to a value; it stops at the other. */
export function withSide(
  histogram: FaceHistogram,
  range: MetricRange,
  { side, value }: { side: Side; value: number },
): MetricRange {
  const [from, to] = edgesOf(histogram, range);
  return side === 'from'
    ? rangeBetween(histogram, Math.min(value, to), to)
    : rangeBetween(histogram, from, Math.max(value, from));
}

/** The whole range pushed along, as far as it stays within. */
export function pushed(histogram: FaceHistogram, range: MetricRange, by: number): MetricRange {
  const [from, to] = edgesOf(histogram, range);
  const held = Math.max(histogram.from - from, Math.min(histogram.to - to, by));
  return rangeBetween(histogram, from + held, to + held);
}

/** What an arrow key moves a handle by. */
export const stepOf = ({ from, to, counts }: FaceHistogram): number => (to - from) / Math.max(1, counts.length);

/** Height of each bar, 0..1. The square root lifts the rare ones, which is where the faces to look at are. */
export function barHeights({ counts }: FaceHistogram): number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) => Math.sqrt(count / most));
}

/** No finer than a hundredth of a bar, in as few digits as say that: the address stays readable. */
function round(histogram: FaceHistogram, value: number): number {
  const grain = stepOf(histogram) / 100;
  if (grain <= 0) return value;
  const digits = Math.max(0, Math.min(12, Math.ceil(-Math.log10(grain))));
  return Number(value.toFixed(digits));
}
