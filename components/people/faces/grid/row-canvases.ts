/**
 * The rows in sight, each one canvas that the browser scrolls by itself; only rows that come into sight are drawn. A page of faces
 * is so some thirty elements at any size of pictures. Canvases that went out of sight are used again.
 */
import type { GridLayout } from './grid-layout.ts';

export interface RowCanvases {
  /** Shows these rows and no others; a new layout draws all anew. */
  show: (layout: GridLayout, rows: { first: number; last: number }) => void;
  /** Draws places anew with the next frame. */
  redraw: (places: Iterable<number>) => void;
  redrawAll: () => void;
  close: () => void;
}

/** Draws the face at a place; x and size are in pixels of the canvas. */
export type DrawPlace = (
  context: CanvasRenderingContext2D,
  place: number,
  at: { x: number; y: number; size: number },
) => void;

interface Row {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
}

export function openRowCanvases(holder: HTMLElement, draw: DrawPlace): RowCanvases {
  const shown = new Map<number, Row>();
  const spare: Row[] = [];
  const dirty = new Set<number>();
  let layout: GridLayout | null = null;
  let frame = 0;

  const paint = (place: number) => {
    if (!layout || place >= layout.count) return;
    const row = shown.get(Math.floor(place / layout.columns));
    const x = (layout.gapPx + (place % layout.columns) * layout.pitchPx) * devicePixelRatio;
    if (row) draw(row.context, place, { x: Math.round(x), y: 0, size: row.canvas.height });
  };
  const paintRow = (row: number) => {
    if (!layout) return;
    for (let column = 0; column < layout.columns; column += 1) paint(row * layout.columns + column);
  };
  const paintDirty = () => {
    frame = 0;
    for (const place of dirty) paint(place);
    dirty.clear();
  };
  const hide = (row: number, { canvas, context }: Row) => {
    shown.delete(row);
    canvas.style.visibility = 'hidden';
    spare.push({ canvas, context });
  };
  const place = (row: number, at: GridLayout) => {
    const made = spare.pop() ?? makeRow(holder);
    fitRow(made, holder, at);
    made.canvas.style.visibility = '';
    made.canvas.style.transform = `translateY(${at.gapPx + row * at.pitchPx}px)`;
    shown.set(row, made);
    paintRow(row);
  };
  return {
    show: (next, { first, last }) => {
      const isNew = layout !== next;
      layout = next;
      for (const [row, made] of shown) if (isNew || row < first || row > last) hide(row, made);
      for (let row = first; row <= last; row += 1) if (!shown.has(row)) place(row, next);
    },
    redraw: (places) => {
      for (const at of places) dirty.add(at);
      if (frame === 0 && dirty.size > 0) frame = requestAnimationFrame(paintDirty);
    },
    redrawAll: () => {
      for (const row of shown.keys()) paintRow(row);
    },
    close: () => {
      cancelAnimationFrame(frame);
      holder.replaceChildren();
    },
  };
}

function makeRow(holder: HTMLElement): Row {
  const canvas = document.createElement('canvas');
  canvas.className = 'absolute top-0 left-0';
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no canvas');
  holder.append(canvas);
  return { canvas, context };
}

/** Setting a canvas's size clears it; one that fits is cleared as well, since the last row may be shorter. */
function fitRow({ canvas, context }: Row, holder: HTMLElement, { sizePx }: GridLayout): void {
  const [width, height] = [Math.round(holder.clientWidth * devicePixelRatio), Math.round(sizePx * devicePixelRatio)];
  if (canvas.width === width && canvas.height === height) {
    context.clearRect(0, 0, width, height);
    return;
  }
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${holder.clientWidth}px`;
  canvas.style.height = `${sizePx}px`;
}
