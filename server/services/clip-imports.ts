/** How a file becomes a clip: placed, read to its end by a worker, then kept or discarded whole. */
import { randomUUID } from 'node:crypto';
import type { ClipView, ExtractFaces } from '#core/contract/clip.ts';
import { usualSampling } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobResult, JobView } from '#core/contract/jobs.ts';
import { videoExtension } from '#core/studio/file-names.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import type { ExtractionsService } from './extractions.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface TakeFile {
  readonly personId: string;
  readonly name: string;
  /** Where it was downloaded from. */
  readonly sourceUrl?: string;
  /** How its faces are looked for once it is in; null = not yet. */
  readonly extract: ExtractFaces | null;
  /** Brings the file to its path and gives its size; whatever fails on the way, nothing stays. */
  readonly place: (clip: ClipRecord, to: string) => Promise<number>;
}

export interface ClipImports {
  /** Resolves with the import under way. */
  take(file: TakeFile): Promise<ClipView>;
  begin(clip: ClipRecord, extract: ExtractFaces | null): Promise<JobView>;
  /** Row, file, thumbnail and crops. */
  discard(clip: Pick<ClipRecord, 'id' | 'personId'>): Promise<void>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly extractions: ExtractionsService;
  readonly announce: Announcements;
}

export const createClipImports = (context: StudioContext, parts: Parts): ClipImports => {
  const { store, files, events, now } = context;
  const { consents, jobs, extractions, announce } = parts;

  const discard: ClipImports['discard'] = async ({ id, personId }) => {
    await store.clips.remove(id);
    await files.remove(files.paths.folderOf('clips', id));
    await files.remove(files.paths.faces(id));
    events.publish({ type: 'clip:removed', clipId: id, personId });
    await announce.person(personId);
  };

  const keep = async (
    clip: ClipRecord,
    result: JobResult<'import-video'>,
    extract: ExtractFaces | null,
  ): Promise<void> => {
    await consents.require([clip.personId]);
    await refuseDuplicate(context, clip, result.sha256);
    await store.clips.update(clip.id, { ...result, state: 'ready' });
    if (extract) await extractions.start(clip.id, extract);
  };

  const begin: ClipImports['begin'] = (clip, extract) =>
    jobs.start({
      kind: 'import-video',
      title: clip.name,
      subject: { type: 'clip', id: clip.id, personId: clip.personId },
      personIds: [clip.personId],
      payload: async () => ({
        clipId: clip.id,
        sourcePath: files.paths.clipSource(clip.id, clip.extension),
        thumbnailPath: files.paths.clipThumbnail(clip.id),
        frameTimesPath: files.paths.clipFrameTimes(clip.id),
      }),
      publish: (result) => keep(clip, result, extract),
      abandon: () => discard(clip),
      tell: async () => {
        if (await announce.clip(clip.id)) await announce.person(clip.personId);
      },
    });

  const take: ClipImports['take'] = async (file) => {
    await consents.require([file.personId]);
    const clip = newClip(file, now());
    try {
      const sizeBytes = await file.place(clip, files.paths.clipSource(clip.id, clip.extension));
      await consents.require([file.personId]);
      await store.clips.insert({ ...clip, sizeBytes });
      await begin(clip, file.extract);
    } catch (error) {
      await discard(clip);
      throw error;
    }
    await announce.person(clip.personId);
    return found(await announce.clip(clip.id), 'clip');
  };

  return { take, begin, discard };
};

/** @throws StudioError clip_duplicate */
export const refuseDuplicate = async (
  { store }: StudioContext,
  clip: Pick<ClipRecord, 'id' | 'personId'>,
  sha256: string,
): Promise<void> => {
  const clips = await store.clips.list({ personId: clip.personId });
  const same = clips.find((other) => other.sha256 === sha256 && other.id !== clip.id);
  if (!same) return;
  throw new StudioError('clip_duplicate', `This file is here already, as ${same.name}.`, {
    facts: { clipId: same.id },
  });
};

const newClip = (
  { personId, name, sourceUrl }: Pick<TakeFile, 'personId' | 'name' | 'sourceUrl'>,
  at: Date,
): ClipRecord => ({
  id: randomUUID(),
  personId,
  name,
  state: 'importing',
  extension: videoExtension(name),
  sizeBytes: 0,
  sha256: null,
  facts: null,
  playable: false,
  kind: 'video',
  linkedPath: null,
  sourceUrl: sourceUrl ?? null,
  hasProxy: false,
  sampling: usualSampling,
  excluded: [],
  descriptor: null,
  extractedAt: null,
  createdAt: at.toISOString(),
});
