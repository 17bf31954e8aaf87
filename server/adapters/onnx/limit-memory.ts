/**
 * A ceiling over the memory of this process, while it runs a model that nobody vouches for: what a graph takes in between is
 * not in its file. Beyond it the library is refused memory, and says so, in the place of the machine running out of it.
 * https://man7.org/linux/man-pages/man2/prlimit.2.html
 */
import { execFileSync } from 'node:child_process';
import { StudioError } from '#core/contract/errors.ts';

/** @throws StudioError tool_missing */
export const limitMemory = (bytes: number): void => {
  try {
    // The soft limit alone: the next model of this process may need another.
    execFileSync('prlimit', ['--pid', String(process.pid), `--data=${bytes}:`], { stdio: 'ignore', timeout: 10_000 });
  } catch (cause) {
    throw new StudioError('tool_missing', 'The program prlimit (util-linux) is needed to run models of others.', {
      cause,
    });
  }
};
