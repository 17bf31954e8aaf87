/** The log of a run as a text file: a line an entry, which other programs can read as well. */
import type { RunLogEntry } from '#core/contract/run-log.ts';

export const runLogText = (entries: readonly RunLogEntry[]): string =>
  entries.map((entry) => `${lineOf(entry)}\n`).join('');

const lineOf = ({ at, happened: { kind, ...facts } }: RunLogEntry): string =>
  [at, kind, ...Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');
