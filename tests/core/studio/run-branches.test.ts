import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunBranch } from '#core/contract/run.ts';
import { type BranchPlace, comparePlaces, isLeft, leftFor, placeName, placeNamed } from '#core/studio/run-branches.ts';

/** A run played step by step: it trains so many iterations, then goes back to one of those on its way. */
const played = (turns: readonly { readonly trains: number; readonly back: number }[]) => {
  const branches: RunBranch[] = [];
  const visited: BranchPlace[] = [];
  let way: BranchPlace[] = [];
  for (const { trains, back } of turns) {
    for (let step = 0; step < trains; step += 1) {
      const place = { branch: branches.length, iteration: (way.at(-1)?.iteration ?? 0) + 1 };
      way.push(place);
      visited.push(place);
    }
    const to = way[Math.floor(back * way.length)];
    if (!to || to === way.at(-1)) continue;
    const reached = way.at(-1)?.iteration ?? 0;
    branches.push({ at: '2026-01-01T00:00:00.000Z', from: to.iteration, reached });
    way = way.filter(({ iteration }) => iteration <= to.iteration);
  }
  return { branches, visited, way };
};

const turns = fc.array(
  fc.record({ trains: fc.integer({ min: 0, max: 6 }), back: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  {
    maxLength: 8,
  },
);

it('stands where the run would be had it only trained the way it is on, and left is all else', () => {
  fc.assert(
    fc.property(turns, (list) => {
      const { branches, visited, way } = played(list);
      expect(visited.filter((place) => !isLeft(branches, place))).toEqual(way);
      for (const place of visited) {
        const by = leftFor(branches, place);
        if (by !== null) expect(branches[by - 1]?.from).toBeLessThan(place.iteration);
      }
    }),
  );
});

it('orders places as they were visited, and names each file once', () => {
  fc.assert(
    fc.property(turns, (list) => {
      const { visited } = played(list);
      expect(visited.toSorted(comparePlaces)).toEqual(visited);
      const names = visited.map(placeName);
      expect(new Set(names).size).toBe(visited.length);
      expect(names.map((name) => placeNamed(`${name}.png`))).toEqual(visited);
    }),
  );
  for (const name of ['7.png.part', 'x.png', '7.1.2.png', '.png']) expect(placeNamed(name)).toBeUndefined();
});
