/** The machine's process table, read from /proc. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Processes whose command line holds this text; zombies, which no longer run, are left out. */
export const processesWith = (text: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => (contentOf(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').includes(text))
    .filter((pid) => !/^State:\s+[ZX]/m.test(contentOf(`/proc/${pid}/status`) ?? 'State: X'))
    .map(Number);

export const parentOf = (pid: number): number =>
  Number(/^PPid:\s+(\d+)/m.exec(contentOf(`/proc/${pid}/status`) ?? '')?.[1]);

/** Worker processes that this test has started. */
export const ownWorkers = (): number[] =>
  processesWith(resolve('server/worker.ts')).filter((pid) => parentOf(pid) === process.pid);

export const killOwnWorkers = (): void => {
  for (const pid of ownWorkers()) process.kill(pid, 'SIGKILL');
};

const contentOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Looks again and again; a condition that never comes true is ended by the test's own time limit. */
export const eventually = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await setTimeout(20);
};
