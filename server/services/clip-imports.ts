/** How files become clips: placed, linked or known already, read to their end by a worker, then kept or discarded whole. */
import { join } from 'node:path';
import type { ClipView, ExtractFaces } from '#core/contract/clip.ts';
import { reportError, StudioError } from '#core/contract/errors.ts';
import type { JobResult, JobView } from '#core/contract/jobs.ts';
import { photoExtension } from '#core/studio/file-kinds.ts';
import type { FileStamp } from '#server/ports/studio-files.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import { type OriginFile, readOrigins, writeOrigins } from './clip-origins.ts';
import type { ClipProxies } from './clip-proxies.ts';
import { clipSourcePath, requireSource } from './clip-source.ts';
import type { ConsentsService } from './consents.ts';
import type { ExtractionsService } from './extractions.ts';
import type { JobsService } from './jobs.ts';
import { knownClip, shareClip } from './known-files.ts';
import { newClip } from './new-clip.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

interface TakeClip {
  readonly personId: string;
  readonly name: string;
  /** How its faces are looked for once it is in; null = not yet. */
  readonly extract: ExtractFaces | null;
}

export interface TakeFile extends TakeClip {
  /** Where it was downloaded from. */
  readonly sourceUrl?: string;
  /** Brings the file to its path and gives its size; whatever fails on the way, nothing stays. */
  readonly place: (clip: ClipRecord, to: string) => Promise<number>;
}

export interface TakePhotos extends TakeClip {
  /** Linked ones stay where they are, the others are moved in. */
  readonly photos: readonly { readonly name: string; readonly path: string }[];
  /** The folder of the server that they lie in; null = they are uploads. */
  readonly linkedFolder: string | null;
}

export interface ClipImports {
  /** Resolves with the import under way. */
  take(file: TakeFile): Promise<ClipView>;
  /** A file of the server, used where it lies. @throws StudioError file_missing, file_empty, file_too_large */
  takeLinked(file: TakeClip & { readonly path: string }): Promise<ClipView>;
  /** Many photos as one clip. */
  takePhotos(set: TakePhotos): Promise<ClipView>;
  /** The bytes of another person's clip: ready at once, and nothing is copied. */
  takeKnown(clip: TakeClip & { readonly known: ClipRecord }): Promise<ClipView>;
  begin(clip: ClipRecord, extract: ExtractFaces | null): Promise<JobView>;
  /** Row, file, thumbnail and crops. */
  discard(clip: Pick<ClipRecord, 'id' | 'personId'>): Promise<void>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly extractions: ExtractionsService;
  readonly proxies: ClipProxies;
  readonly announce: Announcements;
}

export const createClipImports = (context: StudioContext, parts: Parts): ClipImports => {
  const { store, files, now } = context;
  const { consents, announce } = parts;
  const discard = createDiscard(context, parts);
  const begin = createBegin(context, parts, discard);

  /** `prepare` brings what is missing of the row; whatever fails on the way, nothing stays. */
  const insert = async (
    clip: ClipRecord,
    extract: ExtractFaces | null,
    prepare: () => Promise<Partial<ClipRecord>>,
  ): Promise<ClipView> => {
    await consents.require([clip.personId]);
    try {
      const prepared = { ...clip, ...(await prepare()) };
      await consents.require([clip.personId]);
      await store.clips.insert(prepared);
      if (prepared.state === 'importing') await begin(prepared, extract);
      else if (extract) await parts.extractions.start(prepared.id, extract);
    } catch (error) {
      await discard(clip);
      throw error;
    }
    await announce.person(clip.personId);
    return found(await announce.clip(clip.id), 'clip');
  };

  return {
    begin,
    discard,
    take: (file) => {
      const clip = newClip({ ...file, kind: 'video', at: now() });
      return insert(clip, file.extract, async () => ({
        sizeBytes: await file.place(clip, clipSourcePath(context, clip)),
      }));
    },
    takeLinked: async ({ path, ...file }) => {
      const stamp = await importable(context, path);
      const clip = newClip({ ...file, kind: 'video', at: now(), linkedPath: stamp.realPath });
      return insert(clip, file.extract, async () => {
        await writeOrigins(files, clip.id, [{ ...originOf(file.name, stamp), linkedPath: stamp.realPath }]);
        return { sizeBytes: stamp.sizeBytes };
      });
    },
    takePhotos: ({ photos, linkedFolder, ...set }) => {
      const clip = newClip({ ...set, kind: 'photos', at: now(), linkedPath: linkedFolder });
      return insert(clip, set.extract, () => placePhotos(context, clip, { photos, linkedFolder }));
    },
    takeKnown: ({ known, ...file }) => {
      const clip = newClip({ ...file, kind: 'video', at: now() });
      return insert({ ...clip, extension: known.extension }, file.extract, () =>
        shareClip(context, known, { ...clip, extension: known.extension }),
      );
    },
  };
};

const createDiscard =
  ({ store, files, events }: StudioContext, { announce }: Parts): ClipImports['discard'] =>
  async ({ id, personId }) => {
    await store.clips.remove(id);
    await files.remove(files.paths.folderOf('clips', id));
    await files.remove(files.paths.faces(id));
    events.publish({ type: 'clip:removed', clipId: id, personId });
    await announce.person(personId);
  };

const createBegin = (
  context: StudioContext,
  { consents, jobs, extractions, proxies, announce }: Parts,
  discard: ClipImports['discard'],
): ClipImports['begin'] => {
  const { store, files } = context;

  const keep = async (clip: ClipRecord, result: JobResult<'import-video'>, extract: ExtractFaces | null) => {
    await consents.require([clip.personId]);
    // What was read is what was named: a file of the server may have been written on meanwhile.
    await requireSource(context, clip);
    const known = await knownClip(context, clip, result.sha256);
    if (known && clip.linkedPath === null && known.linkedPath === null && clip.kind === 'video')
      await files.share(clipSourcePath(context, known), clipSourcePath(context, clip));
    await keepOrigins(context, clip, result);
    const { photos: _photos, ...facts } = result;
    await store.clips.update(clip.id, { ...facts, state: 'ready' });
    await proxies.startWhereNeeded({ ...clip, ...facts });
    if (extract) await extractions.start(clip.id, extract);
  };

  return (clip, extract) =>
    jobs.start({
      kind: 'import-video',
      title: clip.name,
      subject: { type: 'clip', id: clip.id, personId: clip.personId },
      personIds: [clip.personId],
      payload: async () => ({
        clipId: clip.id,
        clipKind: clip.kind,
        sourcePath: await requireSource(context, clip),
        thumbnailPath: files.paths.clipThumbnail(clip.id),
        frameTimesPath: files.paths.clipFrameTimes(clip.id),
      }),
      publish: (result) => keep(clip, result, extract),
      abandon: () => discard(clip),
      tell: async () => {
        if (await announce.clip(clip.id)) await announce.person(clip.personId);
      },
    });
};

/** Digests of what is linked, and which photos were left out; theirs go where the studio holds them. */
const keepOrigins = async (
  { files }: StudioContext,
  clip: ClipRecord,
  { sha256, photos = [] }: JobResult<'import-video'>,
): Promise<void> => {
  const origins = await readOrigins(files, clip.id);
  if (origins.length === 0) return;
  const read = new Map(photos.map((photo) => [photo.number, photo]));
  const kept = origins.map((origin) => ({
    ...origin,
    ...(origin.number === null ? { sha256 } : read.get(origin.number)),
    number: origin.number,
  }));
  await writeOrigins(files, clip.id, kept);
  for (const { name, number, refused } of kept) {
    if (number !== null && refused !== null) await files.remove(photoPath({ files }, clip.id, { name, number }));
  }
};

const photoPath = (
  { files }: Pick<StudioContext, 'files'>,
  clipId: string,
  { name, number }: { readonly name: string; readonly number: number },
): string => join(files.paths.clipPhotos(clipId), `${number}.${photoExtension(name)}`);

const placePhotos = async (
  context: StudioContext,
  clip: ClipRecord,
  { photos, linkedFolder }: Pick<TakePhotos, 'photos' | 'linkedFolder'>,
): Promise<Pick<ClipRecord, 'sizeBytes'>> => {
  const { files } = context;
  const origins: OriginFile[] = [];
  for (const [number, { name, path }] of photos.entries()) {
    const stamp = await importable(context, path).catch(reportError);
    if ('code' in stamp) {
      origins.push({ ...originOf(name, noStamp), number, refused: stamp.code });
      continue;
    }
    const to = photoPath(context, clip.id, { name, number });
    if (linkedFolder === null) await files.publish(path, to);
    else await files.pointAt(stamp.realPath, to);
    origins.push({ ...originOf(name, stamp), number, linkedPath: linkedFolder === null ? null : stamp.realPath });
  }
  await writeOrigins(files, clip.id, origins);
  return { sizeBytes: origins.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
};

const noStamp = { sizeBytes: 0, modifiedMs: 0 };

const originOf = (
  name: string,
  { sizeBytes, modifiedMs }: Pick<FileStamp, 'sizeBytes' | 'modifiedMs'>,
): OriginFile => ({
  name,
  number: null,
  linkedPath: null,
  sizeBytes,
  modifiedMs,
  sha256: null,
  refused: null,
});

const importable = async ({ files, settings }: StudioContext, path: string): Promise<FileStamp> => {
  const { maxFileBytes } = settings.limits;
  const stamp = await files.stamp(path);
  if (!stamp) throw new StudioError('file_missing', `There is no readable file ${path}.`);
  if (stamp.sizeBytes === 0) throw new StudioError('file_empty', 'The file is empty.');
  if (stamp.sizeBytes <= maxFileBytes) return stamp;
  throw new StudioError('file_too_large', 'The file is larger than this studio allows.', {
    facts: { sizeBytes: stamp.sizeBytes, maxBytes: maxFileBytes },
  });
};
