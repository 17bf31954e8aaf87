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
  /** The raw values behind a smoothed line. */
  readonly faint?: boolean;
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
  /** x under the pointer; null when it leaves. */
  onHover?: (x: number | null) => void;
}

export function LineChart({ x, lines, logarithmic, heightPx, label, formatX, formatY, onHover }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { resolvedTheme } = useTheme();
  const data: uPlot.AlignedData = [x as number[], ...lines.map((line) => line.values as (number | null)[])];
  const latest = useRef({ data, onHover });
  latest.current = { data, onHover };
  const shape = lines.map((line) => `${line.label} ${line.token} ${line.faint}`).join('|');

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew only where the look changes; data and size are set below
  useEffect(() => {
    const target = holder.current;
    if (!target) return;
    const chart = new uPlot(
      options({
        target,
        lines,
        logarithmic,
        heightPx,
        formatX,
        formatY,
        onHover: (at) => latest.current.onHover?.(at),
      }),
      latest.current.data,
      target,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: target.clientWidth, height: heightPx }));
    observer.observe(target);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [resolvedTheme, logarithmic, heightPx, shape]);

  useEffect(() => plot.current?.setData(data));

  return <div ref={holder} role="img" aria-label={label} className="w-full min-w-0" style={{ height: heightPx }} />;
}

interface Look extends Omit<Props, 'x' | 'label'> {
  target: HTMLElement;
  onHover: (x: number | null) => void;
}

function options({ target, lines, logarithmic, heightPx, formatX, formatY, onHover }: Look): uPlot.Options {
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
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, y: logarithmic ? { distr: 3, range: snappedLogRange } : { range: fromZero } },
    axes: [
      { ...axis, values: (_, splits) => splits.map(formatX), space: 80, size: 28 },
      { ...axis, values: (_, splits) => splits.map((value) => (value === null ? '' : formatY(value))), size: 56 },
    ],
    series: [
      {},
      ...lines.map(({ label, token, faint }) => ({
        label,
        stroke: faint ? `color-mix(in oklab, ${color(token)} 28%, transparent)` : color(token),
        width: faint ? 1 : 1.75,
        points: { show: false },
      })),
    ],
    hooks: {
      setCursor: [(chart) => onHover(chart.cursor.idx == null ? null : (chart.data[0][chart.cursor.idx] ?? null))],
    },
  };
}

/** Whole decades: a free range on a log axis can keep uPlot splitting it for ever. */
const snappedLogRange: uPlot.Scale.Range = (_, min, max) =>
  min > 0 && max > 0 ? uPlot.rangeLog(min, max, 10, true) : [0.001, 1];

const fromZero: uPlot.Scale.Range = (_, _min, max) => uPlot.rangeNum(0, max > 0 ? max : 1, 0.1, true);
