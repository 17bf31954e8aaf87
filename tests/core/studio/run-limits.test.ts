import { expect, test } from 'vitest';
import { limitsFromNow, withoutReachedLimits } from '#core/studio/run-limits.ts';

const trained = { iteration: 676, trainedSeconds: 1560 };

test('limits given to a trained run count from where it stands', () => {
  expect(limitsFromNow(trained, { maxIterations: 100, maxMinutes: null })).toEqual({
    maxIterations: 776,
    maxMinutes: null,
  });
  expect(limitsFromNow(trained, { maxIterations: null, maxMinutes: 11 })).toEqual({
    maxIterations: null,
    maxMinutes: 37,
  });
});

test('a run started again does not end at a limit that it has reached', () => {
  expect(withoutReachedLimits(trained, { maxIterations: 676, maxMinutes: 26 })).toEqual({
    maxIterations: null,
    maxMinutes: null,
  });
});

test('a limit not yet reached holds over stops and starts', () => {
  const limits = { maxIterations: 677, maxMinutes: 26.1 };
  expect(withoutReachedLimits(trained, limits)).toEqual(limits);
});
