/** What a process, the programs it has started and its threads use, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Who used how much of the processor: `main` and names of threads of ours, `decode` and `encode` for the two ffmpegs. */
export type CpuSeconds = ReadonlyMap<string, number>;

export interface TreeUse {
  /** Pages that several share counted in part to each. */
  readonly memoryBytes: number;
  readonly cpuSeconds: CpuSeconds;
  /** The same of each program and thread by itself: `NAME PID`. */
  readonly each: ReadonlyMap<string, number>;
}

export const byName = (each: ReadonlyMap<string, number>): CpuSeconds => {
  const sums = new Map<string, number>();
  for (const [key, seconds] of each) {
    const [name = ''] = key.split(' ');
    sums.set(name, (sums.get(name) ?? 0) + seconds);
  }
  return sums;
};

export const treeUse = (pid: number): TreeUse => {
  const programs = childrenOf(pid);
  const used = [
    ...threadsOf(pid),
    ...programs.flatMap((each) => {
      const name = programName(each);
      return name === undefined ? [] : [[`${name} ${each}`, cpuOf(`/proc/${each}/stat`)] as const];
    }),
  ];
  const each = new Map(used);
  const memoryBytes = [pid, ...programs].reduce((sum, program) => sum + memoryOf(program), 0);
  return { memoryBytes, cpuSeconds: byName(each), each };
};

/** undefined of one that has ended and waits to be taken note of: it has no name any more, and was counted before. */
const programName = (pid: number): string | undefined => {
  const options = read(`/proc/${pid}/cmdline`);
  if (options === '') return undefined;
  if (options.includes('libx264')) return 'encode';
  return options.includes('rawvideo') ? 'decode' : 'other_programs';
};

const childrenOf = (pid: number): number[] =>
  names(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );

const memoryOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;

/** Node's own helpers, which collect garbage and compile, under one name; as are threads that the library has not named. */
const threadsOf = (pid: number): (readonly [string, number])[] =>
  names(`/proc/${pid}/task`).map((thread) => {
    const comm = read(`/proc/${pid}/task/${thread}/comm`).trim();
    const named = comm === 'V8Worker' ? 'node_helpers' : comm === 'MainThread' ? 'unnamed_threads' : comm;
    const name = Number(thread) === pid ? 'main' : named.replaceAll(' ', '_');
    return [`${name} ${thread}`, cpuOf(`/proc/${pid}/task/${thread}/stat`)] as const;
  });

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
