/** Downloading the video of a link and making a clip of it. What has come of it stays until the clip is there or the link goes. */
import { extname } from 'node:path';
import { usualExtraction } from '#core/contract/clip.ts';
import type { JobResult } from '#core/contract/jobs.ts';
import { displayName } from '#core/studio/file-names.ts';
import type { LinkRecord } from '#server/ports/link-store.ts';
import { logLost } from './active-job.ts';
import type { ClipImports } from './clip-imports.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { addressOf } from './link-checks.ts';
import type { LinkRows } from './link-rows.ts';
import type { StudioContext } from './studio-context.ts';

export interface LinkDownloads {
  start(link: LinkRecord): Promise<void>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly imports: ClipImports;
  readonly rows: LinkRows;
}

export const createLinkDownloads = (context: StudioContext, parts: Parts): LinkDownloads => {
  const { store, files } = context;
  const { consents, jobs, imports, rows } = parts;

  const clipOf = async (personId: string, sha256: string) =>
    (await store.clips.list({ personId })).find((clip) => clip.sha256 === sha256);

  const keep = async (link: LinkRecord, result: JobResult<'download-clip'>): Promise<void> => {
    await consents.require([link.personId]);
    const same = await clipOf(link.personId, result.sha256);
    const clipId = same?.id ?? (await importDownload(link, result));
    await store.links.update(link.id, { state: 'done', clipId, error: null });
    await files.remove(files.paths.linkDownload(link.id));
  };

  const importDownload = async (link: LinkRecord, result: JobResult<'download-clip'>): Promise<string> => {
    const clip = await imports.take({
      personId: link.personId,
      name: displayName(`${link.facts?.title ?? result.title}${extname(result.path)}`),
      sourceUrl: addressOf(link),
      extract: usualExtraction,
      place: async (_clip, to) => {
        await files.publish(result.path, to);
        return result.sizeBytes;
      },
    });
    if (clip.jobId) followImport(link, clip.jobId, result.sha256).catch(logLost);
    return clip.id;
  };

  /** A file that turns out to be no video takes its clip with it: the link says why. */
  const followImport = async ({ id, personId }: LinkRecord, jobId: string, sha256: string): Promise<void> => {
    const { state, error } = await jobs.whenEnded(jobId);
    if (state === 'cancelled') await rows.change(id, { state: 'ready', error: null });
    if (state !== 'failed') return;
    // Another import of the same file was the faster one.
    const same = error?.code === 'clip_duplicate' ? await clipOf(personId, sha256) : undefined;
    await rows.change(id, same ? { clipId: same.id } : { state: 'failed', error });
  };

  return {
    start: async (link) => {
      const { id, personId, url, item, facts } = link;
      await store.links.update(id, { state: 'queued', error: null });
      await jobs.start({
        kind: 'download-clip',
        title: facts?.title ?? url,
        subject: { type: 'link', id, personId },
        personIds: [personId],
        payload: async () => {
          await files.requireRoom(facts?.sizeBytes ?? 0);
          return { linkId: id, target: { url, item }, folder: files.paths.linkDownload(id) };
        },
        onBegan: async () => void (await rows.change(id, { state: 'downloading' })),
        publish: (result) => keep(link, result),
        abandon: async (ending) => {
          if (ending.status === 'cancelled') return store.links.update(id, { state: 'ready', error: null });
          const { code, message } = ending.error;
          return store.links.update(id, { state: 'failed', error: { code, message } });
        },
        tell: async () => void (await rows.tell(id)),
      });
      await rows.tell(id);
    },
  };
};
