/** What a process, the programs it has started and its threads use, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Who used how much of the processor: `main` and names of threads of ours, `decode` and `encode` for the two ffmpegs. */
export type CpuSeconds = ReadonlyMap<string, number>;

export interface TreeUse {
  /** Pages that several share counted in part to each. */
  readonly memoryBytes: number;
  readonly cpuSeconds: CpuSeconds;
}

export const treeUse = (pid: number): TreeUse => {
  const programs = childrenOf(pid);
  return {
    memoryBytes: [pid, ...programs].reduce((sum, each) => sum + memoryOf(each), 0),
    cpuSeconds: new Map([
      ...threadsOf(pid),
      ...programs.map(
        (each) =>
          [
            read(`/proc/${each}/cmdline`).includes('libx264') ? 'encode' : 'decode',
            cpuOf(`/proc/${each}/stat`),
          ] as const,
      ),
    ]),
  };
};

const childrenOf = (pid: number): number[] =>
  names(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );

const memoryOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;

/** Node's own helpers, which collect garbage and compile, are one; so are threads that nobody has named. */
const threadsOf = (pid: number): [string, number][] => {
  const byName = new Map<string, number>();
  for (const thread of names(`/proc/${pid}/task`)) {
    const comm = read(`/proc/${pid}/task/${thread}/comm`).trim();
    const name = Number(thread) === pid ? 'main' : comm === 'V8Worker' ? 'node_helpers' : comm.replaceAll(' ', '_');
    byName.set(name, (byName.get(name) ?? 0) + cpuOf(`/proc/${pid}/task/${thread}/stat`));
  }
  return [...byName];
};

/** A tick is a hundredth of a second on Linux. */
const cpuOf = (statPath: string): number => {
  const fields = read(statPath)
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
};

const names = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
