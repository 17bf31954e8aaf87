// @ts-check
/**
 * The packages of package-lock.json, installed with all install scripts off. None needs one: the compiled parts (better-sqlite3, sharp,
 * SWC, the watcher) come as platform packages, and TensorFlow's own script would download a library that is never used.
 *
 * `npm install --no-save`, not `npm ci`: it keeps the compiled binding inside node_modules, repairs instead of starting over, and bears a
 * registry that lacks optional packages of other platforms, over which `npm ci` (11.19) stops. That the tree is the lock's is checked after it.
 */
import { run, SetupFailure } from '#server/setup/command.mjs';
import { readJson } from '#server/setup/files.mjs';
import { inRoot, root } from '#server/setup/paths.mjs';

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const npmPackages = {
  id: 'npm-packages',
  title: 'Packages from the lock file',
  after: [],
  // The installed tree says itself what it holds, so a change made by hand with npm counts as done.
  fingerprint: () => 'by installed tree',
  inPlace: () => missingPackages().length === 0,
  run: async () => {
    if (missingPackages().length === 0) return {};
    await run({
      ...npmCommand(['install', '--no-save', ...quietly]),
      cwd: root,
      mend: mendOfRegistry,
    });
    const missing = missingPackages();
    if (missing.length > 0) {
      throw new SetupFailure({
        command: 'npm install --no-save',
        said: `package-lock.json and what was installed differ in: ${missing.slice(0, 10).join(', ')}`,
        mend: 'package.json was changed without its lock; run "npm install" and look at the difference.',
      });
    }
    return {};
  },
};

/** Install scripts stay off: most packages need none, and those that have one would download. */
export const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Names of packages that the lock asks for and the tree lacks or has otherwise. Those for other platforms don't count. */
const missingPackages = () => {
  const wanted = readJson(inRoot('package-lock.json'))?.packages ?? {};
  const installed = readJson(inRoot('node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.keys(wanted).filter(
    (name) =>
      name !== '' &&
      !(wanted[name].optional && installed[name] === undefined) &&
      (wanted[name].version !== installed[name]?.version || wanted[name].integrity !== installed[name]?.integrity),
  );
};

/**
 * npm as it was started with, else the one on the PATH.
 * @param {string[]} args
 */
export const npmCommand = (args) => {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? { command: process.execPath, args: [cli, ...args] } : { command: 'npm', args };
};

/** @param {string} said */
export const mendOfRegistry = (said) => {
  if (/ENOTFOUND|ETIMEDOUT|ECONNRE|EAI_AGAIN|network|timed? ?out|Temporary failure|certificate/i.test(said)) {
    return 'the package registry could not be reached; check the network and the proxy settings.';
  }
  if (/No matching distribution/.test(said)) {
    return 'the package registry could not be reached, or has no such wheel for this machine; check the network and the proxy settings.';
  }
  if (/ENOSPC|No space left/i.test(said)) return 'the disk is full; set-up needs about 4 GB free.';
  if (/EACCES|Permission denied/i.test(said)) return `make ${root} writable for the user who runs this.`;
  return 'read the lines above; "npm run doctor" lists what is found and what is missing.';
};
