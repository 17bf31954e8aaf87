'use client';
/** Which iterations the charts of a run show, by pointer or by buttons. null = all, as far as it has come. */
import { useState } from 'react';
import type { IterationRange } from './use-runs.ts';

export interface ChartRangeControl {
  readonly range: IterationRange | null;
  readonly set: (range: IterationRange | null) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  /** By half of what is in sight; -1 = earlier, 1 = later. */
  readonly move: (direction: -1 | 1) => void;
}

/** Closer than this there is nothing more to see. */
const leastSpan = 16;

export function useChartRange(newest: number): ChartRangeControl {
  const [range, setRange] = useState<IterationRange | null>(null);
  const shown = range ?? { from: 0, to: newest };
  const span = shown.to - shown.from;
  const set = (next: IterationRange | null) => setRange(next === null ? null : clamped(next, newest));
  return {
    range,
    set,
    // Towards the newest: what happens now is what one wants to see closely.
    zoomIn: () => span > leastSpan && set({ from: Math.round(shown.to - span / 2), to: shown.to }),
    zoomOut: () =>
      span * 2 >= newest
        ? set(null)
        : set({ from: shown.from - Math.round(span / 2), to: shown.to + Math.round(span / 2) }),
    move: (direction) => {
      const step = Math.max(1, Math.round(span / 2)) * direction;
      set({ from: shown.from + step, to: shown.to + step });
    },
  };
}

/** Inside the run, as wide as it was. */
export const clamped = ({ from, to }: IterationRange, newest: number): IterationRange | null => {
  const span = to - from;
  if (span >= newest) return null;
  const start = Math.max(0, Math.min(from, newest - span));
  return { from: start, to: start + span };
};
