// @ts-check
/** `npm run check`: lint and format, types, and the quick unit tests: those that start no TensorFlow, no ffmpeg and no worker. For every commit. */
import { stepsForChecks } from './plan.mjs';
import { bringUpToDate, say, sayFailure } from './run-steps.mjs';
import { runStudioNode } from './studio-process.mjs';

const slow = [
  '**/*.slow.test.ts',
  'tests/server/adapters/tensorflow/**',
  'tests/server/adapters/ffmpeg/**',
  'tests/server/jobs/**',
  'tests/server/pipelines/**',
];
const quickTests = ['tests/core', 'tests/components', 'tests/server', ...slow.flatMap((glob) => ['--exclude', glob])];

const programs = {
  Biome: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  Types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  'Unit tests': ['node_modules/vitest/vitest.mjs', 'run', '--reporter', 'dot', ...quickTests],
};

const main = async () => {
  try {
    await bringUpToDate(stepsForChecks);
  } catch (error) {
    sayFailure(error);
    return 1;
  }
  const failed = [];
  for (const [name, args] of Object.entries(programs)) if ((await runStudioNode(args)) !== 0) failed.push(name);
  say(failed.length === 0 ? 'All well.' : `Not well: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
};

process.exitCode = await main();
