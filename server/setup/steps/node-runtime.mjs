// @ts-check
/** The Node that runs the studio: the one in use where it is new enough to run TypeScript by itself, else Node 24 from its npm package. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#server/setup/command.mjs';
import { fingerprintOf } from '#server/setup/files.mjs';
import { inRoot, workFolder } from '#server/setup/paths.mjs';
import { isAtLeast, versionIn } from '#server/setup/versions.mjs';
import { mendOfRegistry, npmCommand, quietly } from './npm-packages.mjs';

const floor = '24.0.0';
const pinFolder = inRoot('server', 'setup', 'node');
const folder = join(workFolder, 'node');

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const nodeRuntime = {
  id: 'node',
  title: 'Node 24',
  after: [],
  fingerprint: () =>
    fingerprintOf({ values: [process.execPath, process.version], paths: [join(pinFolder, 'package-lock.json')] }),
  inPlace: (facts) => existsSync(facts.node?.path ?? ''),
  run: async () => {
    if (isAtLeast(process.version, floor))
      return { node: { path: process.execPath, version: versionIn(process.version) } };
    mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(pinFolder, name), join(folder, name));
    await run({
      ...npmCommand(['install', '--no-save', ...quietly]),
      cwd: folder,
      mend: mendOfRegistry,
    });
    const path = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
    const mend = `install Node ${floor} or newer: there is no package of it for ${process.platform} on ${process.arch}.`;
    return { node: { path, version: versionIn(await run({ command: path, args: ['--version'], mend })) } };
  },
};
