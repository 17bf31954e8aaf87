/** Clips: what is shown of those that are in, and what may be changed of them. How they come in is in clip-doors.ts. */
import type { ChangeClip, ClipSampling, ClipView } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { type ClipDoors, createClipDoors } from './clip-doors.ts';
import type { ClipImports } from './clip-imports.ts';
import { requireSource } from './clip-source.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { ParkedPhotos } from './parked-photos.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface ClipsService extends ClipDoors, ParksPhotos {
  list(personId?: string): Promise<ClipView[]>;
  read(id: string): Promise<ClipView>;
  /** @throws StudioError bad_request where the part begins behind the clip's end */
  change(id: string, change: ChangeClip): Promise<ClipView>;
  remove(id: string): Promise<void>;
  /** @throws StudioError not_found for a set of photos, source_changed where a file of the server is not what it was */
  sourceFile(id: string): Promise<{ readonly path: string; readonly name: string; readonly extension: string }>;
  thumbnailPath(id: string): Promise<string>;
  /** @throws StudioError not_found */
  proxyPath(id: string): Promise<string>;
}

type ParksPhotos = Pick<ParkedPhotos, 'park'>;

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly imports: ClipImports;
  readonly parked: ParkedPhotos;
}

export const createClipsService = (context: StudioContext, parts: Parts): ClipsService => ({
  ...createClipDoors(context, parts),
  ...createClipShelf(context, parts),
  park: parts.parked.park,
});

const createClipShelf = (
  context: StudioContext,
  { jobs, views, imports }: Parts,
): Omit<ClipsService, keyof ClipDoors | keyof ParksPhotos> => {
  const { store, files, events } = context;
  const record = async (id: string): Promise<ClipRecord> => found(await store.clips.read(id), 'clip');
  return {
    list: async (personId) => Promise.all((await store.clips.list({ personId })).map(views.clip)),
    read: async (id) => views.clip(await record(id)),
    change: async (id, { sampling }) => {
      const clip = await record(id);
      refuseBehindEnd(clip, sampling);
      await store.clips.update(id, { sampling });
      const view = await views.clip({ ...clip, sampling });
      events.publish({ type: 'clip:changed', clip: view });
      return view;
    },
    remove: async (id) => {
      const clip = await record(id);
      const conversions = await store.conversions.list({ clipId: id });
      await jobs.endOn([id, ...conversions.map((conversion) => conversion.id)]);
      await imports.discard(clip);
      for (const conversion of conversions) {
        await files.remove(files.paths.folderOf('conversions', conversion.id));
        events.publish({ type: 'conversion:removed', conversionId: conversion.id });
      }
    },
    sourceFile: async (id) => {
      const clip = await record(id);
      found(clip.kind === 'video' ? clip : undefined, 'video');
      return { path: await requireSource(context, clip), name: clip.name, extension: clip.extension };
    },
    thumbnailPath: async (id) => {
      const { state } = await record(id);
      return found(state === 'ready' ? files.paths.clipThumbnail(id) : undefined, 'thumbnail');
    },
    proxyPath: async (id) => {
      const { hasProxy } = await record(id);
      return found(hasProxy ? files.paths.clipProxy(id) : undefined, 'proxy');
    },
  };
};

const refuseBehindEnd = ({ facts }: ClipRecord, { inSeconds }: ClipSampling): void => {
  if (!facts || (inSeconds ?? 0) < facts.durationSeconds) return;
  throw new StudioError('bad_request', 'The part to look through begins behind the end of the clip.', {
    facts: { inSeconds, durationSeconds: facts.durationSeconds },
  });
};
