/**
 * Which faces are selected, which has the focus and where a range began. Ids, not places: a selection survives filters and sorts.
 * `order` is always the ids as shown now.
 */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly focus: string | null;
  /** Where shift ranges begin. */
  readonly anchor: string | null;
}

export type Step = 'left' | 'right' | 'up' | 'down';

export const emptySelection: Selection = { selected: new Set(), focus: null, anchor: null };

/** A click selects only this one; with ctrl it is added or taken away, with shift everything from the anchor to it. */
export function pick(
  selection: Selection,
  { id, order, mode }: { id: string; order: readonly string[]; mode: 'only' | 'toggle' | 'range' },
): Selection {
  if (mode === 'range') return extendTo(selection, id, order);
  if (mode === 'toggle') return toggle({ ...selection, focus: id });
  return { selected: new Set([id]), focus: id, anchor: id };
}

/** Adds the focused face to the selection or takes it away. */
export function toggle(selection: Selection): Selection {
  if (selection.focus === null) return selection;
  const selected = new Set(selection.selected);
  if (!selected.delete(selection.focus)) selected.add(selection.focus);
  return { selected, focus: selection.focus, anchor: selection.focus };
}

/** Moves the focus by one face or one row; the edges hold it. */
export function move(
  selection: Selection,
  { step, columns, order, extend }: { step: Step; columns: number; order: readonly string[]; extend: boolean },
): Selection {
  const at = selection.focus === null ? -1 : order.indexOf(selection.focus);
  const by = { left: -1, right: 1, up: -columns, down: columns }[step];
  const to = at < 0 ? 0 : at + by < 0 || at + by >= order.length ? at : at + by;
  const id = order[to];
  if (id === undefined) return selection;
  return extend ? extendTo(selection, id, order) : { ...selection, focus: id, anchor: id };
}

export const selectAll = (selection: Selection, order: readonly string[]): Selection => ({
  ...selection,
  selected: new Set(order),
});

export const clear = (selection: Selection): Selection => ({ ...selection, selected: new Set() });

/** What a command acts on: the selection, else the face that has the focus. */
export const targets = ({ selected, focus }: Selection): readonly string[] =>
  selected.size > 0 ? [...selected] : focus === null ? [] : [focus];

/** After a command took faces out of sight: nothing selected, the focus where it was on the screen. */
export function settle(
  selection: Selection,
  { before, after }: { before: readonly string[]; after: readonly string[] },
): Selection {
  const stays = selection.focus !== null && after.includes(selection.focus);
  const at = selection.focus === null ? 0 : Math.max(0, before.indexOf(selection.focus));
  const shownBefore = before.slice(0, at).filter((id) => after.includes(id)).length;
  const focus = stays ? selection.focus : (after[Math.min(shownBefore, after.length - 1)] ?? null);
  return { selected: new Set(), focus, anchor: focus };
}

function extendTo(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { selected: new Set([id]), focus: id, anchor: id };
  return {
    selected: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)),
    focus: id,
    anchor: selection.anchor,
  };
}
