import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptCheckpoints, type SortedCheckpoint } from '#core/studio/kept-checkpoints.ts';

const checkpoints = fc
  .array(
    fc.record({
      kind: fc.constantFrom('automatic' as const, 'best' as const, 'snapshot' as const),
      heldOutError: fc.option(fc.integer({ min: 0, max: 5 })),
      fault: fc.option(fc.constantFrom('missing' as const, 'cut' as const), { freq: 4 }),
    }),
    { maxLength: 12 },
  )
  .map((list): SortedCheckpoint[] => list.map((each, index) => ({ ...each, id: `${index}`, iteration: index * 10 })));

it('never lets go of the newest right ones, the best, or one with a name, and lets go of all else', () => {
  fc.assert(
    fc.property(checkpoints, fc.integer({ min: 1, max: 4 }), (list, keep) => {
      const { old } = keptCheckpoints(list, keep);
      const gone = new Set(old);
      const right = list.filter(({ fault }) => fault === null);
      const errors = right.flatMap(({ heldOutError }) => (heldOutError === null ? [] : [heldOutError]));
      for (const checkpoint of list) if (checkpoint.kind === 'snapshot') expect(gone.has(checkpoint)).toBe(false);
      if (errors.length > 0) {
        const least = Math.min(...errors);
        expect(right.some((each) => each.heldOutError === least && !gone.has(each))).toBe(true);
      }
      const unnamed = right.filter(({ kind }) => kind !== 'snapshot');
      for (const checkpoint of unnamed.slice(-keep)) expect(gone.has(checkpoint)).toBe(false);
      expect(unnamed.filter((each) => !gone.has(each)).length).toBeLessThanOrEqual(keep + 1);
      // Nothing goes while there is nothing to fall back on.
      if (right.length === 0) expect(old).toEqual([]);
    }),
  );
});

it('calls one the best at most, and sorting twice changes nothing more', () => {
  fc.assert(
    fc.property(checkpoints, fc.integer({ min: 1, max: 4 }), (list, keep) => {
      const { kinds, old } = keptCheckpoints(list, keep);
      expect([...kinds.values()].filter((kind) => kind === 'best').length).toBeLessThanOrEqual(1);
      const left = list
        .filter((each) => !old.includes(each))
        .map((each) => ({ ...each, kind: kinds.get(each.id) ?? each.kind }));
      const again = keptCheckpoints(left, keep);
      expect(again.old).toEqual([]);
      for (const [id, kind] of again.kinds) expect(kinds.get(id)).toBe(kind);
    }),
  );
});
