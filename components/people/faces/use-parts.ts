'use client';
/** Which parts of the review stand open beside the grid: remembered where there is room, shut at first where they would cover it. */
import { useCallback, useState } from 'react';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import { useWide } from './use-wide.ts';

export const parts = ['filters', 'clusters', 'panel'] as const;
export type Part = (typeof parts)[number];

const bits: Record<Part, number> = { filters: 1, clusters: 2, panel: 4 };
const all = 7;

export function useParts() {
  const wide = useWide();
  const [stored, store] = useStoredNumber('understudy-review-parts', all);
  const [over, setOver] = useState(0);
  const open = wide ? stored : over;
  const toggle = useCallback(
    (part: Part) => {
      if (wide) store(stored ^ bits[part]);
      else setOver((old) => old ^ bits[part]);
    },
    [wide, stored, store],
  );
  const shown: Record<Part, boolean> = {
    filters: (open & bits.filters) > 0,
    clusters: (open & bits.clusters) > 0,
    panel: (open & bits.panel) > 0,
  };
  return { wide, shown, toggle };
}
