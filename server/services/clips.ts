/** Clips: the doors by which a file comes in, and what is shown of those that are in. A refused file leaves nothing behind. */
import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import {
  type ChangeClip,
  type ClipSampling,
  type ClipView,
  type ExtractFaces,
  usualExtraction,
} from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { displayName } from '#core/studio/file-names.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { type ClipImports, refuseDuplicate } from './clip-imports.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface ImportFile {
  readonly personId: string;
  /** Copied; the original is left alone. */
  readonly path: string;
  readonly name?: string;
  /** How its faces are looked for once it is in; null = not yet. */
  readonly extract: ExtractFaces | null;
  readonly signal?: AbortSignal;
}

export interface ClipsService {
  list(personId?: string): Promise<ClipView[]>;
  read(id: string): Promise<ClipView>;
  /** @throws StudioError bad_request where the part begins behind the clip's end */
  change(id: string, change: ChangeClip): Promise<ClipView>;
  remove(id: string): Promise<void>;
  /** By anyone who may name files of this machine: the CLI. Resolves with the import under way. @throws StudioError clip_duplicate with the earlier clip's id */
  importFile(options: ImportFile): Promise<ClipView>;
  /** By the REST interface: only from the folders that the configuration opens. @throws StudioError bad_request */
  importOpenFile(options: Pick<ImportFile, 'personId' | 'path' | 'name'>): Promise<ClipView>;
  /** Before a byte is taken. @throws StudioError consent_*, file_too_large, disk_full */
  allowUpload(options: { readonly personId: string; readonly sizeBytes: number }): Promise<void>;
  /** Takes a finished upload out of the uploads folder. */
  adoptUpload(options: { readonly personId: string; readonly path: string; readonly name: string }): Promise<ClipView>;
  /** Begins an import again that the studio's end has cut. */
  resumeImport(clip: ClipRecord): Promise<void>;
  sourceFile(id: string): Promise<{ readonly path: string; readonly name: string; readonly extension: string }>;
  thumbnailPath(id: string): Promise<string>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly imports: ClipImports;
}

export const createClipsService = (context: StudioContext, parts: Parts): ClipsService => ({
  ...createClipDoors(context, parts),
  ...createClipShelf(context, parts),
});

type Doors = Pick<ClipsService, 'importFile' | 'importOpenFile' | 'allowUpload' | 'adoptUpload' | 'resumeImport'>;

const createClipDoors = (context: StudioContext, { consents, imports }: Parts): Doors => {
  const { files, settings } = context;
  const { maxFileBytes } = settings.limits;

  const importFile: Doors['importFile'] = ({ personId, path, name, extract, signal }) =>
    imports.take({
      personId,
      name: displayName(name ?? path),
      extract,
      place: async (clip, to) => {
        const { sizeBytes, sha256 } = await files.copyIn({ from: path, to, maxBytes: maxFileBytes, signal });
        await refuseDuplicate(context, clip, sha256);
        return sizeBytes;
      },
    });

  return {
    importFile,
    importOpenFile: async ({ personId, path, name }) => {
      await refuseClosedFolder(settings.importFolders, path);
      return importFile({ personId, path: resolve(path), name, extract: usualExtraction });
    },
    allowUpload: async ({ personId, sizeBytes }) => {
      await consents.require([personId]);
      if (sizeBytes > maxFileBytes) {
        const facts = { sizeBytes, maxBytes: maxFileBytes };
        throw new StudioError('file_too_large', 'The file is larger than this studio allows.', { facts });
      }
      await files.requireRoom(sizeBytes);
    },
    adoptUpload: ({ personId, path, name }) =>
      imports.take({
        personId,
        name: displayName(name),
        extract: usualExtraction,
        place: async (_clip, to) => {
          const sizeBytes = (await files.sizeBytes(path)) ?? 0;
          if (sizeBytes === 0) throw new StudioError('file_empty', 'The file is empty.');
          await files.publish(path, to);
          return sizeBytes;
        },
      }),
    resumeImport: async (clip) => {
      try {
        await consents.require([clip.personId]);
        await imports.begin(clip, usualExtraction);
      } catch {
        await imports.discard(clip);
      }
    },
  };
};

const createClipShelf = (
  { store, files, events }: StudioContext,
  { jobs, views, imports }: Parts,
): Omit<ClipsService, keyof Doors> => {
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
      return { path: files.paths.clipSource(id, clip.extension), name: clip.name, extension: clip.extension };
    },
    thumbnailPath: async (id) => {
      const { state } = await record(id);
      return found(state === 'ready' ? files.paths.clipThumbnail(id) : undefined, 'thumbnail');
    },
  };
};

const refuseBehindEnd = ({ facts }: ClipRecord, { inSeconds }: ClipSampling): void => {
  if (!facts || (inSeconds ?? 0) < facts.durationSeconds) return;
  throw new StudioError('bad_request', 'The part to look through begins behind the end of the clip.', {
    facts: { inSeconds, durationSeconds: facts.durationSeconds },
  });
};

/** Links are followed first: one inside an open folder must not lead out of it. @throws StudioError bad_request */
const refuseClosedFolder = async (openFolders: readonly string[], path: string): Promise<void> => {
  const real = await realpath(path).catch(() => resolve(path));
  const folders = await Promise.all(openFolders.map((folder) => realpath(folder).catch(() => resolve(folder))));
  if (folders.some((folder) => real.startsWith(folder + sep))) return;
  throw new StudioError(
    'bad_request',
    'Files of the server may be named only inside the folders that its configuration opens for import.',
  );
};
