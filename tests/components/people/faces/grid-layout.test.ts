import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellRows } from '#components/people/faces/grid/cell-rows.ts';
import {
  cornerOf,
  layOut,
  pageRows,
  placeAt,
  rowsInSight,
  topToShow,
} from '#components/people/faces/grid/grid-layout.ts';

const anyLayout = fc
  .record({
    widthPx: fc.integer({ min: 60, max: 4000 }),
    count: fc.integer({ min: 1, max: 200_000 }),
    wishedPx: fc.integer({ min: 40, max: 256 }),
  })
  .map((shape) => ({ ...shape, layout: layOut(shape) }));

describe('grid layout', () => {
  it('fills the width with squares of at least the size wished for', () => {
    fc.assert(
      fc.property(anyLayout, ({ layout, widthPx, wishedPx }) => {
        const usedPx = layout.columns * layout.pitchPx + layout.gapPx;
        expect(usedPx).toBeLessThanOrEqual(widthPx);
        expect(widthPx - usedPx).toBeLessThan(layout.columns);
        if (layout.columns > 1) expect(layout.sizePx).toBeGreaterThanOrEqual(wishedPx);
      }),
    );
  });

  it('finds every place again at its own middle', () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(), ({ layout }, seed) => {
        const place = seed % layout.count;
        const { leftPx, topPx } = cornerOf(layout, place);
        expect(placeAt(layout, { xPx: leftPx + layout.sizePx / 2, yPx: topPx + layout.sizePx / 2 })).toBe(place);
        expect(topPx + layout.sizePx).toBeLessThan(layout.heightPx);
      }),
    );
  });

  it('has in sight every row of which a pixel can be seen, and no other', () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(), fc.integer({ min: 100, max: 2000 }), ({ layout }, seed, heightPx) => {
        const topPx = seed % Math.max(1, layout.heightPx - heightPx);
        const { first, last } = rowsInSight(layout, { topPx, heightPx }, 0);
        const isSeen = (row: number) => {
          const top = layout.gapPx + row * layout.pitchPx;
          return top < topPx + heightPx && top + layout.pitchPx > topPx;
        };
        for (const row of [first - 1, first, last, last + 1])
          if (row >= 0 && row < layout.rowCount) expect([row, row >= first && row <= last]).toEqual([row, isSeen(row)]);
      }),
    );
  });

  it('scrolls no further than to show a face wholly', () => {
    const layout = layOut({ widthPx: 1000, count: 1000, wishedPx: 97 });
    expect(layout.pitchPx).toBe(110);
    expect(topToShow(layout, 0, { topPx: 500, heightPx: 400 })).toBe(0);
    expect(topToShow(layout, 45, { topPx: 400, heightPx: 400 })).toBe(400);
    expect(topToShow(layout, 99, { topPx: 0, heightPx: 400 })).toBe(11 * 110 + 110 + 3 - 400);
    expect(pageRows(layout, 400)).toBe(3);
  });

  it('shows nothing where there is nothing', () => {
    const layout = layOut({ widthPx: 1000, count: 0, wishedPx: 100 });
    expect(rowsInSight(layout, { topPx: 0, heightPx: 500 }, 2)).toEqual({ first: 0, last: -1 });
    expect(placeAt(layout, { xPx: 5, yPx: 5 })).toBeNull();
  });
});

describe('cells for screen readers', () => {
  it('are never so many that the grid reaches 400 elements, and always those of the focus', () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(), fc.nat(), ({ layout }, seed, focus) => {
        const topPx = seed % layout.heightPx;
        const seen = rowsInSight(layout, { topPx, heightPx: 2000 }, 0);
        const focusRow = focus % layout.rowCount;
        const rows = cellRows(layout, { ...seen, focusRow });
        expect(rows).toContain(focusRow);
        expect(rows).toEqual([...new Set(rows)].sort((left, right) => left - right));
        expect(rows.length * (layout.columns + 1)).toBeLessThanOrEqual(320);
      }),
    );
  });
});
