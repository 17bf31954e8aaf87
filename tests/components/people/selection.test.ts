import { describe, expect, it } from 'vitest';
import {
  clear,
  emptySelection,
  move,
  pick,
  selectAll,
  settle,
  targets,
  toggle,
} from '#components/people/faces/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const at = (id: string) => pick(emptySelection, { id, order, mode: 'only' });

describe('selection', () => {
  it('holds only the clicked face after a click', () => {
    const selection = pick(at('b'), { id: 'd', order, mode: 'only' });
    expect([...selection.selected]).toEqual(['d']);
  });

  it('adds and takes away with ctrl', () => {
    const both = pick(at('b'), { id: 'd', order, mode: 'toggle' });
    expect([...both.selected]).toEqual(['b', 'd']);
    expect([...pick(both, { id: 'b', order, mode: 'toggle' }).selected]).toEqual(['d']);
  });

  it('takes everything between the anchor and the clicked face with shift, in either direction', () => {
    const forward = pick(at('c'), { id: 'e', order, mode: 'range' });
    expect([...forward.selected]).toEqual(['c', 'd', 'e']);
    expect([...pick(forward, { id: 'a', order, mode: 'range' }).selected]).toEqual(['a', 'b', 'c']);
  });

  it('moves by rows and stays inside', () => {
    expect(move(at('b'), { step: 'down', columns: 3, order, extend: false }).focus).toBe('e');
    expect(move(at('f'), { step: 'down', columns: 3, order, extend: false }).focus).toBe('f');
    expect(move(at('a'), { step: 'left', columns: 3, order, extend: false }).focus).toBe('a');
  });

  it('begins at the first face when nothing had the focus', () => {
    expect(move(emptySelection, { step: 'down', columns: 3, order, extend: false }).focus).toBe('a');
  });

  it('leaves the selection alone while the focus only moves', () => {
    const moved = move(at('b'), { step: 'right', columns: 3, order, extend: false });
    expect([...moved.selected]).toEqual(['b']);
    expect([...toggle(moved).selected]).toEqual(['b', 'c']);
  });

  it('acts on the focused face when none is selected', () => {
    expect(targets(clear(at('c')))).toEqual(['c']);
    expect(targets(emptySelection)).toEqual([]);
    expect(targets(selectAll(at('c'), order))).toEqual(order);
  });

  it('keeps its place on the screen after faces went out of sight', () => {
    const gone = pick(at('c'), { id: 'd', order, mode: 'range' });
    const settled = settle(gone, { before: order, after: ['a', 'b', 'e', 'f', 'g'] });
    expect(settled.focus).toBe('e');
    expect(settled.selected.size).toBe(0);
  });

  it('has no focus when nothing is left', () => {
    expect(settle(selectAll(at('a'), order), { before: order, after: [] }).focus).toBeNull();
  });

  it('selects 100,000 faces from the first to the last at once', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `f${index}`);
    const first = pick(emptySelection, { id: 'f0', order: many, mode: 'only' });
    expect(pick(first, { id: 'f99999', order: many, mode: 'range' }).selected.size).toBe(100_000);
  });
});
