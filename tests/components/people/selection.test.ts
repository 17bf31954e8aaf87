import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clear,
  countSelected,
  countShown,
  emptySelection,
  invert,
  isSelected,
  move,
  pick,
  type Selection,
  type Step,
  selectAll,
  settle,
  targets,
  toggle,
} from '#components/people/faces/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const at = (id: string) => pick(emptySelection, { id, order, mode: 'only' });
const go = (from: Selection, step: Step, more: { extend?: boolean; order?: readonly string[] } = {}) =>
  move(from, { step, columns: 3, pageRows: 2, order, extend: false, ...more });
const many = Array.from({ length: 100_000 }, (_, index) => `f${index}`);

describe('selection', () => {
  it('holds only the clicked face after a click', () => {
    expect(targets(pick(at('b'), { id: 'd', order, mode: 'only' }))).toEqual(['d']);
  });

  it('adds and takes away with ctrl', () => {
    const both = pick(at('b'), { id: 'd', order, mode: 'toggle' });
    expect(targets(both)).toEqual(['b', 'd']);
    expect(targets(pick(both, { id: 'b', order, mode: 'toggle' }))).toEqual(['d']);
  });

  it('takes everything between the anchor and the clicked face with shift, in either direction', () => {
    const forward = pick(at('c'), { id: 'e', order, mode: 'range' });
    expect(targets(forward)).toEqual(['c', 'd', 'e']);
    expect(targets(pick(forward, { id: 'a', order, mode: 'range' }))).toEqual(['a', 'b', 'c']);
  });

  it('adds a range with ctrl and shift', () => {
    const more = pick(pick(at('a'), { id: 'e', order, mode: 'toggle' }), { id: 'g', order, mode: 'addRange' });
    expect(targets(more)).toEqual(['a', 'e', 'f', 'g']);
    expect(countSelected(more)).toBe(4);
  });

  it('takes one away from a range', () => {
    const range = pick(at('a'), { id: 'c', order, mode: 'range' });
    expect(targets(pick(range, { id: 'b', order, mode: 'toggle' }))).toEqual(['a', 'c']);
  });

  it('moves by rows and screens and stays inside', () => {
    expect(go(at('b'), 'down').focus).toBe('e');
    expect(go(at('f'), 'down').focus).toBe('f');
    expect(go(at('a'), 'left').focus).toBe('a');
    expect(go(at('a'), 'pageDown').focus).toBe('g');
    expect(go(at('b'), 'pageDown').focus).toBe('e');
    expect(go(at('e'), 'pageUp').focus).toBe('b');
    expect(go(at('e'), 'first').focus).toBe('a');
    expect(go(at('a'), 'last', { extend: true })).toMatchObject({ focus: 'g', anchor: 'a' });
  });

  it('begins at the first face when nothing had the focus', () => {
    expect(go(emptySelection, 'down').focus).toBe('a');
    expect(go(emptySelection, 'last').focus).toBe('g');
    expect(go(at('a'), 'down', { order: [] }).focus).toBe('a');
  });

  it('leaves the selection alone while the focus only moves', () => {
    const moved = go(at('b'), 'right');
    expect(targets(moved)).toEqual(['b']);
    expect(targets(toggle(moved))).toEqual(['b', 'c']);
  });

  it('acts on the focused face when none is selected', () => {
    expect(targets(clear(at('c')))).toEqual(['c']);
    expect(targets(emptySelection)).toEqual([]);
    expect(targets(selectAll(at('c'), order))).toEqual(order);
  });

  it('survives another order, and says how many of it are shown there', () => {
    const range = pick(at('b'), { id: 'd', order, mode: 'range' });
    const other = ['d', 'x', 'b'];
    expect(other.map((_, place) => isSelected(range, other, place))).toEqual([true, false, true]);
    expect([countSelected(range), countShown(range, other), countShown(range, order)]).toEqual([3, 2, 3]);
  });

  it('turned round, holds what is shown and was not selected', () => {
    expect(targets(invert(pick(at('b'), { id: 'd', order, mode: 'range' }), order))).toEqual(['a', 'e', 'f', 'g']);
  });

  it('counts what it holds, however it came about', () => {
    const step = fc.record({
      id: fc.constantFrom(...order),
      mode: fc.constantFrom('only', 'toggle', 'range', 'addRange'),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const selection = steps.reduce((old, { id, mode }) => pick(old, { id, order, mode }), emptySelection);
        const marked = order.filter((_, place) => isSelected(selection, order, place));
        expect(countSelected(selection)).toBe(marked.length);
        expect(countShown(selection, order)).toBe(marked.length);
        if (marked.length > 0) expect([...targets(selection)].sort()).toEqual(marked);
      }),
    );
  });

  it('selects 100,000 faces without listing one of them', () => {
    const all = selectAll(emptySelection, many);
    expect(all.ids.size).toBe(0);
    expect(countSelected(all)).toBe(100_000);
    const first = pick(emptySelection, { id: 'f0', order: many, mode: 'only' });
    expect(countSelected(pick(first, { id: 'f99999', order: many, mode: 'range' }))).toBe(100_000);
    expect(targets(all)).toEqual(many);
  });
});

describe('the focus after a command', () => {
  const settled = (selection: Selection, gone: boolean) =>
    settle(selection, { order, touched: new Set(targets(selection)), gone });

  it('goes on to the next face that was not touched, and nothing stays selected', () => {
    const next = settled(pick(at('c'), { id: 'd', order, mode: 'range' }), true);
    expect(next.focus).toBe('e');
    expect(countSelected(next)).toBe(0);
    expect(settled(clear(at('c')), false).focus).toBe('d');
  });

  it('stays at the end of the list, or goes back where the last face went out of sight', () => {
    expect(settled(at('g'), false).focus).toBe('g');
    expect(settled(at('g'), true).focus).toBe('f');
  });

  it('is nowhere when nothing is left', () => {
    expect(settled(selectAll(at('a'), order), true).focus).toBeNull();
  });
});
