import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addLayer,
  dropLayer,
  firstUndone,
  type Layer,
  type Layers,
  lastDone,
  nameLayer,
  stateThrough,
  through,
  turnLayer,
} from '#components/people/faces/data/edit-layers.ts';
import type { FaceState } from '#core/contract/face.ts';

const order = ['a', 'b', 'c', 'd'];
const layer = (key: number, ids: readonly string[], state: FaceState): Layer => ({
  key,
  editId: null,
  change: { ids: new Set(ids), state },
  undone: false,
  focus: null,
});
const kept = (state: FaceState) => state === 'kept';

describe('edits laid over the list', () => {
  it('hide what a view no longer shows, and undo puts it back in its place', () => {
    const rejected = addLayer([], layer(1, ['b'], 'rejected'));
    expect(through(rejected, order, kept)).toEqual(['a', 'c', 'd']);
    expect(through(turnLayer(rejected, 1, true), order, kept)).toEqual(order);
  });

  it('leave the list itself alone while they hide nothing', () => {
    expect(through(addLayer([], layer(1, ['b'], 'kept')), order, kept)).toBe(order);
  });

  it('show the last state a face was given', () => {
    const layers = addLayer(addLayer([], layer(1, ['a', 'b'], 'rejected')), layer(2, ['b'], 'other'));
    expect(order.map((id) => stateThrough(layers, id))).toEqual(['rejected', 'other', undefined, undefined]);
    expect(stateThrough(turnLayer(layers, 2, true), 'b')).toBe('rejected');
  });

  it('are gone when the server refuses them', () => {
    expect(stateThrough(dropLayer(addLayer([], layer(1, ['a'], 'other')), 1), 'a')).toBeUndefined();
  });

  it('cannot be done again once something else was done', () => {
    const undone = turnLayer(addLayer([], layer(1, ['a'], 'other')), 1, true);
    expect(firstUndone(undone)?.key).toBe(1);
    expect(firstUndone(addLayer(undone, layer(2, ['b'], 'other')))).toBeUndefined();
  });

  it('are another layer once they are named or turned, so that one read before is known to be old', () => {
    const before = addLayer([], layer(1, ['a'], 'other'));
    const named = nameLayer(before, 1, 'e1');
    expect(named[0]).toMatchObject({ key: 1, editId: 'e1' });
    expect(before).not.toContain(named[0]);
    expect(named).not.toContain(turnLayer(named, 1, true)[0]);
  });

  it('undone and done again in any number, are as they would be done plainly', () => {
    const edit = fc.record({
      ids: fc.subarray(order, { minLength: 1 }),
      state: fc.constantFrom<FaceState>('kept', 'other', 'rejected'),
    });
    const turns = fc.array(fc.constantFrom('undo', 'redo'), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), turns, (edits, ways) => {
        let layers: Layers = edits.reduce<Layers>(
          (old, { ids, state }, key) => addLayer(old, layer(key, ids, state)),
          [],
        );
        let done = edits.length;
        for (const way of ways) {
          const turned = way === 'undo' ? lastDone(layers) : firstUndone(layers);
          if (!turned) continue;
          layers = turnLayer(layers, turned.key, way === 'undo');
          done += way === 'undo' ? -1 : 1;
        }
        const plain = new Map<string, FaceState>();
        for (const { ids, state } of edits.slice(0, done)) for (const id of ids) plain.set(id, state);
        for (const id of order) expect(stateThrough(layers, id)).toBe(plain.get(id));
      }),
    );
  });
});
