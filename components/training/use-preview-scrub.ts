'use client';
/** Which preview is in sight: the newest until one looks back, the one pointed at in a chart meanwhile, or one after another as a film. */
import { useEffect, useState } from 'react';
import { nearestIndex } from './nearest-index.ts';
import { useSettled } from './use-settled.ts';

/** A pointer on its way over a chart does not load every picture it passes. */
const pointDelayMs = 60;
const filmFrameMs = 120;

export interface PreviewScrub {
  readonly index: number;
  readonly newest: number;
  readonly follows: boolean;
  readonly playing: boolean;
  readonly show: (index: number) => void;
  readonly showNewest: () => void;
  readonly togglePlay: () => void;
}

export function usePreviewScrub(iterations: readonly number[], pointedAt: number | null): PreviewScrub {
  const [heldIteration, setHeldIteration] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const pointed = useSettled(pointedAt, pointDelayMs);
  const newest = iterations.length - 1;
  const held = heldIteration === null ? newest : nearestIndex(iterations, heldIteration);
  const hold = (next: number) => {
    const at = Math.min(newest, Math.max(0, next));
    setHeldIteration(at === newest ? null : (iterations[at] ?? null));
  };
  useEffect(() => {
    if (!playing) return;
    if (held >= newest) return setPlaying(false);
    const timer = setTimeout(() => hold(held + 1), filmFrameMs);
    return () => clearTimeout(timer);
  });
  const stopAnd = (change: () => void) => {
    setPlaying(false);
    change();
  };
  return {
    index: pointed === null || playing ? held : nearestIndex(iterations, pointed),
    newest,
    follows: heldIteration === null,
    playing,
    show: (next) => stopAnd(() => hold(next)),
    showNewest: () => stopAnd(() => setHeldIteration(null)),
    togglePlay: () => {
      // At its end a film begins again.
      if (!playing && held >= newest) setHeldIteration(iterations[0] ?? null);
      setPlaying(!playing);
    },
  };
}
