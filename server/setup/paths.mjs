// @ts-check
/** Where set-up reads and writes. Everything it makes lies in three ignored folders of the checkout: node_modules, .venv and .understudy. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts);

export const workFolder = inRoot('.understudy');
/** What set-up keeps of its own work. @typedef {{ state: string, tools: string, lock: string }} Records */
/** @param {string} folder @returns {Records} */
export const recordsIn = (folder) => ({
  state: join(folder, 'setup.json'),
  tools: join(folder, 'tools.json'),
  lock: join(folder, 'setup.lock'),
});
export const ourRecords = recordsIn(workFolder);
export const venvFolder = inRoot('.venv');
export const venvPython = join(venvFolder, 'bin', 'python');
export const bindingFolder = inRoot('node_modules', '@tensorflow', 'tfjs-node-gpu');
export const bindingFile = join(bindingFolder, 'lib', 'napi-v8', 'tfjs_binding.node');

/** @param {string} name */
export const requirements = (name) => inRoot('server', 'setup', 'requirements', `${name}.txt`);
