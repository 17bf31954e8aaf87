/** Conversions: one clip rendered with a checkpoint of a run, or with a model of others. A result is seen only when it is whole and consent still holds. */
import { randomUUID } from 'node:crypto';
import type { ConversionView, CreateConversion } from '#core/contract/conversion.ts';
import { type ConversionReport, conversionReport } from '#core/contract/conversion-report.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { downloadName, namesOfFaces } from '#core/studio/file-names.ts';
import type { ConversionRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import { createGathering, type Ingredients, type ReadyModel } from './conversion-ingredients.ts';
import { readPeopleOfConversion } from './conversion-people.ts';
import { createConversionWork } from './conversion-work.ts';
import type { JobsService } from './jobs.ts';
import type { LookPicksService } from './look-picks.ts';
import type { StudioContext } from './studio-context.ts';
import { unfinishedBytes } from './unfinished-conversions.ts';
import { found, type Views } from './views.ts';

export interface ConversionsService {
  list(): Promise<ConversionView[]>;
  read(id: string): Promise<ConversionView>;
  /** @throws StudioError consent_*, no_checkpoint, encoder_missing, not_found, checkpoint_damaged, job_state, bad_request, disk_full */
  create(conversion: CreateConversion): Promise<ConversionView>;
  /**
   * Once more, with the settings and the saved state it had, or the best one where that is gone; from where it failed, if all
   * is as it was. @throws as `create` does, job_state
   */
  retry(id: string): Promise<ConversionView>;
  remove(id: string): Promise<void>;
  /** Path, media type and a name to save it under. @throws StudioError not_found until it is done, consent_* */
  video(id: string, which: 'result' | 'side-by-side'): Promise<ConvertedVideo>;
  /** @throws StudioError not_found until it is done, and of conversions of before there were reports; consent_* */
  report(id: string): Promise<ConversionReport>;
  /** Path of the picture of a frame that the report names. @throws StudioError not_found, consent_* */
  worst(id: string, moment: { readonly frame: number; readonly person: number }): Promise<string>;
}

export interface ConvertedVideo {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly announce: Announcements;
  readonly looks: LookPicksService;
}

export const createConversionsService = (context: StudioContext, parts: Parts): ConversionsService => {
  const { store, files, events, now } = context;
  const { jobs, views, announce } = parts;
  const gather = createGathering(context, parts);
  const begin = createConversionWork(context, parts);
  const record = async (id: string) => found(await store.conversions.read(id), 'conversion');

  /** Nothing of a result is seen until it is whole, nor where consent does not hold any more. */
  const requireShown = async (id: string): Promise<void> => {
    const conversion = await record(id);
    found(conversion.state === 'done' ? conversion : undefined, 'result');
    await parts.consents.require(await readPeopleOfConversion(context, conversion));
  };

  return {
    list: async () => Promise.all((await store.conversions.list()).map(views.conversion)),
    read: async (id) => views.conversion(await record(id)),
    create: async (request) => {
      const ingredients = await gather(request);
      const conversion = newConversion({ ...ingredients, createdAt: now().toISOString() });
      await store.conversions.insert(conversion);
      await begin(conversion, ingredients);
      return found(await announce.conversion(conversion.id), 'conversion');
    },
    retry: async (id) => {
      const conversion = await record(id);
      if (conversion.state !== 'failed' && conversion.state !== 'cancelled')
        throw new StudioError('job_state', 'Only what failed or was cancelled is done again.', { facts: { id } });
      const { runId, modelId, clipId, settings, iteration } = conversion;
      const checkpoints = runId === null ? [] : await store.runs.checkpointsOf(runId);
      const same = checkpoints.find((each) => each.iteration === iteration && !each.fault);
      const named = { runId: runId ?? undefined, modelId: modelId ?? undefined };
      const keptBytes = await unfinishedBytes(context, id);
      const ingredients = await gather({ ...named, clipId, settings, checkpointId: same?.id }, { keptBytes });
      const again = { ...stateOf(ingredients.model), state: 'queued', error: null } as const;
      await store.conversions.update(id, again);
      await begin({ ...conversion, ...again }, ingredients);
      return found(await announce.conversion(id), 'conversion');
    },
    remove: async (id) => {
      await record(id);
      await jobs.endOn([id]);
      await store.conversions.remove(id);
      await files.remove(files.paths.folderOf('conversions', id));
      events.publish({ type: 'conversion:removed', conversionId: id });
    },
    video: async (id, which) => {
      await requireShown(id);
      const conversion = await views.conversion(await record(id));
      const isThere = which === 'result' || conversion.hasSideBySide;
      const { extension, mediaType } = videoFiles[which === 'result' ? conversion.settings.format : 'h264'];
      const { paths } = files;
      const path = which === 'result' ? paths.conversionVideo(id, extension) : paths.conversionSideBySide(id);
      const name = downloadName(nameOfVideo(conversion, which), extension);
      return { path: found(isThere ? path : undefined, 'video'), name, mediaType };
    },
    report: async (id) => {
      await requireShown(id);
      const bytes = found(await files.read(files.paths.conversionReport(id)), 'report');
      return conversionReport.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
    worst: async (id, { frame, person }) => {
      await requireShown(id);
      return files.paths.conversionWorst(id, frame, person);
    },
  };
};

const nameOfVideo = (conversion: ConversionView, which: 'result' | 'side-by-side'): string[] => {
  const shown = ({ to, ...names }: { to: Side; personAName: string; personBName: string }) =>
    to === 'a' ? names.personAName : names.personBName;
  const faces = namesOfFaces([
    shown({ ...conversion, to: conversion.settings.to }),
    ...conversion.otherPairs.map(shown),
  ]);
  const clip = conversion.clipName.replace(/\.\w+$/, '');
  return [clip, 'as', ...faces, which === 'result' ? '' : which, 'AI-altered'];
};

/** Which saved state it is made with, and what that was to its run; a model of others has none. */
const stateOf = (model: ReadyModel): Pick<ConversionRecord, 'iteration' | 'checkpoint'> => {
  if (model.kind === 'dfm') return { iteration: null, checkpoint: null };
  const { iteration, kind, name, heldOutError } = model.checkpoint;
  return { iteration, checkpoint: { kind, name, isBest: model.isBest, heldOutError } };
};

const newConversion = ({
  settings,
  createdAt,
  model,
  clip,
}: Ingredients & { createdAt: string }): ConversionRecord => ({
  id: randomUUID(),
  runId: model.kind === 'run' ? model.run.id : null,
  modelId: model.kind === 'dfm' ? model.dfm.id : null,
  clipId: clip.id,
  settings,
  state: 'queued',
  jobId: null,
  ...stateOf(model),
  frames: null,
  jitter: null,
  sizeBytes: null,
  seconds: null,
  error: null,
  createdAt,
});
