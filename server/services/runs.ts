/** Runs: drafts, their start and resume, and what the trainer tells while it works. */
import { randomUUID } from 'node:crypto';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import type { Curve, CurveQuery } from '#core/contract/curve.ts';
import type { CreateRun, NameCheckpoint, PreviewList, RunCommand, RunView } from '#core/contract/run.ts';
import { bucketCurve } from '#core/studio/curve-buckets.ts';
import { type BranchPlace, isLeft } from '#core/studio/run-branches.ts';
import { limitsFromNow, type RunLimits, withoutReachedLimits } from '#core/studio/run-limits.ts';
import { isRunCommandAllowed } from '#core/studio/run-states.ts';
import { settingChanges } from '#core/studio/setting-changes.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import { conversionsOfRuns } from './conversion-people.ts';
import type { JobsService } from './jobs.ts';
import { newRun } from './new-run.ts';
import { removeCheckpoint, sortCheckpoints } from './run-checkpoints.ts';
import type { RunLogService } from './run-log.ts';
import { requireOrigin } from './run-origin.ts';
import { peopleOfRun, requireDifferentPeople } from './run-people.ts';
import { previewPlaces } from './run-previews.ts';
import { createRunRecorder } from './run-recorder.ts';
import { createRunTraining, refusedCommand } from './run-training.ts';
import { requireShowable } from './shown-faces.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface RunsService {
  list(): Promise<RunView[]>;
  read(id: string): Promise<RunView>;
  create(run: CreateRun): Promise<RunView>;
  /** So much more for a run that is not at work; the settings that shape its weights stay. @throws StudioError job_state */
  extend(id: string, more: RunLimits): Promise<RunView>;
  /** @throws StudioError job_state, consent_*, too_few_faces, disk_full */
  command(id: string, command: RunCommand): Promise<RunView>;
  curve(id: string, query: CurveQuery): Promise<Curve>;
  previews(id: string): Promise<PreviewList>;
  previewPath(id: string, place: BranchPlace): Promise<string>;
  /** @throws StudioError not_found */
  nameCheckpoint(id: string, checkpointId: string, name: NameCheckpoint): Promise<RunView>;
  /** @throws StudioError not_found, job_state where the training would go on from it or a conversion is drawn with it */
  removeCheckpoint(id: string, checkpointId: string): Promise<RunView>;
  remove(id: string): Promise<void>;
}

/** Stretches that a run left by going back: more of them would only be clutter. */
const leftStretchesShown = 6;

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly log: RunLogService;
}

export const createRunsService = (context: StudioContext, { consents, jobs, views, log }: Parts): RunsService => {
  const { store, files, now } = context;
  const recorder = createRunRecorder(context);
  const training = createRunTraining(context, { consents, jobs, views, recorder, log });
  const record = async (id: string): Promise<RunRecord> =>
    recorder.withLiveFigures(found(await store.runs.read(id), 'run'));

  const freed = async (run: RunRecord): Promise<RunRecord> => {
    const settings = { ...run.settings, ...withoutReachedLimits(run, run.settings) };
    await store.runs.update(run.id, { settings });
    return { ...run, settings };
  };

  return {
    list: async () => Promise.all((await store.runs.list()).map((run) => views.run(recorder.withLiveFigures(run)))),
    read: async (id) => views.run(await record(id)),
    create: async ({ personAId, personBId, settings }) => {
      const wanted = withRecommended(settings);
      const trained = { personAId, personBId, settings: wanted };
      requireDifferentPeople(trained);
      await consents.require(peopleOfRun(trained));
      await requireOrigin(context, { consents, settings: wanted });
      await requireShowable(context, { personAId, personBId, wish: wanted.shownFaces });
      const createdAt = now().toISOString();
      const pair = await store.runs.pairOf({ personAId, personBId, id: randomUUID(), createdAt });
      const run = newRun({ ...trained, pairId: pair.id, createdAt });
      await store.runs.insert(run);
      return training.announce(run.id);
    },
    extend: async (id, more) => {
      const run = await record(id);
      if (!isRunCommandAllowed(run.state, 'start')) throw refusedCommand(run, 'start');
      const settings = { ...run.settings, ...limitsFromNow(run, more) };
      await store.runs.update(id, { settings });
      await log.note(id, { kind: 'settings-changed', changes: settingChanges(run.settings, settings) });
      return training.announce(id);
    },
    command: async (id, command) => {
      const run = await record(id);
      if (!isRunCommandAllowed(run.state, command)) throw refusedCommand(run, command);
      if (command !== 'stop' && command !== 'pause') await consents.require(peopleOfRun(run));
      if (command === 'start') await training.start(await freed(run));
      else await training.give(run, command);
      return training.announce(id);
    },
    curve: async (id, query) => {
      await record(id);
      return readCurve(context, id, query);
    },
    previews: async (id) => {
      const { branches } = await record(id);
      return readPreviews(context, { id, branches });
    },
    previewPath: async (id, place) => {
      await record(id);
      return files.paths.preview(id, place);
    },
    ...savedStates(context, training),
    remove: async (id) => {
      await record(id);
      await removeRun(context, jobs, id);
    },
  };
};

const savedStates = (
  context: StudioContext,
  { announce }: Pick<ReturnType<typeof createRunTraining>, 'announce'>,
): Pick<RunsService, 'nameCheckpoint' | 'removeCheckpoint'> => {
  const { runs } = context.store;
  const sorted = async (id: string): Promise<RunView> => {
    const { checkpointsKept: keep } = found(await runs.read(id), 'run').settings;
    await sortCheckpoints(context, { runId: id, keep });
    return announce(id);
  };
  return {
    nameCheckpoint: async (id, checkpointId, { name }) => {
      const checkpoints = await runs.checkpointsOf(id);
      found(
        checkpoints.find((checkpoint) => checkpoint.id === checkpointId),
        'checkpoint',
      );
      await runs.updateCheckpoint(checkpointId, { name, kind: name === null ? 'automatic' : 'snapshot' });
      return sorted(id);
    },
    removeCheckpoint: async (id, checkpointId) => {
      await removeCheckpoint(context, id, checkpointId);
      return sorted(id);
    },
  };
};

const readCurve = async ({ files }: StudioContext, id: string, query: CurveQuery): Promise<Curve> => {
  const left = (await files.losses.readLeft(id)).slice(-leftStretchesShown);
  return {
    validation: await files.validation.read(id),
    leftValidation: (await files.validation.readLeft(id)).slice(-leftStretchesShown),
    buckets: bucketCurve(await files.losses.read(id), query),
    left: left.map((columns) => bucketCurve(columns, query)).filter(({ counts }) => counts.length > 0),
  };
};

const readPreviews = async (
  context: StudioContext,
  { id, branches }: Pick<RunRecord, 'id' | 'branches'>,
): Promise<PreviewList> => {
  const places = await previewPlaces(context, id);
  return {
    previews: places.filter((place) => !isLeft(branches, place)),
    left: places.filter((place) => isLeft(branches, place)),
  };
};

const removeRun = async (context: StudioContext, jobs: JobsService, id: string): Promise<void> => {
  const { store, files, events } = context;
  const conversions = await conversionsOfRuns(context, [id]);
  await jobs.endOn([id, ...conversions.map((conversion) => conversion.id)]);
  for (const conversion of conversions) await store.conversions.remove(conversion.id);
  await store.runs.remove(id);
  await files.remove(files.paths.run(id));
  for (const conversion of conversions) {
    await files.remove(files.paths.folderOf('conversions', conversion.id));
    events.publish({ type: 'conversion:removed', conversionId: conversion.id });
  }
  events.publish({ type: 'run:removed', runId: id });
};
