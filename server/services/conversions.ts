/** Conversions: one clip rendered with a run's newest checkpoint. A result is seen only when it is whole and consent still holds. */
import { randomUUID } from 'node:crypto';
import {
  type ConversionSettings,
  type ConversionView,
  type CreateConversion,
  conversionSettings,
} from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import { downloadName } from '#core/studio/file-names.ts';
import type { ClipRecord, ConversionRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import { createConversionWork, type Ingredients } from './conversion-work.ts';
import type { JobsService } from './jobs.ts';
import { untrained } from './run-checkpoints.ts';
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
  readonly announce: Announcements;
}

export const createConversionsService = (context: StudioContext, parts: Parts): ConversionsService => {
  const { store, files, events, now } = context;
  const { consents, jobs, views, announce } = parts;
  const begin = createConversionWork(context, parts);
  const record = async (id: string) => found(await store.conversions.read(id), 'conversion');

  const gather = async ({ runId, clipId, settings }: CreateConversion): Promise<Ingredients> => {
    const run = found(await store.runs.read(runId), 'run');
    const clip = found(await store.clips.read(clipId), 'clip');
    const personIds = [run.personAId, run.personBId, clip.personId];
    await consents.require(personIds);
    refusePhotos(clip);
    refuseWrongPerson(run, clip, settings.to);
    if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
    const checkpoint = (await store.runs.checkpointsOf(runId)).find(({ fault }) => fault === null);
    if (!checkpoint) throw untrained(runId);
    // Two videos of about the size of the clip, and room to spare.
    await files.requireRoom(clip.sizeBytes * 3);
    return { run, clip, checkpoint, personIds };
  };

  return {
    list: async () => Promise.all((await store.conversions.list()).map(views.conversion)),
    read: async (id) => views.conversion(await record(id)),
    create: async (request) => {
      const ingredients = await gather(request);
      const settings = conversionSettings.parse(request.settings);
      const conversion = newConversion({ ...ingredients, settings, createdAt: now().toISOString() });
      await store.conversions.insert(conversion);
      await begin(conversion, ingredients);
      return found(await announce.conversion(conversion.id), 'conversion');
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
      return { path: found(isThere ? path : undefined, 'video'), name: nameOfVideo(conversion, which) };
    },
  };
};

const nameOfVideo = (conversion: ConversionView, which: 'result' | 'side-by-side'): string => {
  const face = conversion.settings.to === 'a' ? conversion.personAName : conversion.personBName;
  const clip = conversion.clipName.replace(/\.\w+$/, '');
  return downloadName([clip, 'as', face, which === 'result' ? '' : which, 'AI-altered'], 'mp4');
};

const refusePhotos = (clip: ClipRecord): void => {
  if (clip.kind === 'video') return;
  throw new StudioError('not_a_video', `${clip.name} is a set of photos. Only videos can be converted.`, {
    facts: { clipId: clip.id },
  });
};

/** `to: b` puts B's face where A's is, so the clip has to show A. */
const refuseWrongPerson = (run: RunRecord, clip: ClipRecord, to: ConversionSettings['to']): void => {
  const replacedId = to === 'b' ? run.personAId : run.personBId;
  if (clip.personId === replacedId) return;
  throw new StudioError('bad_request', `${clip.name} does not belong to the person whose face would be replaced.`, {
    facts: { clipId: clip.id, to },
  });
};

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
