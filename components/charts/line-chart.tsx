'use client';
/** Lines over a number, drawn by uPlot: the only file that knows it. Colours are token names, read anew when the theme changes. */
import 'uplot/dist/uPlot.min.css';
import { useTheme } from 'next-themes';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

export interface ChartLine {
  readonly label: string;
  /** A CSS variable of the tokens, such as `--side-a`. */
  readonly token: string;
  readonly values: readonly (number | null)[];
  /** Stands behind the others: raw values, or a stretch that was left. */
  readonly faint?: boolean;
  /** The space down to the line before it is filled: the range between least and greatest. */
  readonly filled?: boolean;
  readonly dashed?: boolean;
  /** Few and far between: with a dot each. */
  readonly dots?: boolean;
}

export interface ChartRange {
  readonly from: number;
  readonly to: number;
}

interface Props {
  /** Ascending. */
  x: readonly number[];
  lines: readonly ChartLine[];
  logarithmic: boolean;
  heightPx: number;
  label: string;
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  /** What of x is shown; all of it where none is given. */
  range?: ChartRange | null;
  /** A vertical line, where the page shows something of this x. */
  markAt?: number | null;
  /** Charts of one name show the pointer of each other. */
  syncName?: string;
  /** x under the pointer; null when it leaves. */
  onHover?: (x: number | null) => void;
  /** A range was drawn with the pointer; null by a double click. */
  onRange?: (range: ChartRange | null) => void;
}

export function LineChart(props: Props) {
  const { x, lines, logarithmic, heightPx, label, range, markAt = null } = props;
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { resolvedTheme } = useTheme();
  const data: uPlot.AlignedData = [x as number[], ...lines.map((line) => line.values as (number | null)[])];
  const latest = useRef({ ...props, data });
  latest.current = { ...props, data };
  const shape = lines.map(({ values, ...look }) => JSON.stringify(look)).join('|');

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew only where the look changes; data and size are set below
  useEffect(() => {
    const target = holder.current;
    if (!target) return;
    const chart = new uPlot(
      options(target, () => latest.current),
      latest.current.data,
      target,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: target.clientWidth, height: heightPx }));
    observer.observe(target);
    return () => {
      observer.disconnect();
      // One that is replaced under the pointer would never hear that it leaves, nor tell the charts beside it.
      chart.over.dispatchEvent(new MouseEvent('mouseleave'));
      chart.destroy();
      plot.current = null;
    };
  }, [resolvedTheme, logarithmic, heightPx, shape, props.syncName]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: x and lines are the data
  useEffect(() => plot.current?.setData(data), [x, lines, range?.from, range?.to]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is read while drawing
  useEffect(() => plot.current?.redraw(false), [markAt]);

  return <div ref={holder} role="img" aria-label={label} className="w-full min-w-0" style={{ height: heightPx }} />;
}

type Latest = () => Props & { readonly data: uPlot.AlignedData };

function options(target: HTMLElement, latest: Latest): uPlot.Options {
  const { lines, logarithmic, heightPx, syncName } = latest();
  const style = getComputedStyle(document.documentElement);
  const color = (token: string) => style.getPropertyValue(token).trim();
  const axis: uPlot.Axis = {
    stroke: color('--ink-3'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
  return {
    width: target.clientWidth,
    height: heightPx,
    padding: [8, 24, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: latest().onRange !== undefined, y: false, setScale: false },
      points: { show: false },
      bind: { dblclick: () => () => showAll(latest) },
      ...(syncName && { sync: { key: syncName, setSeries: false } }),
    },
    scales: {
      x: { time: false, range: (_, min, max) => shownRange(latest().range, min, max) },
      y: logarithmic ? { distr: 3, range: snappedLogRange } : { range: fromZero },
    },
    axes: [
      { ...axis, values: (_, splits) => splits.map(latest().formatX), space: 80, size: 28 },
      {
        ...axis,
        values: (_, splits) => splits.map((value) => (value === null ? '' : latest().formatY(value))),
        size: 56,
      },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, color))],
    bands: lines.flatMap(({ filled, token }, index) =>
      filled ? [{ series: [index + 1, index] as [number, number], fill: paler(color(token), 14) }] : [],
    ),
    hooks: {
      setCursor: [(chart) => latest().onHover?.(hovered(chart))],
      setSelect: [(chart) => takeSelection(chart, latest)],
      draw: [(chart) => drawMark(chart, latest().markAt ?? null, color('--ink-2'))],
    },
  };
}

const paler = (color: string, percent: number): string => `color-mix(in oklab, ${color} ${percent}%, transparent)`;

const seriesOf = (
  { label, token, faint, dashed, dots }: ChartLine,
  color: (token: string) => string,
): uPlot.Series => ({
  label,
  stroke: faint ? paler(color(token), 28) : color(token),
  width: faint ? 1 : 1.75,
  spanGaps: true,
  ...(dashed && { dash: [5, 4] }),
  points: { show: dots ?? false, size: 5, fill: color(token) },
});

const hovered = (chart: uPlot): number | null =>
  chart.cursor.idx == null || chart.cursor.left == null || chart.cursor.left < 0
    ? null
    : (chart.data[0][chart.cursor.idx] ?? null);

const showAll = (latest: Latest): null => {
  latest().onRange?.(null);
  return null;
};

/** Less than this is a click, not a range. */
const leastDragPx = 6;

const takeSelection = (chart: uPlot, latest: Latest): void => {
  const { left, width } = chart.select;
  if (width < leastDragPx) return;
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  const at = (px: number) => Math.round(chart.posToVal(px, 'x'));
  const range = { from: at(left), to: at(left + width) };
  if (range.to > range.from) latest().onRange?.(range);
};

const drawMark = (chart: uPlot, at: number | null, color: string): void => {
  const { min, max } = chart.scales.x ?? {};
  if (at === null || min == null || max == null || at < min || at > max) return;
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(at, 'x', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
};

/** One point alone would have no width. */
const shownRange = (range: ChartRange | null | undefined, min: number, max: number): uPlot.Range.MinMax => {
  if (range) return [range.from, range.to];
  return min < max ? [min, max] : [min - 1, max + 1];
};

/** Whole decades: a free range on a log axis can keep uPlot splitting it for ever. */
const snappedLogRange: uPlot.Scale.Range = (_, min, max) =>
  min > 0 && max > 0 ? uPlot.rangeLog(min, max, 10, true) : [0.001, 1];

const fromZero: uPlot.Scale.Range = (_, _min, max) => uPlot.rangeNum(0, max > 0 ? max : 1, 0.1, true);
