/** Where faces lie in the grid: squares of one size in reading order, so every question is arithmetic. All lengths are CSS px. */
export interface GridLayout {
  readonly count: number;
  readonly columns: number;
  readonly rowCount: number;
  /** Side of a picture. */
  readonly sizePx: number;
  readonly gapPx: number;
  /** From one row or column to the next. */
  readonly pitchPx: number;
  readonly heightPx: number;
}

interface Sight {
  readonly topPx: number;
  readonly heightPx: number;
}

const gapPx = 3;

/** Pictures are at least `wishedPx`, and as much larger as fills the width. */
export function layOut({ widthPx, count, wishedPx }: { widthPx: number; count: number; wishedPx: number }): GridLayout {
  const columns = Math.max(1, Math.floor((widthPx - gapPx) / (wishedPx + gapPx)));
  const sizePx = Math.max(1, Math.floor((widthPx - gapPx) / columns) - gapPx);
  const pitchPx = sizePx + gapPx;
  const rowCount = Math.ceil(count / columns);
  return { count, columns, rowCount, sizePx, gapPx, pitchPx, heightPx: rowCount * pitchPx + gapPx };
}

/** First and last row that can be seen, `spare` more on either side; nothing when there are no rows. */
export function rowsInSight(
  layout: GridLayout,
  { topPx, heightPx }: Sight,
  spare: number,
): { first: number; last: number } {
  const first = Math.floor((topPx - layout.gapPx) / layout.pitchPx) - spare;
  const last = Math.floor((topPx + heightPx - 1 - layout.gapPx) / layout.pitchPx) + spare;
  return { first: Math.max(0, first), last: Math.min(layout.rowCount - 1, last) };
}

/** The place at a point of the content; the gaps belong to the picture before them, what is outside to the nearest. */
export function placeAt(layout: GridLayout, { xPx, yPx }: { xPx: number; yPx: number }): number | null {
  if (layout.count === 0) return null;
  const column = clamp(Math.floor((xPx - layout.gapPx) / layout.pitchPx), layout.columns - 1);
  const row = clamp(Math.floor((yPx - layout.gapPx) / layout.pitchPx), layout.rowCount - 1);
  return Math.min(layout.count - 1, row * layout.columns + column);
}

export const cornerOf = (layout: GridLayout, place: number): { leftPx: number; topPx: number } => ({
  leftPx: layout.gapPx + (place % layout.columns) * layout.pitchPx,
  topPx: layout.gapPx + Math.floor(place / layout.columns) * layout.pitchPx,
});

/** How far to scroll so that a place is wholly in sight: as little as possible. */
export function topToShow(layout: GridLayout, place: number, { topPx, heightPx }: Sight): number {
  const top = cornerOf(layout, place).topPx - layout.gapPx;
  const bottom = top + layout.pitchPx + layout.gapPx;
  if (top < topPx) return top;
  return bottom > topPx + heightPx ? bottom - heightPx : topPx;
}

/** Rows that fit on one screen: what Page Up and Page Down move by. */
export const pageRows = (layout: GridLayout, heightPx: number): number =>
  Math.max(1, Math.floor(heightPx / layout.pitchPx));

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
