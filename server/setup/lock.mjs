// @ts-check
/** One set-up at a time in a checkout: a second waits for the first, and takes over from one that died. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const pollMilliseconds = 250;
const takeoverSeconds = 10;

/**
 * Runs `work` while holding the lock file; `onWait` is called once with the holder's process id if there is one to wait for.
 * @template T
 * @param {{ file: string, onWait: (holder: number) => void, work: () => Promise<T> }} options
 * @returns {Promise<T>}
 */
export const withLock = async ({ file, onWait, work }) => {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !take(file); ) {
    const holder = readHolder(file);
    if (holder && isAlive(holder)) {
      if (!told) onWait(holder.pid);
      told = true;
    } else {
      dropDead(file);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
};

/** @param {string} file */
const take = (file) => {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, born: bornOf(process.pid) }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
};

/**
 * A second lock guards the removal: without it two waiters could each remove what they take for the dead one's file.
 * @param {string} file
 */
const dropDead = (file) => {
  const guard = `${file}.takeover`;
  const guardStat = statSync(guard, { throwIfNoEntry: false });
  if (guardStat && Date.now() - guardStat.mtimeMs > takeoverSeconds * 1000) rmSync(guard, { force: true });
  if (!take(guard)) return;
  const holder = readHolder(file);
  if (!holder || !isAlive(holder)) rmSync(file, { force: true });
  rmSync(guard, { force: true });
};

/**
 * @param {string} file
 * @returns {{ pid: number, born: string | undefined } | undefined}
 */
const readHolder = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** @param {{ pid: number, born: string | undefined }} holder */
const isAlive = ({ pid, born }) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
  return bornOf(pid) === born;
};

/**
 * When a process started, in the kernel's ticks: tells a reused process id from its earlier owner. Undefined without /proc.
 * @param {number} pid
 */
const bornOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  } catch {
    return undefined;
  }
};
