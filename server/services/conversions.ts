/** Conversions: one clip rendered with a run's newest checkpoint. A result is seen only when it is whole and consent still holds. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type ConversionSettings,
  type ConversionView,
  type CreateConversion,
  conversionSettings,
} from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobResult } from '#core/contract/jobs.ts';
import { downloadName } from '#core/studio/file-names.ts';
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import type { CheckpointRecord, ClipRecord, ConversionRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { JobEnding, JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface ConversionsService {
  list(): Promise<ConversionView[]>;
  read(id: string): Promise<ConversionView>;
  /** @throws StudioError consent_*, no_checkpoint, job_state, bad_request, disk_full */
  create(conversion: CreateConversion): Promise<ConversionView>;
  remove(id: string): Promise<void>;
  /** Path and a name to save it under. @throws StudioError not_found until it is done */
  video(id: string, which: 'result' | 'side-by-side'): Promise<{ readonly path: string; readonly name: string }>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
}

interface Ingredients {
  readonly run: RunRecord;
  readonly clip: ClipRecord;
  readonly checkpoint: CheckpointRecord;
  readonly personIds: readonly string[];
}

export const createConversionsService = (
  context: StudioContext,
  { consents, jobs, views }: Parts,
): ConversionsService => {
  const { store, files, events, settings, now } = context;
  const record = async (id: string) => found(await store.conversions.read(id), 'conversion');

  const changed = async (id: string): Promise<ConversionView> => {
    const conversion = await views.conversion(await record(id));
    events.publish({ type: 'conversion:changed', conversion });
    return conversion;
  };

  const gather = async ({ runId, clipId, settings: wanted }: CreateConversion): Promise<Ingredients> => {
    const run = found(await store.runs.read(runId), 'run');
    const clip = found(await store.clips.read(clipId), 'clip');
    const personIds = [run.personAId, run.personBId, clip.personId];
    await consents.require(personIds);
    refuseWrongPerson(run, clip, wanted.to);
    if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
    const [checkpoint] = await store.runs.checkpointsOf(runId);
    if (!checkpoint)
      throw new StudioError('no_checkpoint', 'This run has no checkpoint yet. Train it for a while first.', {
        facts: { runId },
      });
    await files.requireRoom(clip.sizeBytes * 3);
    return { run, clip, checkpoint, personIds };
  };

  const keep = async (options: {
    id: string;
    attempt: string;
    personIds: readonly string[];
    result: JobResult<'convert-video'>;
    startedAt: number;
  }) => {
    const { id, attempt, result } = options;
    await consents.require(options.personIds);
    await files.publish(attempt, files.paths.folderOf('conversions', id));
    await store.conversions.update(id, {
      state: 'done',
      frames: { written: result.written, swapped: result.swapped },
      sizeBytes: result.sizeBytes,
      seconds: (performance.now() - options.startedAt) / 1000,
    });
  };

  const abandon = async (id: string, attempt: string, ending: JobEnding): Promise<void> => {
    await files.remove(attempt);
    const error = ending.status === 'failed' ? { code: ending.error.code, message: ending.error.message } : null;
    await store.conversions.update(id, { state: ending.status, error });
  };

  const start = async (
    conversion: ConversionRecord,
    { run, clip, checkpoint, personIds }: Ingredients,
  ): Promise<void> => {
    const attempt = await files.newAttempt();
    const { id } = conversion;
    let startedAt = performance.now();
    const job = await jobs.start({
      kind: 'convert-video',
      title: `${clip.name} → ${await nameOf(context, conversion.settings.to === 'a' ? run.personAId : run.personBId)}`,
      subject: { type: 'conversion', id, personId: clip.personId },
      personIds,
      payload: async () => ({
        conversionId: id,
        sourcePath: files.paths.clipSource(clip.id, clip.extension),
        facts: found(clip.facts ?? undefined, 'clip'),
        checkpointPath: files.paths.checkpoint(run.id, checkpoint.fileName),
        architecture: run.settings.architecture,
        precision: run.settings.precision,
        settings: conversion.settings,
        personDescriptor: await descriptorOf(context, clip),
        outputPath: join(attempt, 'result.mp4'),
        sideBySidePath: conversion.settings.sideBySide ? join(attempt, 'side-by-side.mp4') : null,
        marks: marksOf({ clip, id, version: settings.version }),
      }),
      onBegan: async () => {
        startedAt = performance.now();
        await store.conversions.update(id, { state: 'running' });
        await changed(id);
      },
      publish: (result) => keep({ id, attempt, personIds, result, startedAt }),
      abandon: (ending) => abandon(id, attempt, ending),
      tell: async () => {
        if (await store.conversions.read(id)) await changed(id);
      },
    });
    await store.conversions.update(id, { jobId: job.id });
  };

  return {
    list: async () => Promise.all((await store.conversions.list()).map(views.conversion)),
    read: async (id) => views.conversion(await record(id)),
    create: async (request) => {
      const ingredients = await gather(request);
      const wanted = conversionSettings.parse(request.settings);
      const conversion = newConversion({ ...ingredients, settings: wanted, createdAt: now().toISOString() });
      await store.conversions.insert(conversion);
      await start(conversion, ingredients);
      return changed(conversion.id);
    },
    remove: async (id) => {
      await record(id);
      await jobs.endOn([id]);
      await store.conversions.remove(id);
      await files.remove(files.paths.folderOf('conversions', id));
      events.publish({ type: 'conversion:removed', conversionId: id });
    },
    video: async (id, which) => {
      const conversion = await views.conversion(await record(id));
      const isThere = conversion.state === 'done' && (which === 'result' || conversion.hasSideBySide);
      const path = which === 'result' ? files.paths.conversionVideo(id) : files.paths.conversionSideBySide(id);
      const face = conversion.settings.to === 'a' ? conversion.personAName : conversion.personBName;
      const words = [
        conversion.clipName.replace(/\.\w+$/, ''),
        'as',
        face,
        ...(which === 'result' ? [] : ['side-by-side']),
        'AI-altered',
      ];
      return { path: found(isThere ? path : undefined, 'video'), name: downloadName(words, 'mp4') };
    },
  };
};

/** `to: b` puts B's face where A's is, so the clip has to show A. */
const refuseWrongPerson = (run: RunRecord, clip: ClipRecord, to: ConversionSettings['to']): void => {
  const replacedId = to === 'b' ? run.personAId : run.personBId;
  if (clip.personId === replacedId) return;
  throw new StudioError('bad_request', `${clip.name} does not belong to the person whose face would be replaced.`, {
    facts: { clipId: clip.id, to },
  });
};

/** How the person looks whose face is replaced: in this clip if its faces were found, else in their other clips. */
const descriptorOf = async ({ store }: StudioContext, clip: ClipRecord): Promise<number[] | null> => {
  if (clip.descriptor) return [...clip.descriptor];
  const clips = await store.clips.list({ personId: clip.personId });
  return meanDescriptor(clips.flatMap((other) => (other.descriptor ? [other.descriptor] : [])));
};

const nameOf = async ({ store }: StudioContext, personId: string): Promise<string> =>
  (await store.persons.read(personId))?.name ?? '';

const marksOf = ({ clip, id, version }: { clip: ClipRecord; id: string; version: string }): Record<string, string> => ({
  title: `${clip.name} (AI-altered)`,
  comment: `AI-altered with Understudy ${version}: a face in this video was replaced by a trained model. Conversion ${id}.`,
  description: 'https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
});

const newConversion = (
  options: Ingredients & { settings: ConversionSettings; createdAt: string },
): ConversionRecord => ({
  id: randomUUID(),
  runId: options.run.id,
  clipId: options.clip.id,
  settings: options.settings,
  state: 'queued',
  jobId: null,
  iteration: options.checkpoint.iteration,
  frames: null,
  sizeBytes: null,
  seconds: null,
  error: null,
  createdAt: options.createdAt,
});
