import { expect, it } from 'vitest';
import { checkpointToUse } from '#core/studio/checkpoint-to-use.ts';
import type { SortedCheckpoint } from '#core/studio/kept-checkpoints.ts';

const at = (iteration: number, given: Partial<SortedCheckpoint> = {}): SortedCheckpoint => ({
  id: `${iteration}`,
  iteration,
  kind: 'automatic',
  heldOutError: null,
  fault: null,
  ...given,
});

it('is the one with the least error of held-out faces, named or not, wherever it stands', () => {
  const list = [at(30, { heldOutError: 0.3 }), at(10, { heldOutError: 0.1, kind: 'snapshot' }), at(40), at(20)];
  expect(checkpointToUse(list)?.iteration).toBe(10);
  expect(checkpointToUse([at(1, { heldOutError: 0.2 }), at(2, { heldOutError: 0.2 })])?.iteration).toBe(2);
});

it('is the newest where none was measured', () => {
  expect(checkpointToUse([at(10), at(30), at(20)])?.iteration).toBe(30);
});

it('is never one whose file is not right', () => {
  const list = [at(10), at(20, { heldOutError: 0.1, fault: 'cut' }), at(30, { fault: 'missing' })];
  expect(checkpointToUse(list)?.iteration).toBe(10);
  expect(checkpointToUse([at(30, { fault: 'missing' })])).toBeUndefined();
});
