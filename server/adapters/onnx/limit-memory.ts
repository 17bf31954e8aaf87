/**
 * A ceiling over the memory of this process, while it runs a model that nobody vouches for: what a graph takes in between is
 * not in its file. Beyond it the library is refused memory, and says so, in the place of the machine running out of it.
 * https://man7.org/linux/man-pages/man2/getrlimit.2.html (RLIMIT_DATA)
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StudioError } from '#core/contract/errors.ts';

/** So many bytes beyond what the process has now. @throws StudioError tool_missing */
export const limitMemory = (moreBytes: number): void => {
  try {
    // The soft limit alone: the next model of this process may need another.
    const limit = `--data=${takenBytes() + moreBytes}:`;
    execFileSync('prlimit', ['--pid', String(process.pid), limit], { stdio: 'ignore', timeout: 10_000 });
  } catch (cause) {
    throw new StudioError('tool_missing', 'The program prlimit (util-linux) is needed to run models of others.', {
      cause,
    });
  }
};

/** What the limit counts. */
const takenBytes = (): number => {
  const [, kilobytes] = /^VmData:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
};
