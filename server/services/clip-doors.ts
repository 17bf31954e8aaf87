/** The doors by which files come in: uploads, files the caller may name, folders of the server. A refused file leaves nothing behind. */
import { basename, resolve } from 'node:path';
import {
  type ClipView,
  type CreatePhotoSet,
  type ExtractFaces,
  type ImportedPaths,
  type ImportPaths,
  type ServerFolder,
  type SkippedFile,
  type UploadAnswer,
  type UploadQuestion,
  usualExtraction,
} from '#core/contract/clip.ts';
import { reportError, StudioError } from '#core/contract/errors.ts';
import { fileKind } from '#core/studio/file-kinds.ts';
import { displayName } from '#core/studio/file-names.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { ClipImports } from './clip-imports.ts';
import type { ConsentsService } from './consents.ts';
import { createImportFolders, type Entry } from './import-folders.ts';
import { isSizeKnown, knownClip, refuseDuplicate } from './known-files.ts';
import type { ParkedPhotos } from './parked-photos.ts';
import type { StudioContext } from './studio-context.ts';

export interface ImportFile {
  readonly personId: string;
  /** Copied; the original is left alone. */
  readonly path: string;
  readonly name?: string;
  /** How its faces are looked for once it is in; null = not yet. */
  readonly extract: ExtractFaces | null;
  readonly signal?: AbortSignal;
}

export interface ClipDoors {
  /** By anyone who may name files of this machine: the CLI. Resolves with the import under way. @throws StudioError clip_duplicate with the earlier clip's id */
  importFile(options: ImportFile): Promise<ClipView>;
  /** By the REST interface: only from the folders that the configuration opens; used where it lies. @throws StudioError bad_request */
  importOpenFile(options: Pick<ImportFile, 'personId' | 'path' | 'name'>): Promise<ClipView>;
  /** Files and whole folders from there: videos become clips, all pictures one set. @throws StudioError bad_request, consent_* */
  importPaths(options: ImportPaths): Promise<ImportedPaths>;
  openFolder(path: string | undefined): Promise<ServerFolder>;
  /** Whether a file has to be sent at all. @throws StudioError clip_duplicate, consent_* */
  answerUpload(question: UploadQuestion): Promise<UploadAnswer>;
  /** Before a byte is taken. @throws StudioError consent_*, file_too_large, disk_full */
  allowUpload(options: { readonly personId: string; readonly sizeBytes: number }): Promise<void>;
  /** Takes a finished upload out of the uploads folder. */
  adoptUpload(options: { readonly personId: string; readonly path: string; readonly name: string }): Promise<ClipView>;
  /** Makes one set of photos that were uploaded before. @throws StudioError not_found */
  createPhotoSet(set: CreatePhotoSet): Promise<ClipView>;
  /** Begins an import again that the studio's end has cut. */
  resumeImport(clip: ClipRecord): Promise<void>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly imports: ClipImports;
  readonly parked: ParkedPhotos;
}

export const createClipDoors = (context: StudioContext, parts: Parts): ClipDoors => ({
  ...createServerDoors(context, parts),
  ...createUploadDoors(context, parts),
  resumeImport: async (clip) => {
    try {
      await parts.consents.require([clip.personId]);
      await parts.imports.begin(clip, usualExtraction);
    } catch {
      await parts.imports.discard(clip);
    }
  },
});

type ServerDoors = Pick<ClipDoors, 'importFile' | 'importOpenFile' | 'importPaths' | 'openFolder'>;

const createServerDoors = (context: StudioContext, { consents, imports }: Parts): ServerDoors => {
  const { files, settings } = context;
  const { maxFileBytes } = settings.limits;
  const folders = createImportFolders(settings.importFolders);

  /** Somebody's clip of the same bytes. Digests are made only where a size agrees: most files are read once, by their import. */
  const knownAt = async (personId: string, path: string, signal?: AbortSignal) => {
    const stamp = await files.stamp(path);
    if (!stamp || !(await isSizeKnown(context, stamp.sizeBytes))) return undefined;
    return knownClip(context, { id: '', personId }, await files.digest(path, { signal }));
  };

  const link = async ({ personId, name, path }: { personId: string; name: string; path: string }) => {
    const shown = { personId, name: displayName(name), extract: usualExtraction };
    const known = await knownAt(personId, path);
    return known ? imports.takeKnown({ ...shown, known }) : imports.takeLinked({ ...shown, path });
  };

  return {
    openFolder: (path) => folders.list(path),
    importFile: async ({ personId, path, name, extract, signal }) => {
      const shown = { personId, name: displayName(name ?? path), extract };
      await consents.require([personId]);
      const known = await knownAt(personId, path, signal);
      if (known) return imports.takeKnown({ ...shown, known });
      return imports.take({
        ...shown,
        place: async (clip, to) => {
          const { sizeBytes, sha256 } = await files.copyIn({ from: path, to, maxBytes: maxFileBytes, signal });
          await refuseDuplicate(context, clip, sha256);
          return sizeBytes;
        },
      });
    },
    importOpenFile: async ({ personId, path, name }) => {
      await consents.require([personId]);
      const entry = await folders.resolve(resolve(path));
      if (entry.isFolder) throw new StudioError('file_missing', `${entry.name} is a folder, not a file.`);
      return link({ personId, name: name ?? entry.name, path: entry.realPath });
    },
    importPaths: async ({ personId, paths }) => {
      await consents.require([personId]);
      const { videos, photos, skipped } = await sortFiles(folders, paths);
      const clips: ClipView[] = [];
      for (const { name, realPath } of videos) {
        const clip = await link({ personId, name, path: realPath }).catch(refusedFile(name, skipped));
        if (clip) clips.push(clip);
      }
      if (photos.length > 0) {
        const set = {
          personId,
          name: displayName(setName(paths, photos)),
          extract: usualExtraction,
          photos: photos.map(({ name, realPath }) => ({ name, path: realPath })),
          linkedFolder: commonFolder(photos.map(({ realPath }) => realPath)),
        };
        const clip = await imports.takePhotos(set).catch(refusedFile(set.name, skipped));
        if (clip) clips.push(clip);
      }
      return { clips, skipped };
    },
  };
};

interface SortedFiles {
  readonly videos: Entry[];
  readonly photos: Entry[];
  readonly skipped: SkippedFile[];
}

const sortFiles = async (
  folders: ReturnType<typeof createImportFolders>,
  paths: readonly string[],
): Promise<SortedFiles> => {
  const sorted: SortedFiles = { videos: [], photos: [], skipped: [] };
  const seen = new Set<string>();
  const sort = (entry: Entry): void => {
    if (seen.has(entry.realPath)) return;
    seen.add(entry.realPath);
    const kind = fileKind(entry.name);
    if (kind === 'video') sorted.videos.push(entry);
    else if (kind === 'photo') sorted.photos.push(entry);
    else sorted.skipped.push({ name: displayName(entry.name), code: 'not_a_video' });
  };
  for (const path of paths) {
    const entry = await folders.resolve(resolve(path));
    if (!entry.isFolder) sort(entry);
    else for await (const file of folders.filesIn(entry.realPath)) sort(file);
  }
  return sorted;
};

/** One file that is refused does not keep the others out. */
const refusedFile =
  (name: string, skipped: SkippedFile[]) =>
  (error: unknown): undefined => {
    if (!(error instanceof StudioError) || error.code.startsWith('consent')) throw error;
    skipped.push({ name: displayName(name), code: reportError(error).code });
  };

const setName = (paths: readonly string[], photos: readonly Entry[]): string =>
  paths.length === 1 && photos[0]?.path !== paths[0]
    ? basename(paths[0] ?? '')
    : basename(commonFolder(photos.map(({ path }) => path)));

const commonFolder = (paths: readonly string[]): string => {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const length = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return (length < 0 ? first : first.slice(0, length)).join('/') || '/';
};

type UploadDoors = Pick<ClipDoors, 'answerUpload' | 'allowUpload' | 'adoptUpload' | 'createPhotoSet'>;

const createUploadDoors = (context: StudioContext, { consents, imports, parked }: Parts): UploadDoors => {
  const { files, settings } = context;
  const { maxFileBytes } = settings.limits;
  return {
    answerUpload: async ({ personId, name, sizeBytes, sha256 }) => {
      await consents.require([personId]);
      if (!(await isSizeKnown(context, sizeBytes))) return { outcome: 'send', clipId: null };
      if (sha256 === null) return { outcome: 'hash', clipId: null };
      const known = await knownClip(context, { id: '', personId }, sha256);
      if (!known) return { outcome: 'send', clipId: null };
      const clip = await imports.takeKnown({ personId, name: displayName(name), extract: usualExtraction, known });
      return { outcome: 'here', clipId: clip.id };
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
    createPhotoSet: async ({ personId, name, uploads }) => {
      await consents.require([personId]);
      const photos = await parked.claim(personId, uploads);
      const set = { personId, name: displayName(name), photos, linkedFolder: null };
      try {
        return await imports.takePhotos({ ...set, extract: usualExtraction });
      } finally {
        await parked.drop(uploads);
      }
    },
  };
};
