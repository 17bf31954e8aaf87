/** Clips: a file comes in, is read to its end, and its faces are found. A refused file leaves nothing behind. */
import { randomUUID } from 'node:crypto';
import { extname, resolve, sep } from 'node:path';
import type { ClipView } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobResult, JobView } from '#core/contract/jobs.ts';
import { displayName, videoExtension } from '#core/studio/file-names.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { ExtractionsService } from './extractions.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface ImportFile {
  readonly personId: string;
  /** Copied; the original is left alone. */
  readonly path: string;
  readonly name?: string;
  /** Whether its faces are looked for once it is in. */
  readonly extract: boolean;
  readonly signal?: AbortSignal;
}

export interface ClipsService {
  list(personId?: string): Promise<ClipView[]>;
  read(id: string): Promise<ClipView>;
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
  readonly extractions: ExtractionsService;
}

export const createClipsService = (context: StudioContext, parts: Parts): ClipsService => {
  const { store, files, events, settings, now } = context;
  const { consents, jobs, views, extractions } = parts;
  const record = async (id: string) => found(await store.clips.read(id), 'clip');

  const changed = async (id: string): Promise<ClipView> => {
    const clip = await views.clip(await record(id));
    events.publish({ type: 'clip:changed', clip });
    return clip;
  };

  const tellPerson = async (personId: string): Promise<void> => {
    const person = await store.persons.read(personId);
    if (person) events.publish({ type: 'person:changed', person: await views.person(person) });
  };

  const discard = async (clip: Pick<ClipRecord, 'id' | 'personId'>): Promise<void> => {
    await store.clips.remove(clip.id);
    await files.remove(files.paths.folderOf('clips', clip.id));
    await files.remove(files.paths.faces(clip.id));
    events.publish({ type: 'clip:removed', clipId: clip.id, personId: clip.personId });
    await tellPerson(clip.personId);
  };

  const refuseDuplicate = async (clip: Pick<ClipRecord, 'id' | 'personId'>, sha256: string): Promise<void> => {
    const same = (await store.clips.list({ personId: clip.personId })).find(
      (other) => other.sha256 === sha256 && other.id !== clip.id,
    );
    if (!same) return;
    throw new StudioError('clip_duplicate', `This file is here already, as ${same.name}.`, {
      facts: { clipId: same.id },
    });
  };

  const keep = async (clip: ClipRecord, result: JobResult<'import-video'>, extract: boolean): Promise<void> => {
    await consents.require([clip.personId]);
    await refuseDuplicate(clip, result.sha256);
    await store.clips.update(clip.id, { ...result, state: 'ready' });
    if (extract) await extractions.start(clip.id, { samplesPerSecond: 5 });
  };

  const startImport = (clip: ClipRecord, extract: boolean): Promise<JobView> =>
    jobs.start({
      kind: 'import-video',
      title: clip.name,
      subject: { type: 'clip', id: clip.id, personId: clip.personId },
      personIds: [clip.personId],
      payload: async () => ({
        clipId: clip.id,
        sourcePath: files.paths.clipSource(clip.id, clip.extension),
        thumbnailPath: files.paths.clipThumbnail(clip.id),
      }),
      publish: (result) => keep(clip, result, extract),
      abandon: () => discard(clip),
      tell: async () => {
        if (!(await store.clips.read(clip.id))) return;
        await changed(clip.id);
        await tellPerson(clip.personId);
      },
    });

  /** `place` brings the file to its path; whatever fails on the way, nothing stays. */
  const take = async (options: {
    personId: string;
    name: string;
    extract: boolean;
    place: (clip: ClipRecord, to: string) => Promise<number>;
  }) => {
    await consents.require([options.personId]);
    const clip = newClip(options, now());
    try {
      const sizeBytes = await options.place(clip, files.paths.clipSource(clip.id, clip.extension));
      await consents.require([options.personId]);
      await store.clips.insert({ ...clip, sizeBytes });
      await startImport(clip, options.extract);
    } catch (error) {
      await discard(clip);
      throw error;
    }
    await tellPerson(clip.personId);
    return changed(clip.id);
  };

  const importFile = ({ personId, path, name, extract, signal }: ImportFile): Promise<ClipView> =>
    take({
      personId,
      name: displayName(name ?? path),
      extract,
      place: async (clip, to) => {
        const { sizeBytes, sha256 } = await files.copyIn({
          from: path,
          to,
          maxBytes: settings.limits.maxFileBytes,
          signal,
        });
        await refuseDuplicate(clip, sha256);
        return sizeBytes;
      },
    });

  return {
    list: async (personId) => Promise.all((await store.clips.list({ personId })).map(views.clip)),
    read: async (id) => views.clip(await record(id)),
    remove: async (id) => {
      const clip = await record(id);
      const conversions = await store.conversions.list({ clipId: id });
      await jobs.endOn([id, ...conversions.map((conversion) => conversion.id)]);
      await discard(clip);
      for (const conversion of conversions) {
        await files.remove(files.paths.folderOf('conversions', conversion.id));
        events.publish({ type: 'conversion:removed', conversionId: conversion.id });
      }
    },
    importFile,
    importOpenFile: async ({ personId, path, name }) => {
      const asked = resolve(path);
      const isOpen = settings.importFolders.some((folder) => asked.startsWith(resolve(folder) + sep));
      if (!isOpen)
        throw new StudioError(
          'bad_request',
          'Files of the server may be named only inside the folders that its configuration opens for import.',
        );
      return importFile({ personId, path: asked, name, extract: true });
    },
    allowUpload: async ({ personId, sizeBytes }) => {
      await consents.require([personId]);
      const { maxFileBytes } = settings.limits;
      if (sizeBytes > maxFileBytes) {
        throw new StudioError('file_too_large', 'The file is larger than this studio allows.', {
          facts: { sizeBytes, maxBytes: maxFileBytes },
        });
      }
      await files.requireRoom(sizeBytes);
    },
    adoptUpload: ({ personId, path, name }) =>
      take({
        personId,
        name: displayName(name),
        extract: true,
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
        await startImport(clip, true);
      } catch {
        await discard(clip);
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

const newClip = ({ personId, name }: { personId: string; name: string }, at: Date): ClipRecord => ({
  id: randomUUID(),
  personId,
  name,
  state: 'importing',
  extension: videoExtension(extname(name)),
  sizeBytes: 0,
  sha256: null,
  facts: null,
  playable: false,
  descriptor: null,
  extractedAt: null,
  createdAt: at.toISOString(),
});
