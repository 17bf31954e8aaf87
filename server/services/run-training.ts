/** A run at work: queued, told things, and followed by what its trainer reports until it ends. */
import { StudioError } from '#core/contract/errors.ts';
import type { JobNews } from '#core/contract/jobs.ts';
import type { RunCommand, RunView } from '#core/contract/run.ts';
import { nextRunState, type RunHappening } from '#core/studio/run-states.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import type { JobEnding } from './active-job.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { findCheckpoint, goBack } from './run-checkpoints.ts';
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
}

export const createRunTraining = (context: StudioContext, parts: Parts): RunTraining => {
  const { store } = context;
  const { consents, jobs, recorder } = parts;
  const follower = createFollower(context, parts);
  const prepare = createRunStart(context);
  const starting = new Set<string>();

  const queue = async (run: RunRecord): Promise<void> => {
    const personIds = [run.personAId, run.personBId];
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
      publish: async ({ iteration, reason }) => {
        await consents.require(personIds);
        await recorder.save(run.id, iteration);
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

const createFollower = (context: StudioContext, { consents, views, recorder }: Parts) => {
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
      await happen(run.id, news.kind, { pausedFor: news.kind === 'paused' ? news.reason : null });
      return;
    }
    if (news.kind === 'checkpoint') await consents.require([run.personAId, run.personBId]);
    await recorder.take(run.id, news);
    if (news.kind === 'checkpoint') await announce(run.id);
  };

  /** What came after the last checkpoint is of no use: the run stands at that again. */
  const backToLastGood = async (id: string): Promise<void> => {
    const checkpoint = await findCheckpoint(context, id);
    recorder.forget(id);
    await goBack(context, found(await store.runs.read(id), 'run'), { ...checkpoint, why: 'diverged' });
  };

  const abandon = async (id: string, ending: JobEnding): Promise<void> => {
    if (ending.status === 'failed' && ending.error.code === 'training_diverged') await backToLastGood(id);
    else await recorder.save(id);
    if (ending.status === 'cancelled') await happen(id, 'stopped', { jobId: null });
    else await happen(id, 'failed', { jobId: null, error: { code: ending.error.code, message: ending.error.message } });
  };

  return { announce, happen, takeNews, abandon };
};

export const refusedCommand = (run: RunRecord, command: RunCommand): StudioError =>
  new StudioError('job_state', `A run that is ${run.state} cannot take the command ${command}.`, {
    facts: { runId: run.id, state: run.state, command },
  });

const pairTitle = async ({ store }: StudioContext, run: RunRecord): Promise<string> => {
  const personA = await store.persons.read(run.personAId);
  const personB = await store.persons.read(run.personBId);
  return `${personA?.name ?? ''} · ${personB?.name ?? ''}`;
};
