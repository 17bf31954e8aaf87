// @ts-check
/**
 * `npm test [-- PATH…]`: does all the set-up that tests need, runs the unit tests and then the browser tests, and ends with one line of counts.
 * Paths choose a part: those under tests/e2e go to the browser tests, all others to the unit tests.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './files.mjs';
import { inRoot, workFolder } from './paths.mjs';
import { stepsForAllTests, stepsForUnitTests } from './plan.mjs';
import { bringUpToDate, say, sayFailure } from './run-steps.mjs';
import { readTools } from './state.mjs';
import { runStudioNode } from './studio-process.mjs';
import { addCounts, closingLine, countsOfPlaywright, countsOfVitest, none, unreadable } from './test-counts.mjs';

const reports = join(workFolder, 'test-reports');
const browserTests = 'tests/e2e';
const args = process.argv.slice(2);
const paths = args.filter((arg) => !arg.startsWith('-'));
const options = args.filter((arg) => arg.startsWith('-'));
const browserPaths = paths.filter((path) => path.replace(/^\.\//, '').startsWith(browserTests));
const unitPaths = paths.filter((path) => !browserPaths.includes(path));
const runsUnit = paths.length === 0 || unitPaths.length > 0;
const specs = browserSpecs();
const runsBrowser = (paths.length === 0 || browserPaths.length > 0) && specs.length > 0;

function browserSpecs() {
  const folder = inRoot(browserTests);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.spec.ts'));
}

const main = async () => {
  try {
    await bringUpToDate(runsBrowser ? stepsForAllTests : stepsForUnitTests);
  } catch (error) {
    sayFailure(error);
    return finish(unreadable);
  }
  mkdirSync(reports, { recursive: true });
  const unit = runsUnit ? await runUnitTests() : undefined;
  const browser = runsBrowser ? await runBrowserTests() : undefined;
  return finish(addCounts(unit, browser));
};

const runUnitTests = async () => {
  const report = join(reports, 'vitest.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runStudioNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...options, ...unitPaths]);
  return countsOfVitest(readJson(report), code);
};

const runBrowserTests = async () => {
  const { path, reason } = readTools().chromium;
  if (path === null) {
    for (const spec of specs) say(`skipped ${browserTests}/${spec}: no Chromium, ${reason}`);
    // Where changes are judged, a browser test that cannot run has not passed.
    return process.env.CI ? { ...none, failed: specs.length } : { ...none, skipped: specs.length };
  }
  const report = join(reports, 'playwright.json');
  rmSync(report, { force: true });
  const code = await runStudioNode(['node_modules/@playwright/test/cli.js', 'test', ...options, ...browserPaths], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    UNDERSTUDY_CHROMIUM: path,
  });
  return countsOfPlaywright(readJson(report), code);
};

/** @param {import('./test-counts.mjs').Counts} counts */
const finish = (counts) => {
  process.stdout.write(`${closingLine(counts)}\n`);
  return counts.failed === 0 ? 0 : 1;
};

process.exitCode = await main();
