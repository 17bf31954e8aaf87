'use client';
/** Everything the review holds, wired together: the view, the list it shows, what is selected in it, and every command on it. */
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useNotify } from '#components/ui/use-notify.ts';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import { reviewApi } from './data/review-api.ts';
import { openRowStore } from './data/row-store.ts';
import { useFaceEdits } from './data/use-face-edits.ts';
import { useFaceList, useFaceSummary } from './data/use-face-list.ts';
import type { PanelPicture } from './panel/face-panel.tsx';
import { sizeRangePx } from './review-toolbar.tsx';
import { clear, countSelected, emptySelection, type PickMode, pick, selectAll } from './selection.ts';
import { useFaceKeys } from './use-face-keys.ts';
import { useFaceView } from './use-face-view.ts';
import { useGoTo } from './use-go-to.ts';
import { useParts } from './use-parts.ts';
import { useTriage } from './use-triage.ts';

export function useReview(personId: string) {
  const notify = useNotify();
  const grid = useRef<HTMLDivElement>(null);
  const asked = useSearchParams().get('face');
  const [rows] = useState(() => openRowStore(reviewApi.rows));
  const { view, adjust, go } = useFaceView();
  const edits = useFaceEdits({ personId, rows, onError: notify.failed });
  const { order, isPending, error } = useFaceList(personId, view, edits.layers);
  const summary = useFaceSummary(personId, view);
  const [selection, setSelection] = useState({ ...emptySelection, focus: asked, anchor: asked });
  const latest = useRef(selection);
  latest.current = selection;
  const [shape, setShape] = useState({ columns: 1, pageRows: 1 });
  const [sizePx, setSizePx] = useStoredNumber('understudy-face-size', 112);
  const [picture, setPicture] = useState<PanelPicture>('close');
  const parts = useParts();
  const triage = useTriage({ edits, view, order, selection: latest, setSelection });
  const goTo = useGoTo({ view, go, rows, selection: latest });
  const query = useMemo(() => ({ personId, ...view }), [personId, view]);

  const onPick = useCallback(
    (id: string, mode: PickMode) => setSelection((old) => pick(old, { id, order, mode })),
    [order],
  );
  const onTap = useCallback(
    (id: string) =>
      setSelection((old) =>
        countSelected(old) > 0 ? pick(old, { id, order, mode: 'toggle' }) : { ...old, focus: id, anchor: id },
      ),
    [order],
  );
  const onLayout = useCallback(
    (next: typeof shape) =>
      setShape((old) => (old.columns === next.columns && old.pageRows === next.pageRows ? old : next)),
    [],
  );
  const onSelectAll = () => setSelection((old) => selectAll(old, order));
  const onClear = () => setSelection(clear);
  useFaceKeys({
    setSelection,
    order,
    shape,
    grid,
    setState: triage.setState,
    turn: triage.turn,
    onEscape: () => (countSelected(selection) > 0 ? onClear() : goTo('back')),
    onGo: goTo,
    onShow: parts.toggle,
    onWatch: () => {
      setPicture('clip');
      if (!parts.shown.panel) parts.toggle('panel');
    },
    onSize: (way) =>
      setSizePx(Math.max(sizeRangePx.min, Math.min(sizeRangePx.max, sizePx + way * 2 * sizeRangePx.step))),
  });
  return {
    ...{ grid, rows, view, adjust, go, edits, order, isPending, error, summary, query },
    ...{ selection, setSelection, latest, onPick, onTap, onLayout, onSelectAll, onClear },
    ...{ sizePx, setSizePx, picture, setPicture, parts, triage },
  };
}

export type ReviewState = ReturnType<typeof useReview>;
