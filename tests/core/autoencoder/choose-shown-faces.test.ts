import { describe, expect, it } from 'vitest';
import { chooseShownFaces, markShownFaces } from '#core/autoencoder/choose-shown-faces.ts';
import { mostShownFaces } from '#core/contract/run.ts';
import { tableOf } from '#tests/core/dataset/measure-tables.ts';

/** Turned from left to right, most of them straight ahead; each has a place in the order of its clip. */
const people = (count: number) =>
  tableOf(
    'face',
    Array.from({ length: count }, (_, index) => ({ yaw: index < count * 0.9 ? (index % 7) - 3 : 30 + (index % 20) })),
  );
const idsOf = (faces: readonly { readonly id: string }[]) => faces.map(({ id }) => id);

describe('the faces that previews show', () => {
  it('are as many as there is room for, each once, the same every time', () => {
    const toShow = { table: people(400), heldOutIds: new Set<string>(), clipId: null };
    const chosen = idsOf(chooseShownFaces(toShow));
    expect(chosen).toHaveLength(mostShownFaces);
    expect(new Set(chosen).size).toBe(mostShownFaces);
    expect(idsOf(chooseShownFaces(toShow))).toEqual(chosen);
  });

  it('reach the few that look aside, which even distances would hardly meet', () => {
    const table = people(400);
    const chosen = new Set(idsOf(chooseShownFaces({ table, heldOutIds: new Set(), clipId: null })));
    const turned = table.ids.filter((id, row) => chosen.has(id) && (table.metrics.yaw[row] as number) >= 30);
    expect(turned.length).toBeGreaterThanOrEqual(4);
  });

  it('are by some such as are never trained on, and by some of the clip to be converted, each marked', () => {
    const table = people(400);
    const heldOutIds = new Set(table.ids.filter((_, row) => row % 10 === 0));
    const clipIds = table.clipIds.map((clipId, row) => (row >= 350 ? 'target' : clipId));
    const chosen = chooseShownFaces({ table: { ...table, clipIds }, heldOutIds, clipId: 'target' });
    expect(chosen.filter(({ isHeldOut, isOfClip }) => isHeldOut && !isOfClip)).toHaveLength(4);
    expect(chosen.filter(({ isOfClip }) => isOfClip)).toHaveLength(4);
    for (const { id, isHeldOut, isOfClip } of chosen) {
      expect(isHeldOut).toBe(heldOutIds.has(id));
      expect(isOfClip).toBe(clipIds[table.ids.indexOf(id)] === 'target');
    }
    // In groups, so that one sees at a glance which is which.
    expect(chosen.map(({ isHeldOut, isOfClip }) => (isOfClip ? 2 : isHeldOut ? 1 : 0))).toEqual(
      [...chosen.map(({ isHeldOut, isOfClip }) => (isOfClip ? 2 : isHeldOut ? 1 : 0))].sort(),
    );
  });

  it('are all there are where they are few, and where all are of the clip', () => {
    const table = people(5);
    const few = chooseShownFaces({ table, heldOutIds: new Set(), clipId: null });
    expect(idsOf(few).sort()).toEqual([...table.ids].sort());
    const whole = people(100);
    const clipIds = whole.ids.map(() => 'only');
    const all = chooseShownFaces({ table: { ...whole, clipIds }, heldOutIds: new Set(), clipId: 'only' });
    expect(all).toHaveLength(mostShownFaces);
  });

  it('chosen by hand are those chosen, without any that is gone', () => {
    const table = people(20);
    const [first, second] = table.ids as [string, string];
    const marked = markShownFaces([second, 'gone', first], { table, heldOutIds: new Set([first]), clipId: null });
    expect(marked).toEqual([
      { id: second, isHeldOut: false, isOfClip: false },
      { id: first, isHeldOut: true, isOfClip: false },
    ]);
  });
});
