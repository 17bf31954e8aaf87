// @ts-check
/** The pages, built once by Next and built again when anything they are made of changes. */
import { existsSync } from 'node:fs';
import { run } from '#server/setup/command.mjs';
import { fingerprintOf } from '#server/setup/files.mjs';
import { inRoot, root } from '#server/setup/paths.mjs';
import { readTools } from '#server/setup/state.mjs';

const inputs = ['app', 'components', 'core', 'public', 'next.config.mjs', 'postcss.config.mjs', 'package-lock.json'];

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const nextBuild = {
  id: 'next-build',
  title: 'Pages, built',
  after: ['npm-packages', 'node'],
  applies: () => existsSync(inRoot('app')),
  fingerprint: () => fingerprintOf({ paths: inputs.map((name) => inRoot(name)) }),
  inPlace: () => existsSync(inRoot('.next', 'BUILD_ID')),
  run: async () => {
    await run({
      command: readTools().node.path,
      args: [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
      cwd: root,
      env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
      mend: 'the pages do not build; the lines above say where. "npm run check" finds type errors sooner.',
    });
    return {};
  },
};
