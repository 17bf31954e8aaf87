/** For jobs that can be held between two steps: while they are, nothing is read and nothing written. */
import type { JobCommand } from '#core/contract/jobs.ts';
import type { JobContext } from './job-handler.ts';

/** Resolves at once unless somebody has asked to pause; then when the job is to go on, or the signal fires. */
export const pauseWhereAsked = async (
  context: Pick<JobContext, 'takeCommands' | 'nextCommand' | 'news' | 'signal'>,
): Promise<void> => {
  if (!isPausedAfter(false, context.takeCommands())) return;
  await context.news({ kind: 'paused', reason: 'asked' });
  let paused = true;
  while (paused && !context.signal.aborted) {
    await context.nextCommand();
    paused = isPausedAfter(paused, context.takeCommands());
  }
  context.signal.throwIfAborted();
  await context.news({ kind: 'resumed' });
};

const isPausedAfter = (paused: boolean, commands: readonly JobCommand[]): boolean =>
  commands.reduce((is, command) => (command === 'pause' ? true : command === 'resume' ? false : is), paused);
