'use client';
/** The virtual grid of crops: only rows in sight are in the page. It keeps the focus itself and names the active cell, as ARIA grids do. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { FaceRow } from '#core/contract/face.ts';
import { FaceTile } from './face-tile.tsx';
import type { Selection } from './selection.ts';

const gapPx = 4;
const paddingPx = 4;

interface Props {
  faces: readonly FaceRow[];
  selection: Selection;
  sizePx: number;
  onPick: (id: string, mode: 'only' | 'toggle' | 'range') => void;
  onColumns: (columns: number) => void;
  gridRef: RefObject<HTMLDivElement | null>;
}

export function FaceGrid({ faces, selection, sizePx, onPick, onColumns, gridRef }: Props) {
  const t = useTranslations('faces');
  const columns = useColumns(gridRef, sizePx);
  const rowCount = Math.ceil(faces.length / columns);
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => gridRef.current,
    estimateSize: () => sizePx + gapPx,
    overscan: 3,
    paddingStart: paddingPx,
    paddingEnd: paddingPx,
  });
  const focusIndex = selection.focus === null ? -1 : faces.findIndex((face) => face.id === selection.focus);
  useEffect(() => onColumns(columns), [columns, onColumns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size means measuring again
  useEffect(() => rows.measure(), [sizePx, rows]);
  useEffect(() => {
    if (focusIndex >= 0) rows.scrollToIndex(Math.floor(focusIndex / columns));
  }, [focusIndex, columns, rows]);
  const drag = useDragSelect(onPick);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows placed one by one
    <div
      ref={gridRef}
      role="grid"
      tabIndex={0}
      aria-label={t('grid')}
      aria-multiselectable
      aria-rowcount={rowCount}
      aria-colcount={columns}
      aria-activedescendant={focusIndex >= 0 ? `face-${selection.focus}` : undefined}
      className="group/grid min-h-0 flex-1 overflow-y-auto rounded-lg bg-stage outline-offset-[-2px] select-none"
      {...drag}
    >
      <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows placed one by one
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            tabIndex={-1}
            className="absolute top-0 flex"
            style={{ transform: `translateY(${row.start}px)`, gap: gapPx, left: paddingPx }}
          >
            {faces.slice(row.index * columns, (row.index + 1) * columns).map((face, column) => (
              <FaceTile
                key={face.id}
                face={face}
                column={column + 1}
                sizePx={sizePx}
                selected={selection.selected.has(face.id)}
                focused={face.id === selection.focus}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function useColumns(gridRef: RefObject<HTMLDivElement | null>, sizePx: number): number {
  const [widthPx, setWidthPx] = useState(0);
  useEffect(() => {
    const grid = gridRef.current;
    if (!grid) return;
    const observer = new ResizeObserver(() => setWidthPx(grid.clientWidth));
    observer.observe(grid);
    return () => observer.disconnect();
  }, [gridRef]);
  return Math.max(1, Math.floor((widthPx - 2 * paddingPx + gapPx) / (sizePx + gapPx)));
}

/** Pressing picks a face; dragging on with a mouse selects from there. A finger toggles when lifted, so that it can scroll as well. */
function useDragSelect(onPick: Props['onPick']) {
  const dragging = useRef(false);
  const faceAt = (event: PointerEvent): string | undefined =>
    event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-face]')?.dataset.face : undefined;
  return {
    onPointerDown: (event: PointerEvent) => {
      const id = faceAt(event);
      if (!id || event.button !== 0 || event.pointerType === 'touch') return;
      dragging.current = !(event.ctrlKey || event.metaKey);
      onPick(id, event.shiftKey ? 'range' : dragging.current ? 'only' : 'toggle');
    },
    onPointerOver: (event: PointerEvent) => {
      const id = faceAt(event);
      if (event.buttons !== 1) dragging.current = false;
      if (id && dragging.current && event.pointerType !== 'touch') onPick(id, 'range');
    },
    onPointerUp: () => {
      dragging.current = false;
    },
    onClick: (event: React.MouseEvent & { nativeEvent: MouseEvent & { pointerType?: string } }) => {
      const id =
        event.target instanceof HTMLElement
          ? event.target.closest<HTMLElement>('[data-face]')?.dataset.face
          : undefined;
      if (id && event.nativeEvent.pointerType === 'touch') onPick(id, 'toggle');
    },
  };
}
