/** What workers wrote while they worked, with the exact commands they ran: in memory at first, in a file once the job is over. */
import type { StudioContext } from './studio-context.ts';

export interface JobLogs {
  add(jobId: string, line: string): void;
  /** Before the job is said to be over: from then on its log may be asked for after a restart. */
  keep(jobId: string): Promise<void>;
  /** Empty where nothing was written. */
  read(jobId: string): Promise<string>;
  /** Those of jobs that are no longer listed. */
  dropAllBut(jobIds: readonly string[]): Promise<void>;
}

/** Beginning and end: what a long job repeats in between tells least. */
const keptLines = { first: 100, last: 400 };

interface Lines {
  readonly first: string[];
  readonly last: string[];
  count: number;
}

export const createJobLogs = ({ files, now }: Pick<StudioContext, 'files' | 'now'>): JobLogs => {
  const open = new Map<string, Lines>();
  return {
    add: (jobId, line) => {
      const lines = open.get(jobId) ?? { first: [], last: [], count: 0 };
      open.set(jobId, lines);
      lines.count += 1;
      const stamped = `${now().toISOString()} ${line}`;
      if (lines.first.length < keptLines.first) lines.first.push(stamped);
      else lines.last.push(stamped);
      if (lines.last.length > keptLines.last) lines.last.shift();
    },
    keep: async (jobId) => {
      const lines = open.get(jobId);
      if (!lines) return;
      await files.write(files.paths.jobLog(jobId), new TextEncoder().encode(textOf(lines)));
      open.delete(jobId);
    },
    read: async (jobId) => {
      const lines = open.get(jobId);
      if (lines) return textOf(lines);
      return new TextDecoder().decode((await files.read(files.paths.jobLog(jobId))) ?? new Uint8Array());
    },
    dropAllBut: async (jobIds) => {
      const folder = files.paths.jobLogs;
      const kept = new Set(jobIds.map((jobId) => files.paths.jobLog(jobId)));
      for (const name of await files.names(folder))
        if (!kept.has(`${folder}/${name}`)) await files.remove(`${folder}/${name}`);
    },
  };
};

const textOf = ({ first, last, count }: Lines): string => {
  const left = count - first.length - last.length;
  return [...first, ...(left > 0 ? [`… ${left} lines …`] : []), ...last].map((line) => `${line}\n`).join('');
};
