import { expect, test } from 'vitest';
import { addCounts, closingLine, countsOfPlaywright, countsOfVitest } from '#server/setup/test-counts.mjs';

const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };

test('counts what the unit tests report', () => {
  expect(countsOfVitest(vitest, 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
});

test('a run that ends badly without a failed test is a failure', () => {
  expect(countsOfVitest(vitest, 1).failed).toBe(1);
  expect(countsOfVitest(undefined, 0).failed).toBe(1);
});

test('a browser test that passed at the second try passed', () => {
  const stats = { expected: 2, flaky: 1, unexpected: 1, skipped: 4 };
  expect(countsOfPlaywright({ stats }, 1)).toEqual({ passed: 3, failed: 1, skipped: 4 });
});

test('ends with one line that names skips only where there are some', () => {
  const sum = addCounts({ passed: 3, failed: 0, skipped: 1 }, undefined, { passed: 2, failed: 1, skipped: 0 });
  expect(closingLine(sum)).toBe('5 passed, 1 failed, 1 skipped');
  expect(closingLine({ ...sum, skipped: 0 })).toBe('5 passed, 1 failed');
});
