'use client';
import { useTranslations } from 'next-intl';
/**
 * The grid of faces: drawn row by row on canvases, with one focus that it keeps itself and cells for screen readers, as ARIA grids have.
 */
import { useTheme } from 'next-themes';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { RowStore } from '#components/people/faces/data/row-store.ts';
import { isSelected, type Order, type PickMode, type Selection } from '#components/people/faces/selection.ts';
import type { FaceState } from '#core/contract/face.ts';
import { cellRows } from './cell-rows.ts';
import { type Cell, cellName, FaceCells } from './face-cells.tsx';
import { type FaceStage, openFaceStage } from './face-stage.ts';
import { cornerOf, type GridLayout, layOut, pageRows, rowsInSight, topToShow } from './grid-layout.ts';
import { useGridPointer } from './use-grid-pointer.ts';

interface Props {
  order: Order;
  selection: Selection;
  rows: RowStore;
  /** A state that was changed here and not yet on the server. */
  stateThrough: (id: string) => FaceState | undefined;
  /** Pictures are at least so large. */
  wishedPx: number;
  onPick: (id: string, mode: PickMode) => void;
  onTap: (id: string) => void;
  onLayout: (shape: { columns: number; pageRows: number }) => void;
  gridRef: RefObject<HTMLDivElement | null>;
}

export function FaceGrid(props: Props) {
  const { order, selection, rows, stateThrough, wishedPx, onPick, onTap, onLayout, gridRef } = props;
  const t = useTranslations('faces');
  const content = useRef<HTMLDivElement>(null);
  const stage = useRef<FaceStage | null>(null);
  const [layout, setLayout] = useState<GridLayout>(() => layOut({ widthPx: 1, count: 0, wishedPx: 1 }));
  const [seen, setSeen] = useState({ first: 0, last: -1 });
  useRowNews(rows);

  const onRest = useCallback(
    (next: GridLayout) => {
      const scroller = gridRef.current;
      if (!scroller) return;
      setLayout(next);
      setSeen(rowsInSight(next, { topPx: scroller.scrollTop, heightPx: scroller.clientHeight }, 0));
      onLayout({ columns: next.columns, pageRows: pageRows(next, scroller.clientHeight) });
    },
    [gridRef, onLayout],
  );
  useLayoutEffect(() => {
    if (!gridRef.current || !content.current) return;
    const opened = openFaceStage({ scroller: gridRef.current, content: content.current, rows, onRest });
    stage.current = opened;
    return () => {
      stage.current = null;
      opened.close();
    };
  }, [gridRef, rows, onRest]);
  useLayoutEffect(
    () => stage.current?.update({ order, selection, stateThrough, wishedPx }),
    [order, selection, stateThrough, wishedPx],
  );
  const { resolvedTheme } = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme, other colours
  useEffect(() => stage.current?.recolor(), [resolvedTheme]);

  const focusPlace = selection.focus === null ? -1 : order.indexOf(selection.focus);
  const byPointer = useRef(false);
  useScrollToFocus({ gridRef, stage, focusPlace, byPointer });
  const pointer = useGridPointer({
    scroller: gridRef,
    layout: () => stage.current?.layout() ?? layout,
    onPick: (place, mode) => {
      byPointer.current = true;
      const id = order[place];
      if (id !== undefined) onPick(id, mode);
    },
    onTap: (place) => {
      byPointer.current = true;
      const id = order[place];
      if (id !== undefined) onTap(id);
    },
  });

  const cells = cellsOf({ ...props, layout, seen, focusPlace });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows placed one by one
    <div
      ref={gridRef}
      role="grid"
      tabIndex={0}
      aria-label={t('grid')}
      aria-multiselectable
      aria-rowcount={layout.rowCount}
      aria-colcount={layout.columns}
      aria-activedescendant={focusPlace >= 0 && selection.focus !== null ? cellName(selection.focus) : undefined}
      className="group/grid relative min-h-0 flex-1 overflow-x-hidden overflow-y-scroll rounded-md bg-stage outline-offset-[-2px] select-none"
      {...pointer}
    >
      <div role="presentation" ref={content} className="absolute top-0 left-0 w-full" />
      <FaceCells layout={layout} rows={cells} />
      {focusPlace >= 0 && <FocusRing layout={layout} place={focusPlace} />}
    </div>
  );
}

function FocusRing({ layout, place }: { layout: GridLayout; place: number }) {
  const { leftPx, topPx } = cornerOf(layout, place);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute outline-2 outline-ink-3 group-focus/grid:outline-3 group-focus/grid:outline-ink"
      style={{ left: leftPx, top: topPx, width: layout.sizePx, height: layout.sizePx }}
    />
  );
}

function cellsOf({
  order,
  selection,
  rows,
  stateThrough,
  layout,
  seen,
  focusPlace,
}: Props & { layout: GridLayout; seen: { first: number; last: number }; focusPlace: number }): Cell[][] {
  const focusRow = focusPlace < 0 ? null : Math.floor(focusPlace / layout.columns);
  return cellRows(layout, { ...seen, focusRow }).map((line) =>
    order.slice(line * layout.columns, (line + 1) * layout.columns).map((id, column) => {
      const [place, row] = [line * layout.columns + column, rows.get(id)];
      return { id, place, row, state: stateThrough(id) ?? row?.state, selected: isSelected(selection, order, place) };
    }),
  );
}

/** Renders anew when rows have come. */
function useRowNews(rows: RowStore): void {
  const [, bump] = useReducer((count: number) => count + 1, 0);
  useEffect(() => rows.subscribe(bump), [rows]);
}

/** Keys lead the eye: the grid follows the focus. What a pointer pressed is in sight already and must not jump away under it. */
function useScrollToFocus({
  gridRef,
  stage,
  focusPlace,
  byPointer,
}: {
  gridRef: RefObject<HTMLDivElement | null>;
  stage: RefObject<FaceStage | null>;
  focusPlace: number;
  byPointer: RefObject<boolean>;
}): void {
  useEffect(() => {
    const [scroller, layout] = [gridRef.current, stage.current?.layout()];
    const skip = byPointer.current;
    byPointer.current = false;
    if (!scroller || !layout || focusPlace < 0 || skip) return;
    const sight = { topPx: scroller.scrollTop, heightPx: scroller.clientHeight };
    const top = topToShow(layout, focusPlace, sight);
    if (top !== sight.topPx) scroller.scrollTop = top;
  }, [focusPlace, gridRef, stage, byPointer]);
}
