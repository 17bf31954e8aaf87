/** Conversions: one clip rendered with a checkpoint of a run. A result is seen only when it is whole and consent still holds. */
import { randomUUID } from 'node:crypto';
import { architectureNamed, modelShape } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { VideoFacts } from '#core/contract/clip.ts';
import {
  type ConversionSettings,
  type ConversionView,
  type CreateConversion,
  conversionSettings,
  type SwapMaskChoice,
} from '#core/contract/conversion.ts';
import { type ConversionReport, conversionReport } from '#core/contract/conversion-report.ts';
import { StudioError } from '#core/contract/errors.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { checkpointToUse, usableCheckpoints } from '#core/studio/checkpoint-to-use.ts';
import { downloadName } from '#core/studio/file-names.ts';
import { bestCheckpoint } from '#core/studio/kept-checkpoints.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import type { CheckpointRecord, ClipRecord, ConversionRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import { createConversionWork, type Ingredients } from './conversion-work.ts';
import type { JobsService } from './jobs.ts';
import { untrained } from './run-checkpoints.ts';
import { peopleOfRun } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface ConversionsService {
  list(): Promise<ConversionView[]>;
  read(id: string): Promise<ConversionView>;
  /** @throws StudioError consent_*, no_checkpoint, encoder_missing, not_found, checkpoint_damaged, job_state, bad_request, disk_full */
  create(conversion: CreateConversion): Promise<ConversionView>;
  remove(id: string): Promise<void>;
  /** Path, media type and a name to save it under. @throws StudioError not_found until it is done */
  video(id: string, which: 'result' | 'side-by-side'): Promise<ConvertedVideo>;
  /** @throws StudioError not_found until it is done, and of conversions of before there were reports */
  report(id: string): Promise<ConversionReport>;
  /** Path of the picture of a frame that the report names. @throws StudioError not_found */
  worst(id: string, frame: number): Promise<string>;
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
}

export const createConversionsService = (context: StudioContext, parts: Parts): ConversionsService => {
  const { store, files, events, now } = context;
  const { consents, jobs, views, announce } = parts;
  const begin = createConversionWork(context, parts);
  const record = async (id: string) => found(await store.conversions.read(id), 'conversion');

  const gather = async ({ runId, clipId, checkpointId, settings }: CreateConversion): Promise<Ingredients> => {
    const run = found(await store.runs.read(runId), 'run');
    const clip = found(await store.clips.read(clipId), 'clip');
    const personIds = [...peopleOfRun(run), clip.personId];
    await consents.require(personIds);
    refusePhotos(clip);
    refuseWrongPerson(run, clip, settings.to);
    refuseMissingMask(run, settings.mask);
    if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
    refuseEmptyPart(clip.facts, settings);
    await refuseMissingEncoder(context, settings);
    const checkpoints = await store.runs.checkpointsOf(runId);
    const standing = checkpoints.filter((each) => !isLeft(run.branches, each));
    const checkpoint = checkpointId === undefined ? checkpointToUse(standing) : askedFor(checkpoints, checkpointId);
    if (!checkpoint) throw untrained(runId);
    // Two videos of about the size of the clip, and room to spare.
    await files.requireRoom(clip.sizeBytes * 3);
    const isBest = checkpoint === bestCheckpoint(usableCheckpoints(standing));
    return { run, clip, checkpoint, isBest, personIds };
  };

  /** Nothing of a result is seen until it is whole. */
  const requireDone = async (id: string): Promise<void> => {
    const { state } = await record(id);
    found(state === 'done' ? state : undefined, 'result');
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
      const { extension, mediaType } = videoFiles[which === 'result' ? conversion.settings.format : 'h264'];
      const { paths } = files;
      const path = which === 'result' ? paths.conversionVideo(id, extension) : paths.conversionSideBySide(id);
      const name = downloadName(nameOfVideo(conversion, which), extension);
      return { path: found(isThere ? path : undefined, 'video'), name, mediaType };
    },
    report: async (id) => {
      await requireDone(id);
      const bytes = found(await files.read(files.paths.conversionReport(id)), 'report');
      return conversionReport.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
    worst: async (id, frame) => {
      await requireDone(id);
      return files.paths.conversionWorst(id, frame);
    },
  };
};

const nameOfVideo = (conversion: ConversionView, which: 'result' | 'side-by-side'): string[] => {
  const face = conversion.settings.to === 'a' ? conversion.personAName : conversion.personBName;
  const clip = conversion.clipName.replace(/\.\w+$/, '');
  return [clip, 'as', face, which === 'result' ? '' : which, 'AI-altered'];
};

const askedFor = (checkpoints: readonly CheckpointRecord[], id: string): CheckpointRecord => {
  const checkpoint = found(
    checkpoints.find((each) => each.id === id),
    'checkpoint',
  );
  if (checkpoint.fault === null) return checkpoint;
  throw new StudioError('checkpoint_damaged', `The file saved at iteration ${checkpoint.iteration} is not whole.`, {
    facts: { iteration: checkpoint.iteration, fault: checkpoint.fault },
  });
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

/** What every ffmpeg of ours writes is not asked for. */
const refuseMissingEncoder = async (
  { frames }: StudioContext,
  { format = 'h264' }: CreateConversion['settings'],
): Promise<void> => {
  if (format === 'h264' || (await frames.formats()).includes(format)) return;
  throw new StudioError('encoder_missing', `The ffmpeg of this studio cannot write ${format}.`, { facts: { format } });
};

const refuseEmptyPart = (
  { durationSeconds }: VideoFacts,
  { inSeconds = null, outSeconds = null }: CreateConversion['settings'],
): void => {
  if ((inSeconds ?? 0) < Math.min(outSeconds ?? durationSeconds, durationSeconds)) return;
  throw new StudioError('bad_request', 'The part to convert ends before it begins, or begins behind the clip’s end.', {
    facts: { inSeconds, outSeconds, durationSeconds },
  });
};

/** @throws StudioError bad_request where the mask is wanted of a model that draws none */
const refuseMissingMask = ({ settings: { architecture } }: RunRecord, mask: SwapMaskChoice | undefined): void => {
  if (mask !== 'learned' && mask !== 'both') return;
  if (modelShape(architectureNamed(architectures, architecture)).drawsMask) return;
  throw new StudioError('bad_request', 'This model draws no mask: choose the outline of the landmarks.', {
    facts: { architecture, mask },
  });
};

const newConversion = ({
  run,
  clip,
  checkpoint: { iteration, kind, name, heldOutError },
  isBest,
  settings,
  createdAt,
}: Ingredients & { settings: ConversionSettings; createdAt: string }): ConversionRecord => ({
  id: randomUUID(),
  runId: run.id,
  clipId: clip.id,
  settings,
  state: 'queued',
  jobId: null,
  iteration,
  checkpoint: { kind, name, isBest, heldOutError },
  frames: null,
  jitter: null,
  sizeBytes: null,
  seconds: null,
  error: null,
  createdAt,
});
