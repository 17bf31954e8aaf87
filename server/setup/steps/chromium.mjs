// @ts-check
/**
 * A Chromium for the browser tests: the one on the PATH, else Debian's where set-up may install it, else Playwright's own download.
 * Finding none is not a failure of set-up: the tests are then skipped by name with the reason kept here.
 */
import { existsSync } from 'node:fs';
import { ask, run } from '#server/setup/command.mjs';
import { fingerprintOf, onPath, stampOf } from '#server/setup/files.mjs';
import { inRoot, root } from '#server/setup/paths.mjs';
import { readTools } from '#server/setup/state.mjs';
import { versionIn } from '#server/setup/versions.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const chromium = {
  id: 'chromium',
  title: 'Chromium for the browser tests',
  after: ['npm-packages', 'node'],
  fingerprint: () => fingerprintOf({ values: [names.map((name) => stampOf(onPath(name)))] }),
  inPlace: (facts) => existsSync(facts.chromium?.path ?? ''),
  run: async () => {
    /** @type {string[]} */
    const reasons = [];
    for (const way of [fromPath, fromDebian, fromPlaywright]) {
      try {
        const found = await way();
        if (found) return { chromium: found };
      } catch (error) {
        reasons.push(/** @type {any} */ (error).command ?? String(error));
      }
    }
    return {
      chromium: {
        path: null,
        reason: `none on the PATH (${names.join(', ')}); failed: ${reasons.join('; ') || 'nothing to try'}`,
      },
    };
  },
};

const fromPath = async () => {
  for (const name of names) {
    const path = onPath(name);
    // Ubuntu's package of this name only says that it wants a snap: what does not answer does not count.
    const version = versionIn(await ask(path, ['--version']));
    if (version) return { path, version };
  }
  return undefined;
};

const fromDebian = async () => {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  const apt = (/** @type {string[]} */ args) =>
    run({ command: 'apt-get', args, env: { DEBIAN_FRONTEND: 'noninteractive' }, mend: '', timeoutSeconds: 600 });
  await apt(['update', '-q']);
  await apt(['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation']);
  return await fromPath();
};

const fromPlaywright = async () => {
  const node = readTools().node.path;
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  await run({ command: node, args: [cli, 'install', 'chromium'], cwd: root, mend: '', timeoutSeconds: 600 });
  const print = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const path = await run({ command: node, args: ['--eval', print], cwd: root, mend: '' });
  return { path, version: versionIn(await ask(path, ['--version'])) };
};
