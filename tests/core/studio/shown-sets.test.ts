import { expect, it } from 'vitest';
import type { ShownSet } from '#core/contract/run.ts';
import { shownSetIndex } from '#core/studio/shown-sets.ts';

const set = (branch: number, afterIteration: number): ShownSet => ({
  wish: { a: null, b: null, clipId: null },
  branch,
  afterIteration,
  a: [],
  b: [],
});
const sets = [set(0, 0), set(0, 9), set(1, 4)];

it.each([
  [{ branch: 0, iteration: 5 }, 0],
  [{ branch: 0, iteration: 9 }, 0],
  [{ branch: 0, iteration: 10 }, 1],
  // The run went back to 3: what it had shown last is shown on the new branch too.
  [{ branch: 1, iteration: 4 }, 1],
  [{ branch: 1, iteration: 5 }, 2],
  [{ branch: 2, iteration: 1 }, 2],
])('a preview at %j shows the newest set that was there when it was drawn: %i', (place, index) => {
  expect(shownSetIndex(sets, place)).toBe(index);
});

it('of a preview from before the first set nothing is known', () => {
  expect(shownSetIndex([], { branch: 0, iteration: 1 })).toBe(-1);
  expect(shownSetIndex([set(0, 40)], { branch: 0, iteration: 40 })).toBe(-1);
});
