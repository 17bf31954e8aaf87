// @ts-check
/** Entry of every verb (serve, dev, doctor, swap, …): does the set-up the verb lacks, then runs the studio with it. Plain Node 18, no packages. */
import { diagnose } from './doctor.mjs';
import { stepsFor } from './plan.mjs';
import { bringUpToDate, sayFailure } from './run-steps.mjs';
import { runStudioNode } from './studio-process.mjs';

const [verb, ...args] = process.argv.slice(2);

const main = async () => {
  if (verb === 'doctor') return await diagnose({ json: args.includes('--json') });
  try {
    await bringUpToDate(stepsFor(verb, args));
  } catch (error) {
    sayFailure(error);
    return 1;
  }
  const watch = verb === 'dev' ? ['--watch-path=server', '--watch-path=core', '--watch-preserve-output'] : [];
  return await runStudioNode([...watch, 'server/main.ts', ...process.argv.slice(2)]);
};

process.exitCode = await main();
