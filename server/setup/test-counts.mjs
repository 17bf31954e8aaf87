// @ts-check
/** What the two test runners report, as one count. A run that ended badly without a failed test counts as one failure. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/** A run whose report cannot be read: something failed. @type {Counts} */
export const unreadable = { ...none, failed: 1 };

/**
 * @param {any} report the file of Vitest's json reporter
 * @param {number} exitCode
 * @returns {Counts}
 */
export const countsOfVitest = (report, exitCode) => {
  if (report === undefined) return unreadable;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return honest(counts, exitCode);
};

/**
 * @param {any} report the file of Playwright's json reporter
 * @param {number} exitCode
 * @returns {Counts}
 */
export const countsOfPlaywright = (report, exitCode) => {
  if (report === undefined) return unreadable;
  const { expected, flaky, unexpected, skipped } = report.stats;
  return honest({ passed: expected + flaky, failed: unexpected, skipped }, exitCode);
};

/**
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
const honest = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/**
 * @param {...(Counts | undefined)} parts
 * @returns {Counts}
 */
export const addCounts = (...parts) => {
  const sum = { ...none };
  for (const part of parts) {
    sum.passed += part?.passed ?? 0;
    sum.failed += part?.failed ?? 0;
    sum.skipped += part?.skipped ?? 0;
  }
  return sum;
};

/** @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
