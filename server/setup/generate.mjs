// @ts-check
/** Writes again all committed files that are made from others: THIRD_PARTY.md and the browser's types of the REST interface. */
import { existsSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { stepsForChecks } from './plan.mjs';
import { bringUpToDate, sayFailure } from './run-steps.mjs';
import { runStudioNode } from './studio-process.mjs';
import { writeThirdParty } from './third-party.mjs';

const programs = ['server/http/write-openapi.ts'];

try {
  await bringUpToDate(stepsForChecks);
  writeThirdParty();
  for (const program of programs.filter((path) => existsSync(inRoot(path))))
    process.exitCode ||= await runStudioNode([program]);
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
