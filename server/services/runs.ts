/** Runs: drafts, their start and resume, and what the trainer tells while it works. */
import { randomUUID } from 'node:crypto';
import { StudioError } from '#core/contract/errors.ts';
import type { JobNews } from '#core/contract/jobs.ts';
import {
  type CreateRun,
  type LossHistory,
  type PreviewList,
  type RunCommand,
  type RunSettings,
  type RunView,
  runSettings,
} from '#core/contract/run.ts';
import { isRunActive, isRunCommandAllowed, nextRunState, type RunHappening } from '#core/studio/run-states.ts';
import { thinLosses } from '#core/studio/thin-losses.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { JobEnding, JobsService } from './jobs.ts';
import { createRunRecorder } from './run-recorder.ts';
import { createRunStart } from './run-start.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface RunsService {
  list(): Promise<RunView[]>;
  read(id: string): Promise<RunView>;
  create(run: CreateRun): Promise<RunView>;
  /** New limits for a run that is not at work; the settings that shape its weights stay. @throws StudioError job_state */
  extend(id: string, limits: Pick<RunSettings, 'maxIterations' | 'maxMinutes'>): Promise<RunView>;
  /** @throws StudioError job_state, consent_*, too_few_faces, disk_full */
  command(id: string, command: RunCommand): Promise<RunView>;
  losses(id: string): Promise<LossHistory>;
  previews(id: string): Promise<PreviewList>;
  previewPath(id: string, iteration: number): Promise<string>;
  remove(id: string): Promise<void>;
}

/** Points of a loss curve sent whole; longer ones are thinned. */
const wholeCurvePoints = 3000;

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
}

export const createRunsService = (context: StudioContext, parts: Parts): RunsService => {
  const { store, files, events, now } = context;
  const { consents, jobs, views } = parts;
  const recorder = createRunRecorder(context);
  const prepare = createRunStart(context);
  const starting = new Set<string>();

  const record = async (id: string): Promise<RunRecord> =>
    recorder.withLiveFigures(found(await store.runs.read(id), 'run'));

  const changed = async (id: string): Promise<RunView> => {
    const run = await views.run(await record(id));
    events.publish({ type: 'run:changed', run });
    return run;
  };

  const happen = async (id: string, happening: RunHappening, changes: Partial<RunRecord> = {}): Promise<void> => {
    const run = found(await store.runs.read(id), 'run');
    const state = nextRunState(run.state, happening);
    if (state) await store.runs.update(id, { ...changes, state });
    await changed(id);
  };

  const takeNews = async (run: RunRecord, news: JobNews): Promise<void> => {
    if (news.kind === 'paused' || news.kind === 'resumed') {
      await recorder.save(run.id);
      await happen(run.id, news.kind);
      return;
    }
    if (news.kind === 'checkpoint') await consents.require([run.personAId, run.personBId]);
    await recorder.take(run.id, news);
    if (news.kind === 'checkpoint') await changed(run.id);
  };

  const abandon = async (id: string, ending: JobEnding): Promise<void> => {
    await recorder.save(id);
    if (ending.status === 'cancelled') await happen(id, 'stopped', { jobId: null });
    else await happen(id, 'failed', { jobId: null, error: { code: ending.error.code, message: ending.error.message } });
  };

  /** Checking a checkpoint takes seconds: a second start in the meantime is refused. */
  const start = async (run: RunRecord): Promise<void> => {
    if (starting.has(run.id)) throw refused({ ...run, state: 'queued' }, 'start');
    starting.add(run.id);
    try {
      await queue(run);
    } finally {
      starting.delete(run.id);
    }
  };

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
      onBegan: () => happen(run.id, 'began'),
      onNews: (news) => takeNews(run, news),
      publish: async ({ iteration, reason }) => {
        await consents.require(personIds);
        await recorder.save(run.id, iteration);
        await happen(run.id, reason === 'limit' ? 'limit-reached' : 'stopped', { jobId: null });
      },
      abandon: (ending) => abandon(run.id, ending),
      tell: async () => {
        recorder.forget(run.id);
        if (await store.runs.read(run.id)) await changed(run.id);
      },
    });
    await store.runs.update(run.id, { jobId: job.id });
  };

  const give = async (run: RunRecord, command: Exclude<RunCommand, 'start'>): Promise<void> => {
    const jobId = jobs.activeOn(run.id);
    if (jobId && jobs.command(jobId, command)) return;
    // A run that waits for its turn has no worker yet to be told anything.
    if (jobId && command === 'stop') await jobs.cancel(jobId);
    else throw refused(run, command);
  };

  return {
    list: async () => Promise.all((await store.runs.list()).map((run) => views.run(recorder.withLiveFigures(run)))),
    read: async (id) => views.run(await record(id)),
    create: async ({ personAId, personBId, settings }) => {
      if (personAId === personBId) throw new StudioError('bad_request', 'A run needs two different people.');
      await consents.require([personAId, personBId]);
      const id = randomUUID();
      const createdAt = now().toISOString();
      const pair = await store.runs.pairOf({ personAId, personBId, id: randomUUID(), createdAt });
      await store.runs.insert(
        draft({ id, pairId: pair.id, personAId, personBId, createdAt, settings: runSettings.parse(settings) }),
      );
      return changed(id);
    },
    extend: async (id, { maxIterations, maxMinutes }) => {
      const run = await record(id);
      if (isRunActive(run.state))
        throw new StudioError('job_state', 'The limits of a run that is at work cannot be changed.', {
          facts: { runId: id },
        });
      await store.runs.update(id, { settings: { ...run.settings, maxIterations, maxMinutes } });
      return changed(id);
    },
    command: async (id, command) => {
      const run = await record(id);
      if (!isRunCommandAllowed(run.state, command)) throw refused(run, command);
      if (command === 'start') await start(run);
      else {
        if (command !== 'stop' && command !== 'pause') await consents.require([run.personAId, run.personBId]);
        await give(run, command);
      }
      return changed(id);
    },
    losses: async (id) => {
      await record(id);
      return thinLosses(await files.losses.read(id), wholeCurvePoints);
    },
    previews: async (id) => {
      await record(id);
      return { iterations: await recorder.previewIterations(id) };
    },
    previewPath: async (id, iteration) => {
      await record(id);
      return files.paths.preview(id, iteration);
    },
    remove: async (id) => {
      await record(id);
      const conversions = await store.conversions.list({ runId: id });
      await jobs.endOn([id, ...conversions.map((conversion) => conversion.id)]);
      await store.runs.remove(id);
      await files.remove(files.paths.run(id));
      for (const conversion of conversions) {
        await files.remove(files.paths.folderOf('conversions', conversion.id));
        events.publish({ type: 'conversion:removed', conversionId: conversion.id });
      }
      events.publish({ type: 'run:removed', runId: id });
    },
  };
};

const refused = (run: RunRecord, command: RunCommand): StudioError =>
  new StudioError('job_state', `A run that is ${run.state} cannot take the command ${command}.`, {
    facts: { runId: run.id, state: run.state, command },
  });

const pairTitle = async ({ store }: StudioContext, run: RunRecord): Promise<string> => {
  const personA = await store.persons.read(run.personAId);
  const personB = await store.persons.read(run.personBId);
  return `${personA?.name ?? ''} · ${personB?.name ?? ''}`;
};

const draft = (
  run: Pick<RunRecord, 'id' | 'pairId' | 'personAId' | 'personBId' | 'createdAt' | 'settings'>,
): RunRecord => ({
  ...run,
  state: 'draft',
  jobId: null,
  iteration: 0,
  lossA: null,
  lossB: null,
  imagesPerSecond: null,
  trainedSeconds: 0,
  previewIteration: null,
  error: null,
});
