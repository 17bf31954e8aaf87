/** The log of a run: what happened to it, noted as it happens and told at once. */
import type { RunHappened, RunLog, RunLogEntry } from '#core/contract/run-log.ts';
import { runLogText } from '#core/studio/run-log-text.ts';
import { logLost } from './active-job.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface RunLogService {
  /** Never rejects: where it cannot be noted, on a full disk, the training is what counts. */
  note(runId: string, happened: RunHappened): Promise<void>;
  /** @throws StudioError not_found */
  read(runId: string): Promise<RunLog>;
  /** UTF-8. @throws StudioError not_found */
  text(runId: string): Promise<Uint8Array>;
}

export const createRunLogService = ({ store, events, now }: StudioContext): RunLogService => {
  const read = async (runId: string): Promise<RunLog> => {
    found(await store.runs.read(runId), 'run');
    return { entries: await store.runs.logOf(runId) };
  };
  const write = async (runId: string, noted: Omit<RunLogEntry, 'seq'>): Promise<void> => {
    const entry = await store.runs.addToLog(runId, noted);
    if (entry) events.publish({ type: 'run:log', runId, entry });
  };
  // In the order in which they happened, though some are waited for and some are not.
  let writing: Promise<void> = Promise.resolve();
  return {
    note: (runId, happened) => {
      const noted = { at: now().toISOString(), happened };
      writing = writing.then(() => write(runId, noted)).catch(logLost);
      return writing;
    },
    read,
    text: async (runId) => new TextEncoder().encode(runLogText((await read(runId)).entries)),
  };
};
