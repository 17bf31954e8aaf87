/**
 * One program at a time holds a data folder. The lock is a file made exclusively, naming the holder's process and when
 * that process began, so that a lock left by a crash is known even where its number was given to another process since.
 */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';

interface Holder {
  readonly pid: number;
  readonly startMark: string;
}

/** @throws StudioError data_in_use */
export const lockDataFolder = async (root: string): Promise<AsyncDisposable> => {
  const path = join(root, 'lock.json');
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await claim(path)) return { [Symbol.asyncDispose]: () => release(path) };
    const holder = await readHolder(path);
    if (holder && isAlive(holder)) throw inUse(root, holder);
    await rm(path, { force: true });
  }
  throw new StudioError('data_in_use', `The data folder ${root} is being taken by another Understudy.`);
};

/** A link is made whole or not at all, unlike a file opened exclusively and then written. */
const claim = async (path: string): Promise<boolean> => {
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, JSON.stringify({ pid: process.pid, startMark: startMarkOf(process.pid) } satisfies Holder));
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(own, { force: true });
  }
};

const release = async (path: string): Promise<void> => {
  const holder = await readHolder(path);
  if (holder?.pid === process.pid) await rm(path, { force: true });
};

const readHolder = async (path: string): Promise<Holder | undefined> => {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number' ? { pid: holder.pid, startMark: String(holder.startMark ?? '') } : undefined;
  } catch {
    return undefined;
  }
};

const isAlive = ({ pid, startMark }: Holder): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = startMarkOf(pid);
  return now === '' || startMark === '' || now === startMark;
};

/** When the process began, in clock ticks since boot, with the boot's own id; empty where /proc is missing. */
const startMarkOf = (pid: number): string => {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${afterName.split(' ')[19]}`;
  } catch {
    return '';
  }
};

const inUse = (root: string, { pid }: Holder): StudioError =>
  new StudioError(
    'data_in_use',
    `Another Understudy (process ${pid}) has the data folder ${root} open. Stop it, or use another folder with --data.`,
    {
      facts: { pid, dataFolder: root },
    },
  );
