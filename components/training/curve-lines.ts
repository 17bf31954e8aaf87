/** What a chart draws of a run's curve: the smoothed line in front of the range of its buckets, and stretches that were left. */
import type { ChartLine } from '#components/charts/line-chart.tsx';
import type { Curve, CurveBuckets, CurveName } from '#core/contract/curve.ts';
import { freshState, type SmoothState, smooth } from './smoothing.ts';

export interface ChartData {
  readonly x: readonly number[];
  readonly lines: readonly ChartLine[];
}

export interface CurveLook {
  readonly name: CurveName;
  readonly label: string;
  readonly token: string;
}

interface Drawn {
  /** Of the whole run. */
  readonly curve: Curve;
  /** A range of it, finely. */
  readonly part: Curve | null;
  readonly looks: readonly CurveLook[];
  /** 0 = as measured. */
  readonly smoothing: number;
}

export const curveLines = ({ curve, part, looks, smoothing }: Drawn): ChartData => {
  const { buckets, left } = part ?? curve;
  const charts = [
    { x: buckets.iterations, lines: looks.flatMap((look) => frontLines(curve.buckets, { buckets, look, smoothing })) },
    ...left.map((stretch) => ({ x: stretch.iterations, lines: looks.map((look) => leftLine(stretch, look)) })),
  ];
  return charts.length === 1 ? (charts[0] as ChartData) : joined(charts);
};

/** One chart of several that have each an x of its own: where a line has no point, it has null. */
export const joined = (charts: readonly ChartData[]): ChartData => {
  const x = [...new Set(charts.flatMap((chart) => chart.x))].sort((first, second) => first - second);
  const place = new Map(x.map((value, index) => [value, index]));
  const lines = charts.flatMap((chart) =>
    chart.lines.map((line) => {
      const values = new Array<number | null>(x.length).fill(null);
      for (const [index, value] of line.values.entries()) values[place.get(chart.x[index] as number) as number] = value;
      return { ...line, values };
    }),
  );
  return { x, lines };
};

const frontLines = (
  whole: CurveBuckets,
  {
    buckets,
    look,
    smoothing,
  }: { readonly buckets: CurveBuckets; readonly look: CurveLook; readonly smoothing: number },
): ChartLine[] => {
  const { label, token, name } = look;
  const { least, greatest, mean } = buckets.values[name];
  const { values } = smooth(
    { means: mean, counts: buckets.counts },
    smoothing,
    stateBefore(whole, look, buckets, smoothing),
  );
  return [
    { label: `${label} least`, token, values: least, faint: true },
    { label: `${label} greatest`, token, values: greatest, faint: true, filled: true },
    { label, token, values },
  ];
};

/** A range does not begin smoothing anew: what came before it counts, as it did in the whole. */
const stateBefore = (
  whole: CurveBuckets,
  { name }: CurveLook,
  buckets: CurveBuckets,
  smoothing: number,
): SmoothState => {
  const first = buckets.iterations[0];
  if (buckets === whole || first === undefined) return freshState;
  const end = whole.iterations.findIndex((iteration) => iteration >= first);
  const before = { means: whole.values[name].mean.slice(0, end), counts: whole.counts.slice(0, end) };
  return smooth(before, smoothing).state;
};

const leftLine = (stretch: CurveBuckets, { name, label, token }: CurveLook): ChartLine => ({
  label: `${label} left`,
  token,
  values: stretch.values[name].mean,
  faint: true,
  dashed: true,
});
