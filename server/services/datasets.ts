/** Datasets: a person's faces out as one zip, and zips of aligned faces in. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ClipView } from '#core/contract/clip.ts';
import { usualSampling } from '#core/contract/clip.ts';
import { type DatasetHeader, datasetFormat, datasetListName, datasetVersion } from '#core/contract/dataset.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { FaceRow, FaceState } from '#core/contract/face.ts';
import { faceQuery } from '#core/contract/face-query.ts';
import type { JobNews, JobResult } from '#core/contract/jobs.ts';
import { cropSize } from '#core/geometry/align-face.ts';
import { toDatasetFace } from '#core/interchange/dataset-face.ts';
import { displayName } from '#core/studio/file-names.ts';
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import { photoFacts } from '#core/studio/photo-set.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { ZipSource } from '#server/ports/zip-files.ts';
import type { Announcements } from './announcements.ts';
import type { ClipImports } from './clip-imports.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface DatasetsService {
  /** Streams; nothing is written in the data folder. @throws StudioError consent_*, no_faces */
  export(options: { readonly personId: string; readonly states: readonly FaceState[] }): Promise<ExportedDataset>;
  /** Takes the file at `path` over. Resolves with the import under way. */
  adopt(options: { readonly personId: string; readonly path: string; readonly name: string }): Promise<ClipView>;
}

export interface ExportedDataset {
  readonly fileName: string;
  readonly zip: Readable;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly imports: ClipImports;
  readonly announce: Announcements;
}

export const createDatasetsService = (context: StudioContext, parts: Parts): DatasetsService => ({
  export: async ({ personId, states }) => {
    const { store, now } = context;
    await parts.consents.require([personId]);
    const person = found(await store.persons.read(personId), 'person');
    const ids = await store.faces.search(faceQuery.parse({ personId, states }));
    if (ids.length === 0) throw new StudioError('no_faces', 'There are no faces to export.', { facts: { personId } });
    const { consents } = await parts.consents.standingOf(personId);
    const header: DatasetHeader = {
      format: datasetFormat,
      version: datasetVersion,
      person: person.name,
      exportedAt: now().toISOString(),
      cropSize,
      faceCount: ids.length,
      consents: consents
        .filter(({ withdrawnAt }) => withdrawnAt === null)
        .map(({ grantedBy, purpose, validFrom, validUntil }) => ({ grantedBy, purpose, validFrom, validUntil })),
    };
    return {
      fileName: `${fileNameOf(person.name)}-faces.zip`,
      zip: context.zips.write(sourcesOf(context, header, ids)),
    };
  },
  adopt: (options) => adopt(context, parts, options),
});

/** Faces read from the database in one go. */
const facesAtOnce = 500;

async function* sourcesOf(
  context: StudioContext,
  header: DatasetHeader,
  ids: readonly string[],
): AsyncGenerator<ZipSource> {
  yield { name: datasetListName, text: () => listLines(context, header, ids) };
  for await (const rows of rowsOf(context, ids)) {
    for (const row of rows) yield { name: `faces/${row.id}.jpg`, path: context.files.paths.face(row.clipId, row.id) };
  }
}

async function* listLines(
  context: StudioContext,
  header: DatasetHeader,
  ids: readonly string[],
): AsyncGenerator<string> {
  const clips = new Map<string, ClipRecord | undefined>();
  yield `${JSON.stringify(header)}\n`;
  for await (const rows of rowsOf(context, ids)) {
    for (const row of rows) {
      if (!clips.has(row.clipId)) clips.set(row.clipId, await context.store.clips.read(row.clipId));
      const shape = await context.store.faces.shape(row.id);
      const clip = clips.get(row.clipId);
      if (!shape || !clip) continue;
      const { name, sha256 } = clip;
      yield `${JSON.stringify(toDatasetFace({ row, shape, clip: { name, sha256 } }))}\n`;
    }
  }
}

async function* rowsOf({ store }: StudioContext, ids: readonly string[]): AsyncGenerator<FaceRow[]> {
  for (let start = 0; start < ids.length; start += facesAtOnce)
    yield await store.faces.rows(ids.slice(start, start + facesAtOnce));
}

/** What every file system and every header takes. */
const fileNameOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^\w -]/g, '')
    .trim()
    .replaceAll(' ', '-')
    .slice(0, 60) || 'person';

const adopt = async (
  context: StudioContext,
  parts: Parts,
  { personId, path, name }: Parameters<DatasetsService['adopt']>[0],
): Promise<ClipView> => {
  const { store, files, now } = context;
  const { consents, jobs, imports, announce } = parts;
  await consents.require([personId]);
  const folder = await files.newAttempt();
  const sizeBytes = (await files.sizeBytes(path)) ?? 0;
  const clip = newClip({ personId, name: displayName(name), sizeBytes, at: now() });
  const attempt: Attempt = { id: randomUUID(), folder, clip, cluster: await ownCluster(context, personId) };
  try {
    await files.publish(path, zipOf(attempt));
    await store.clips.insert(clip);
    await jobs.start({
      kind: 'import-dataset',
      title: clip.name,
      subject: { type: 'clip', id: clip.id, personId },
      personIds: [personId],
      payload: () => payloadOf(context, attempt),
      onNews: (news) => stage(context, attempt, news),
      publish: async (result) => {
        await consents.require([personId]);
        await keep(context, attempt, result);
      },
      abandon: async () => {
        await store.faces.dropStaged(attempt.id);
        await files.remove(folder);
        await imports.discard(clip);
      },
      tell: async () => {
        if (await announce.clip(clip.id)) await announce.person(personId);
        context.events.publish({ type: 'faces:changed', personId });
      },
    });
  } catch (error) {
    await files.remove(folder);
    await imports.discard(clip);
    throw error;
  }
  await announce.person(personId);
  return found(await announce.clip(clip.id), 'clip');
};

/** One import under way: its rows are staged under the id, its files lie in the folder. */
interface Attempt {
  readonly id: string;
  readonly folder: string;
  readonly clip: ClipRecord;
  /** The person's own among the identities met so far. */
  readonly cluster: string | undefined;
}

const ownCluster = async ({ store }: StudioContext, personId: string): Promise<string | undefined> => {
  const clusters = await store.faces.clusters(personId);
  return clusters.filter(({ isPerson }) => isPerson).sort((a, b) => b.faceCount - a.faceCount)[0]?.id;
};

const zipOf = ({ folder }: Attempt): string => join(folder, 'dataset.zip');
const photosOf = ({ folder }: Attempt): string => join(folder, 'photos');
const cropsOf = ({ folder }: Attempt): string => join(folder, 'crops');

const payloadOf = async ({ store }: StudioContext, attempt: Attempt) => {
  const { id, personId } = attempt.clip;
  const clips = await store.clips.list({ personId });
  return {
    clipId: id,
    zipPath: zipOf(attempt),
    photosFolder: photosOf(attempt),
    facesFolder: cropsOf(attempt),
    knownDescriptor: meanDescriptor(clips.flatMap(({ descriptor }) => (descriptor ? [descriptor] : []))),
    clusterId: attempt.cluster ?? attempt.id,
  };
};

const stage = async ({ store }: StudioContext, { id, clip }: Attempt, news: JobNews): Promise<void> => {
  if (news.kind === 'faces')
    await store.faces.stage({ attempt: id, clipId: clip.id, personId: clip.personId, faces: news.faces });
  if (news.kind === 'identities') await store.faces.identify(id, news.identities);
};

/** Files first, then the rows: a crash between leaves files that no row names, never the reverse. */
const keep = async (
  { store, files, now }: StudioContext,
  attempt: Attempt,
  result: JobResult<'import-dataset'>,
): Promise<void> => {
  const { clip } = attempt;
  await files.publish(photosOf(attempt), files.paths.clipPhotos(clip.id));
  await files.copyOut(join(files.paths.clipPhotos(clip.id), '0.jpg'), files.paths.clipThumbnail(clip.id));
  await files.publishInto(cropsOf(attempt), files.paths.faces(clip.id));
  await store.clips.update(clip.id, { state: 'ready', facts: photoFacts({ ...result, count: result.pictures }) });
  await store.faces.publish({
    attempt: attempt.id,
    clipId: clip.id,
    descriptor: result.descriptor,
    extractedAt: now().toISOString(),
    clusters: attempt.cluster ? [] : [{ id: attempt.id, personId: clip.personId, descriptor: result.descriptor }],
  });
  await files.remove(attempt.folder);
};

const newClip = (of: { personId: string; name: string; sizeBytes: number; at: Date }): ClipRecord => ({
  id: randomUUID(),
  personId: of.personId,
  name: of.name,
  kind: 'photos',
  state: 'importing',
  extension: 'jpg',
  sizeBytes: of.sizeBytes,
  sha256: null,
  facts: null,
  playable: false,
  linkedPath: null,
  sourceUrl: null,
  hasProxy: false,
  sampling: { ...usualSampling, samplesPerSecond: null },
  excluded: [],
  descriptor: null,
  extractedAt: null,
  createdAt: of.at.toISOString(),
});
