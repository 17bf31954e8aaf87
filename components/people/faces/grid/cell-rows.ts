/**
 * Which rows get cells for screen readers beside what is drawn: those in sight while the list rests, unless they are so many that the
 * page grows heavy; then those around the focus. The row of the focus always has its cells.
 */
import type { GridLayout } from './grid-layout.ts';

/** Together with rows and canvases the grid stays below 400 elements. */
const mostCells = 260;

export function cellRows(
  layout: GridLayout,
  { first, last, focusRow }: { first: number; last: number; focusRow: number | null },
): readonly number[] {
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  if (focusRow !== null && (focusRow < first || focusRow > last)) rows.push(focusRow);
  const near = focusRow ?? first;
  const byDistance = rows.toSorted((left, right) => Math.abs(left - near) - Math.abs(right - near));
  return byDistance
    .slice(0, Math.max(1, Math.floor(mostCells / layout.columns)))
    .toSorted((left, right) => left - right);
}
