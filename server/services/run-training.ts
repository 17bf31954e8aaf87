/** A run at work: queued, told things, and followed by what its trainer reports until it ends. */
import { StudioError } from '#core/contract/errors.ts';
import type { JobNews } from '#core/contract/jobs.ts';
import type { RunCommand, RunView } from '#core/contract/run.ts';
import type { RunHappened } from '#core/contract/run-log.ts';
import { nextRunState, type RunHappening } from '#core/studio/run-states.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import type { JobEnding } from './active-job.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { findCheckpoint, goBack } from './run-checkpoints.ts';
import type { RunLogService } from './run-log.ts';
import { peopleOfRun } from './run-people.ts';
import type { RunRecorder } from './run-recorder.ts';
import { createRunStart } from './run-start.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface RunTraining {
  /** @throws StudioError consent_*, too_few_faces, disk_full, job_state */
  start(run: RunRecord): Promise<void>;
  /** @throws StudioError job_state where no worker can take it */
  give(run: RunRecord, command: Exclude<RunCommand, 'start'>): Promise<void>;
  /** Tells listeners how the run looks now. */
  announce(id: string): Promise<RunView>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly recorder: RunRecorder;
  readonly log: RunLogService;
}

export const createRunTraining = (context: StudioContext, parts: Parts): RunTraining => {
  const { store } = context;
  const { consents, jobs, recorder, log } = parts;
  const follower = createFollower(context, parts);
  const prepare = createRunStart(context, log);
  const starting = new Set<string>();

  const queue = async (run: RunRecord): Promise<void> => {
    const personIds = peopleOfRun(run);
    await consents.require(personIds);
    const title = await pairTitle(context, run);
    const payload = await prepare(run);
    await store.runs.update(run.id, { state: 'queued', error: null });
    const job = await jobs.start({
      kind: 'train-autoencoder',
      title,
      subject: { type: 'run', id: run.id, personId: null },
      personIds,
      payload: async () => payload,
      onBegan: () => follower.happen(run.id, 'began'),
      onNews: (news) => follower.takeNews(run, news),
      onPrinted: createPrintedLines(run.id, log),
      publish: async ({ iteration, reason }) => {
        await consents.require(personIds);
        await recorder.save(run.id, iteration);
        await log.note(run.id, { kind: 'ended', reason, iteration });
        await follower.happen(run.id, reason === 'limit' ? 'limit-reached' : 'stopped', { jobId: null });
      },
      abandon: (ending) => follower.abandon(run.id, ending),
      tell: async () => {
        recorder.forget(run.id);
        if (await store.runs.read(run.id)) await follower.announce(run.id);
      },
    });
    await store.runs.update(run.id, { jobId: job.id });
  };

  return {
    announce: follower.announce,
    start: async (run) => {
      // Checking a checkpoint takes seconds: a second start in the meantime is refused.
      if (starting.has(run.id)) throw refusedCommand({ ...run, state: 'queued' }, 'start');
      starting.add(run.id);
      try {
        await queue(run);
      } finally {
        starting.delete(run.id);
      }
    },
    give: async (run, command) => {
      const jobId = jobs.activeOn(run.id);
      if (jobId && jobs.command(jobId, command)) return;
      // A run that waits for its turn has no worker yet to be told anything.
      if (jobId && command === 'stop') await jobs.cancel(jobId);
      else throw refusedCommand(run, command);
    },
  };
};

const createFollower = (context: StudioContext, { consents, views, recorder, log }: Parts) => {
  const { store, events } = context;
  const announce = async (id: string): Promise<RunView> => {
    const run = await views.run(recorder.withLiveFigures(found(await store.runs.read(id), 'run')));
    events.publish({ type: 'run:changed', run });
    return run;
  };

  const happen = async (id: string, happening: RunHappening, changes: Partial<RunRecord> = {}): Promise<void> => {
    const run = found(await store.runs.read(id), 'run');
    const state = nextRunState(run.state, happening);
    if (state) await store.runs.update(id, { pausedFor: null, ...changes, state });
    await announce(id);
  };

  const takeNews = async (run: RunRecord, news: JobNews): Promise<void> => {
    if (news.kind === 'paused' || news.kind === 'resumed') {
      await recorder.save(run.id);
      const { iteration } = found(await store.runs.read(run.id), 'run');
      await log.note(run.id, { ...news, iteration });
      await happen(run.id, news.kind, { pausedFor: news.kind === 'paused' ? news.reason : null });
      return;
    }
    if (news.kind === 'checkpoint') await consents.require(peopleOfRun(run));
    await recorder.take(run.id, news);
    if (news.kind === 'opened') await log.note(run.id, news);
    if (news.kind === 'checkpoint') await takeCheckpoint(run.id, news);
  };

  const takeCheckpoint = async (id: string, saved: Extract<JobNews, { kind: 'checkpoint' }>): Promise<void> => {
    const { kind, iteration, sizeBytes, heldOutError } = saved;
    await log.note(id, { kind, iteration, sizeBytes, heldOutError });
    await announce(id);
  };

  /** What came after the last checkpoint is of no use: the run stands at that again. */
  const backToLastGood = async (id: string): Promise<void> => {
    const checkpoint = await findCheckpoint(context, id);
    const reached = recorder.withLiveFigures(found(await store.runs.read(id), 'run')).iteration;
    recorder.forget(id);
    await goBack(context, found(await store.runs.read(id), 'run'), { ...checkpoint, why: 'diverged' });
    await log.note(id, { kind: 'diverged', iteration: reached, backTo: checkpoint.checkpoint?.iteration ?? 0 });
  };

  const abandon = async (id: string, ending: JobEnding): Promise<void> => {
    if (ending.status === 'failed' && ending.error.code === 'training_diverged') await backToLastGood(id);
    else await recorder.save(id);
    await log.note(id, await endingOf(id, ending));
    if (ending.status === 'cancelled') await happen(id, 'stopped', { jobId: null });
    else await happen(id, 'failed', { jobId: null, error: { code: ending.error.code, message: ending.error.message } });
  };

  const endingOf = async (id: string, ending: JobEnding): Promise<RunHappened> => {
    if (ending.status === 'failed') {
      const { code, message } = ending.error;
      return { kind: 'failed', code, message };
    }
    return { kind: 'ended', reason: 'cancelled', iteration: (await store.runs.read(id))?.iteration ?? 0 };
  };

  return { announce, happen, takeNews, abandon };
};

/** What a library repeats at every step would fill the log. */
const mostPrinted = 200;

const createPrintedLines = (runId: string, log: RunLogService) => {
  let count = 0;
  return (line: string): void => {
    if (line.trim() === '' || count >= mostPrinted) return;
    count += 1;
    void log.note(runId, { kind: 'printed', line: line.slice(0, longestPrinted) });
  };
};

const longestPrinted = 500;

export const refusedCommand = (run: RunRecord, command: RunCommand): StudioError =>
  new StudioError('job_state', `A run that is ${run.state} cannot take the command ${command}.`, {
    facts: { runId: run.id, state: run.state, command },
  });

const pairTitle = async ({ store }: StudioContext, run: RunRecord): Promise<string> => {
  const personA = await store.persons.read(run.personAId);
  const personB = await store.persons.read(run.personBId);
  return `${personA?.name ?? ''} · ${personB?.name ?? ''}`;
};
