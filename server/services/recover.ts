/**
 * What the studio's last end has left: work that was cut is said to be so, files and rows that lost each other are tidied,
 * and imports, extractions and conversions go on by themselves. Runs wait to be started again: they go on from their last
 * checkpoint.
 */

import { usualExtraction } from '#core/contract/clip.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import type { JobRecord } from '#server/ports/studio-store.ts';
import type { ClipProxies } from './clip-proxies.ts';
import { clipSourcePath } from './clip-source.ts';
import type { ClipsService } from './clips.ts';
import type { ConsentsService } from './consents.ts';
import type { ConversionsService } from './conversions.ts';
import type { ExtractionsService } from './extractions.ts';
import type { LinksService } from './links.ts';
import type { ParkedPhotos } from './parked-photos.ts';
import { dropStrayCheckpoints } from './run-checkpoints.ts';
import type { RunLogService } from './run-log.ts';
import type { StudioContext } from './studio-context.ts';
import { sweepUnfinished } from './unfinished-conversions.ts';

const interrupted = { code: 'interrupted', message: 'The studio ended while this was at work.' };

/** Before anything else touches the store. */
export const recover = async (context: StudioContext, services: Recovering): Promise<void> => {
  const cut = await context.store.jobs.active();
  await markInterrupted(context, cut, services.runLog);
  await context.store.faces.dropStaged();
  await dropStrayFolders(context);
  await dropHalfPublished(context);
  await sweepUnfinished(context, services.consents);
  await settleCheckpoints(context);
  await dropStrayCrops(context);
  await failLostConversions(context);
  await goOn(context, services, cut);
  await services.parked.tidy();
  await services.links.resume();
};

interface Recovering {
  readonly consents: ConsentsService;
  readonly conversions: ConversionsService;
  readonly clips: ClipsService;
  readonly links: LinksService;
  readonly extractions: ExtractionsService;
  readonly proxies: ClipProxies;
  readonly parked: ParkedPhotos;
  readonly runLog: RunLogService;
}

const markInterrupted = async (
  { store, now }: StudioContext,
  cut: readonly JobRecord[],
  log: RunLogService,
): Promise<void> => {
  const endedAt = now().toISOString();
  for (const job of cut) await store.jobs.update(job.id, { state: 'failed', error: interrupted, endedAt });
  for (const run of await store.runs.list({ states: ['queued', 'running', 'paused'] })) {
    await store.runs.update(run.id, { state: 'stopped', pausedFor: null, jobId: null, error: interrupted });
    await log.note(run.id, { kind: 'interrupted' });
  }
  for (const conversion of await store.conversions.list({ states: ['queued', 'running'] })) {
    await store.conversions.update(conversion.id, { state: 'failed', error: interrupted });
  }
};

/** Folders that no row names: made by work whose row was never written, or left by a removal that was cut. */
const dropStrayFolders = async ({ store, files }: StudioContext): Promise<void> => {
  const clipIds = (await store.clips.list({})).map((clip) => clip.id);
  const known = {
    persons: (await store.persons.list()).map((person) => person.id),
    links: (await store.links.list({})).map((link) => link.id),
    clips: clipIds,
    faces: clipIds,
    runs: (await store.runs.list()).map((run) => run.id),
    conversions: (await store.conversions.list()).map((conversion) => conversion.id),
    models: (await store.dfmModels.list()).map((model) => model.id),
  };
  for (const noun of ['persons', 'links', 'clips', 'faces', 'runs', 'conversions', 'models'] as const) {
    const ids = new Set(known[noun]);
    for (const name of await files.names(`${files.paths.root}/${noun}`)) {
      if (!ids.has(name)) await files.remove(`${files.paths.root}/${noun}/${name}`);
    }
  }
};

/** Of a conversion that is not done nothing is kept but what another try goes on with. */
const dropHalfPublished = async ({ store, files }: StudioContext): Promise<void> => {
  for (const { id } of await store.conversions.list({ states: ['failed', 'cancelled'] })) {
    const folder = files.paths.folderOf('conversions', id);
    for (const name of await files.names(folder)) {
      const path = `${folder}/${name}`;
      if (path !== files.paths.conversionUnfinished(id)) await files.remove(path);
    }
  }
};

/** The row of a file that is gone stays: who starts the run again must hear that it goes on from an older one, and why. */
const settleCheckpoints = async (context: StudioContext): Promise<void> => {
  const { store, files } = context;
  for (const run of await store.runs.list()) {
    await dropStrayCheckpoints(context, run.id);
    const names = await files.names(`${files.paths.run(run.id)}/checkpoints`);
    for (const { id, fileName } of await store.runs.checkpointsOf(run.id))
      if (!names.includes(fileName)) await store.runs.updateCheckpoint(id, { fault: 'missing' });
  }
};

const dropStrayCrops = async ({ store, files }: StudioContext): Promise<void> => {
  for (const clip of await store.clips.list({})) {
    const known = await store.faces.pictured(clip.id);
    // <faceId>.jpg, <faceId>.<pictureVersion>.jpg
    for (const name of await files.names(files.paths.faces(clip.id))) {
      if (!known.has(name.split('.')[0] ?? '')) await files.remove(`${files.paths.faces(clip.id)}/${name}`);
    }
  }
};

const failLostConversions = async ({ store, files }: StudioContext): Promise<void> => {
  for (const conversion of await store.conversions.list({ states: ['done'] })) {
    const { extension } = videoFiles[conversion.settings.format];
    if (await files.exists(files.paths.conversionVideo(conversion.id, extension))) continue;
    const error = { code: 'file_missing', message: 'The video of this conversion is gone from the data folder.' };
    await store.conversions.update(conversion.id, { state: 'failed', error });
  }
};

const goOn = async (
  context: StudioContext,
  { clips, extractions, proxies, conversions }: Recovering,
  cut: readonly JobRecord[],
): Promise<void> => {
  const { store, files } = context;
  for (const clip of await store.clips.list({ state: 'importing' })) {
    if (await files.exists(clipSourcePath(context, clip))) await clips.resumeImport(clip);
    else await store.clips.remove(clip.id);
  }
  // Before extractions: of two jobs on one clip the later one is its own.
  for (const job of cut) {
    const clip = job.kind === 'make-proxy' ? await store.clips.read(job.subject.id) : undefined;
    if (clip) await proxies.startWhereNeeded(clip).catch(() => undefined);
  }
  for (const job of cut) {
    if (job.kind !== 'extract-faces') continue;
    // Consent may have run out meanwhile: then the clip just stays as it was.
    await extractions.start(job.subject.id, usualExtraction).catch(() => undefined);
  }
  for (const job of cut) {
    if (job.kind === 'convert-video') await conversions.retry(job.subject.id).catch(() => undefined);
  }
};
