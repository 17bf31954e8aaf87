/**
 * The drawn part of the grid, outside React: it hears the scroller, shows the rows in sight and asks for what they need. While the
 * list flies by nothing is asked for: nobody sees it, and the page would be busy with pictures that are gone when they come.
 */
import { mediaUrls } from '#components/api/media-urls.ts';
import type { RowStore } from '#components/people/faces/data/row-store.ts';
import { isSelected, type Order, type Selection } from '#components/people/faces/selection.ts';
import type { FaceState } from '#core/contract/face.ts';
import { cornerOf, type GridLayout, layOut, pageRows, placeAt, rowsInSight } from './grid-layout.ts';
import { openPictureStore } from './picture-store.ts';
import { type DrawPlace, openRowCanvases } from './row-canvases.ts';
import { paintTile, readTileColors } from './tile-painter.ts';

export interface StageContent {
  readonly order: Order;
  readonly selection: Selection;
  /** A state that was changed here and not yet on the server. */
  readonly stateThrough: (id: string) => FaceState | undefined;
  readonly wishedPx: number;
}

export interface FaceStage {
  update: (content: StageContent) => void;
  readonly layout: () => GridLayout;
  recolor: () => void;
  close: () => void;
}

interface Parts {
  scroller: HTMLElement;
  /** As high as all rows; what is drawn goes in here. */
  content: HTMLElement;
  rows: RowStore;
  /** After every change of layout, and when scrolling has come to rest. */
  onRest: (layout: GridLayout) => void;
}

/** Rows ready above and below: at usual speed a row is drawn two frames before it is seen. */
const spareRows = 2;
/** Faster than this many screens a second nobody sees a face. */
const blurScreensPerSecond = 4;
const restMs = 90;

export function openFaceStage({ scroller, content, rows, onRest }: Parts): FaceStage {
  let now: StageContent | null = null;
  let layout = layOut({ widthPx: 1, count: 0, wishedPx: 1 });
  let colors = readTileColors(scroller);
  let places: ReadonlyMap<string, number> = new Map();
  let resting: ReturnType<typeof setTimeout> | undefined;
  let last = { topPx: 0, at: 0 };
  let asked = '';

  const pictures = openPictureStore((ids) => redraw(ids));
  const draw: DrawPlace = (context, place, at) => {
    const id = now?.order[place];
    if (!now || id === undefined) return;
    const row = rows.get(id);
    const tile = {
      picture: pictures.get(id),
      state: now.stateThrough(id) ?? row?.state ?? null,
      isTwin: row?.twinOf != null,
      selected: isSelected(now.selection, now.order, place),
    };
    paintTile(context, tile, { ...at, colors });
  };
  const canvases = openRowCanvases(content, draw);
  const redraw = (ids: readonly string[]) => canvases.redraw(ids.flatMap((id) => places.get(id) ?? []));

  const sight = () => ({ topPx: scroller.scrollTop, heightPx: scroller.clientHeight });
  const show = () => canvases.show(layout, rowsInSight(layout, sight(), spareRows));
  const ask = (spare: number) => {
    if (!now) return;
    const order = now.order;
    const sought = { ...rowsInSight(layout, sight(), spare), seen: rowsInSight(layout, sight(), 0) };
    const wanted = placesToLoad(layout, sought).map((place) => ({ place, id: order[place] ?? '' }));
    places = new Map(wanted.map(({ place, id }) => [id, place]));
    rows.want(wanted.map(({ id }) => id));
    pictures.want(
      wanted
        .flatMap(({ id }) => rows.get(id) ?? [])
        .map((row) => ({ id: row.id, url: mediaUrls.face(row.id, row.pictureVersion) })),
      Math.round(layout.sizePx * devicePixelRatio),
    );
  };
  const rest = () => {
    asked = '';
    // A screen more on either side: reading on by the screen finds it ready.
    ask(pageRows(layout, scroller.clientHeight));
    onRest(layout);
  };
  const onScroll = () => {
    show();
    clearTimeout(resting);
    resting = setTimeout(rest, restMs);
    const at = performance.now();
    const screens = Math.abs(scroller.scrollTop - last.topPx) / scroller.clientHeight;
    const isBlur = screens > (blurScreensPerSecond * Math.min(restMs, at - last.at)) / 1000;
    last = { topPx: scroller.scrollTop, at };
    const { first, last: end } = rowsInSight(layout, sight(), spareRows);
    if (isBlur || asked === `${first} ${end}`) return;
    asked = `${first} ${end}`;
    ask(spareRows);
  };
  /** `keepsPlace`: what was at the top stays there, whatever the new size of pictures. */
  const layAnew = (keepsPlace: boolean) => {
    if (!now) return;
    const before = layout;
    const offsetPx = scroller.scrollTop % before.pitchPx;
    const top = keepsPlace ? placeAt(before, { xPx: 0, yPx: scroller.scrollTop + before.gapPx }) : null;
    layout = layOut({ widthPx: scroller.clientWidth, count: now.order.length, wishedPx: now.wishedPx });
    content.style.height = `${layout.heightPx}px`;
    if (top !== null && before.columns !== layout.columns)
      scroller.scrollTop = cornerOf(layout, top).topPx - layout.gapPx + Math.min(offsetPx, layout.pitchPx);
    show();
    rest();
  };
  const unsubscribe = rows.subscribe((ids) => {
    redraw(ids);
    ask(spareRows);
  });
  const observer = new ResizeObserver(() => layAnew(true));
  observer.observe(scroller);
  scroller.addEventListener('scroll', onScroll, { passive: true });
  return {
    update: (next) => {
      const before = now;
      now = next;
      if (next.order !== before?.order || next.wishedPx !== before.wishedPx) layAnew(next.order === before?.order);
      else canvases.redrawAll();
    },
    layout: () => layout,
    recolor: () => {
      colors = readTileColors(scroller);
      canvases.redrawAll();
    },
    close: () => {
      clearTimeout(resting);
      observer.disconnect();
      unsubscribe();
      scroller.removeEventListener('scroll', onScroll);
      canvases.close();
      pictures.close();
    },
  };
}

/** Places of these rows in reading order, those that can be seen first. */
function placesToLoad(
  layout: GridLayout,
  { first, last, seen }: { first: number; last: number; seen: { first: number; last: number } },
): number[] {
  const placesOf = (from: number, to: number) =>
    Array.from({ length: Math.max(0, (to - from + 1) * layout.columns) }, (_, index) => from * layout.columns + index);
  return [
    ...placesOf(seen.first, seen.last),
    ...placesOf(seen.last + 1, last),
    ...placesOf(first, seen.first - 1).reverse(),
  ].filter((place) => place < layout.count);
}
