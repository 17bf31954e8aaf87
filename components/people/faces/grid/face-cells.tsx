'use client';
/** What a screen reader finds where a picture is drawn: a cell with the face's state, time and likeness in words. */
import { useTranslations } from 'next-intl';
import { Fragment, memo, useMemo } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import type { FaceRow, FaceState } from '#core/contract/face.ts';
import { cornerOf, type GridLayout } from './grid-layout.ts';

export interface Cell {
  readonly id: string;
  readonly place: number;
  readonly row: FaceRow | undefined;
  readonly state: FaceState | undefined;
  readonly selected: boolean;
}

/** The id of the element, for `aria-activedescendant`. */
export const cellName = (faceId: string): string => `face-${faceId}`;

export function FaceCells({ layout, rows }: { layout: GridLayout; rows: readonly (readonly Cell[])[] }) {
  return rows.map((cells) => {
    const first = cells[0];
    if (!first) return <Fragment key="none" />;
    const row = Math.floor(first.place / layout.columns);
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows placed one by one
      <div key={row} role="row" aria-rowindex={row + 1} tabIndex={-1}>
        {cells.map((cell) => (
          <FaceCell key={cell.id} {...cell} layout={layout} />
        ))}
      </div>
    );
  });
}

const FaceCell = memo(function FaceCell({ id, place, row, state, selected, layout }: Cell & { layout: GridLayout }) {
  const t = useTranslations('faces');
  const units = useUnits();
  // Formatting is most of what a cell costs, and selecting all changes every cell in sight.
  const label = useMemo(
    () =>
      row && state
        ? t('tile', {
            state: t(`state.${state}`),
            time: units.clock(row.timeSeconds),
            likeness: units.number(row.likeness, 2),
          })
        : t('tileLoading'),
    [row, state, t, units],
  );
  const { leftPx, topPx } = cornerOf(layout, place);
  return (
    // biome-ignore lint/a11y/useSemanticElements: cells of a grid that is no table
    <div
      id={cellName(id)}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={(place % layout.columns) + 1}
      aria-selected={selected}
      aria-label={label}
      data-face={id}
      data-state={state}
      className="absolute"
      style={{ left: leftPx, top: topPx, width: layout.sizePx, height: layout.sizePx }}
    />
  );
});
