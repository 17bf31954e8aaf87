// @ts-check
/** Reading what may be missing, writing so that a cut leaves the old file whole, and hashing inputs. */
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The parsed file, or undefined where it is missing or not JSON.
 * @param {string} path
 * @returns {any}
 */
export const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * @param {string} path
 * @param {unknown} value
 */
export const writeJson = (path, value) => {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.part`;
  writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(partial, path);
};

/**
 * A hash of values, files and folders (by content, in name order); what is missing counts as such.
 * @param {{ values?: unknown[], paths?: string[] }} inputs
 */
export const fingerprintOf = ({ values = [], paths = [] }) => {
  const hash = createHash('sha256').update(JSON.stringify(values));
  for (const path of paths) addPath(hash, path);
  return hash.digest('hex').slice(0, 32);
};

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
const addPath = (hash, path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  hash.update(`\n${path} ${stat ? (stat.isDirectory() ? 'folder' : 'file') : 'missing'}\n`);
  if (stat?.isDirectory()) for (const name of readdirSync(path).sort()) addPath(hash, join(path, name));
  else if (stat) hash.update(readFileSync(path));
};

/**
 * Name, size and time of a file: enough to see that a program was replaced, without running it.
 * @param {string | undefined} path
 */
export const stampOf = (path) => {
  const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  return stat ? `${path} ${stat.size} ${stat.mtimeMs}` : `${path} missing`;
};

/**
 * The first of the named programs on the PATH, or undefined.
 * @param {...string} names
 */
export const onPath = (...names) => {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder !== '' && isProgram(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
};

/** @param {string} path */
const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
