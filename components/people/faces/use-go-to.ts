'use client';
/** From the face in focus to what belongs to it, and from there back to all. */
import { type RefObject, useCallback } from 'react';
import type { RowStore } from './data/row-store.ts';
import { type FaceView, likeThese, onlyThese } from './face-view.ts';
import { type Selection, targets } from './selection.ts';

interface Options {
  view: FaceView;
  go: (view: FaceView) => void;
  rows: RowStore;
  selection: RefObject<Selection>;
}

export function useGoTo({ view, go, rows, selection }: Options) {
  return useCallback(
    (to: 'like' | 'track' | 'twins' | 'back') => {
      const row = selection.current.focus === null ? undefined : rows.peek(selection.current.focus);
      if (to === 'back') {
        if (view.clusterId || view.track || view.twinsOf) go({ ...view, clusterId: null, track: null, twinsOf: null });
      } else if (to === 'like') {
        const ids = targets(selection.current);
        if (ids.length > 0) go(likeThese(view, ids));
      } else if (row) {
        go(
          to === 'track'
            ? onlyThese({ track: { clipId: row.clipId, number: row.track } })
            : onlyThese({ twinsOf: row.twinOf ?? row.id }),
        );
      }
    },
    [view, go, rows, selection],
  );
}
