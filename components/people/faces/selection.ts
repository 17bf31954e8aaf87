/**
 * Which faces are selected, which has the focus and where a range began. Ids, not places, so that a selection survives filters
 * and sorts; but a stretch of the list stays two places until it must be ids: 100,000 faces are selected in no time.
 * `order` is always the ids as shown now.
 */
export type Order = readonly string[];

/** Places of an order, both included. */
interface Span {
  readonly order: Order;
  readonly from: number;
  readonly to: number;
}

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Selected besides `ids`. */
  readonly span: Span | null;
  readonly focus: string | null;
  /** Where shift ranges begin. */
  readonly anchor: string | null;
}

export type Step = 'left' | 'right' | 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';
export type PickMode = 'only' | 'toggle' | 'range' | 'addRange';

const none: ReadonlySet<string> = new Set();
export const emptySelection: Selection = { ids: none, span: null, focus: null, anchor: null };

/** A click selects only this one; with ctrl it is added or taken away, with shift everything from the anchor to it, with both that is added. */
export function pick(
  selection: Selection,
  { id, order, mode }: { id: string; order: Order; mode: PickMode },
): Selection {
  if (mode === 'range') return extendTo(selection, { id, order, kept: none });
  if (mode === 'addRange') return extendTo(selection, { id, order, kept: selectedIds(selection) });
  if (mode === 'toggle') return toggle({ ...selection, focus: id });
  return only(id);
}

/** Adds the focused face to the selection or takes it away. */
export function toggle(selection: Selection): Selection {
  if (selection.focus === null) return selection;
  const ids = new Set(selectedIds(selection));
  if (!ids.delete(selection.focus)) ids.add(selection.focus);
  return { ids, span: null, focus: selection.focus, anchor: selection.focus };
}

/** Moves the focus by one face, one row, one screen or to an end; the edges hold it. */
export function move(
  selection: Selection,
  {
    step,
    columns,
    pageRows,
    order,
    extend,
  }: { step: Step; columns: number; pageRows: number; order: Order; extend: boolean },
): Selection {
  const at = selection.focus === null ? -1 : order.indexOf(selection.focus);
  const id = order[at < 0 && step !== 'last' ? 0 : stepFrom(at, { step, columns, pageRows, count: order.length })];
  if (id === undefined) return selection;
  return extend ? extendTo(selection, { id, order, kept: none }) : { ...selection, focus: id, anchor: id };
}

export const selectAll = (selection: Selection, order: Order): Selection => ({
  ...selection,
  ids: none,
  span: order.length > 0 ? { order, from: 0, to: order.length - 1 } : null,
});

/** Selects what is shown and was not selected; what is out of sight is let go. */
export function invert(selection: Selection, order: Order): Selection {
  const selected = selectedIds(selection);
  return { ...selection, ids: new Set(order.filter((id) => !selected.has(id))), span: null };
}

export const clear = (selection: Selection): Selection => ({ ...selection, ids: none, span: null });

/** What a command acts on: the selection, else the face that has the focus. */
export const targets = (selection: Selection): readonly string[] =>
  countSelected(selection) > 0 ? [...selectedIds(selection)] : selection.focus === null ? [] : [selection.focus];

export const isSelected = ({ ids, span }: Selection, order: Order, place: number): boolean => {
  const id = order[place];
  if (id === undefined) return false;
  if (ids.has(id)) return true;
  if (!span) return false;
  return span.order === order ? place >= span.from && place <= span.to : spanIds(span).has(id);
};

export const countSelected = (selection: Selection): number =>
  selection.span && selection.ids.size === 0
    ? selection.span.to - selection.span.from + 1
    : selectedIds(selection).size;

/** How many of the selected are among those shown. */
export function countShown(selection: Selection, order: Order): number {
  const { ids, span } = selection;
  if (span?.order === order && ids.size === 0) return span.to - span.from + 1;
  const selected = selectedIds(selection);
  return selected.size === 0 ? 0 : order.reduce((count, id) => count + (selected.has(id) ? 1 : 0), 0);
}

/**
 * After a command on `touched`: nothing selected, and the focus on the next face that it did not touch. At the end of the list it
 * stays where it is, or goes back where the command took that face out of sight.
 */
export function settle(
  selection: Selection,
  { order, touched, gone }: { order: Order; touched: ReadonlySet<string>; gone: boolean },
): Selection {
  const at = selection.focus === null ? -1 : order.indexOf(selection.focus);
  const untouched = (id: string) => !touched.has(id);
  const next = at < 0 ? undefined : order.slice(at).find(untouched);
  const focus = next ?? (gone ? order.slice(0, Math.max(0, at)).findLast(untouched) : selection.focus) ?? null;
  return { ids: none, span: null, focus, anchor: focus };
}

export const focusOn = (selection: Selection, id: string): Selection => ({ ...selection, focus: id, anchor: id });

const only = (id: string): Selection => ({ ids: new Set([id]), span: null, focus: id, anchor: id });

function stepFrom(
  at: number,
  { step, columns, pageRows, count }: { step: Step; columns: number; pageRows: number; count: number },
): number {
  if (step === 'first') return 0;
  if (step === 'last') return count - 1;
  const by = {
    left: -1,
    right: 1,
    up: -columns,
    down: columns,
    pageUp: -columns * pageRows,
    pageDown: columns * pageRows,
  };
  const to = at + by[step];
  if (to >= 0 && to < count) return to;
  // A screen too far lands in the last row that has this column; a single step stays.
  if (step === 'pageUp') return at % columns;
  if (step === 'pageDown') return at + Math.floor((count - 1 - at) / columns) * columns;
  return at;
}

function extendTo(
  selection: Selection,
  { id, order, kept }: { id: string; order: Order; kept: ReadonlySet<string> },
): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return only(id);
  return {
    ids: kept,
    span: { order, from: Math.min(from, to), to: Math.max(from, to) },
    focus: id,
    anchor: selection.anchor,
  };
}

const spans = new WeakMap<Span, ReadonlySet<string>>();

function spanIds(span: Span): ReadonlySet<string> {
  const known = spans.get(span) ?? new Set(span.order.slice(span.from, span.to + 1));
  spans.set(span, known);
  return known;
}

function selectedIds({ ids, span }: Selection): ReadonlySet<string> {
  if (!span) return ids;
  return ids.size === 0 ? spanIds(span) : new Set([...ids, ...spanIds(span)]);
}
