/**
 * A person with as many faces as one asks for, as extractions would have left them: clips, tracks, clusters, near-duplicates,
 * poses that go smoothly along a track. The same at every run. To look at the review page with them:
 * `node tests/bench/seed-faces.ts DATA_FOLDER [--faces N] [--clips N]`, then serve that data folder.
 */
import { link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FaceIdentity, FoundFaceRecord } from '#core/contract/jobs.ts';
import type { Zone } from '#core/dataset/likeness.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import type { ClipRecord, StudioStore } from '#server/ports/studio-store.ts';
import { draws } from './draws.ts';
import { type Cast, castOf, type SeededFace, seededClip } from './seeded-clip.ts';
import { drawnFaces } from './seeded-pictures.ts';

export interface SeedOptions {
  readonly dataFolder: string;
  readonly faces: number;
  readonly clips: number;
  /** Whether crops are written, so that a page has something to show. */
  readonly pictures: boolean;
  /** Of another person. */
  readonly seed?: number;
  say(progress: string): void;
}

/** Gives the person's id. */
export const seedFaces = async ({
  dataFolder,
  faces,
  clips,
  pictures,
  seed = 1,
  say,
}: SeedOptions): Promise<string> => {
  await using files = await openStudioFiles(dataFolder);
  const store = await openStudioStore(files.paths.database);
  const draw = draws(seed);
  const cast = castOf(draw);
  const personId = draw.id();
  await insertPerson(store, personId, draw.id());
  const templates = pictures ? await writeTemplates(files.paths.root) : [];
  for (let index = 0; index < clips; index += 1) {
    const count = Math.round(((index + 1) * faces) / clips) - Math.round((index * faces) / clips);
    const { clip, found } = seededClip({ personId, index, count, cast, draw });
    await store.clips.insert(clip);
    await publish(store, clip, found, cast);
    if (pictures) await linkPictures(files.paths.faces(clip.id), templates, found);
    say(`clip ${index + 1} of ${clips}: ${count} faces`);
  }
  await store.close();
  return personId;
};

const createdAt = '2026-01-05T10:00:00.000Z';

const insertPerson = async (store: StudioStore, id: string, consentId: string): Promise<void> => {
  await store.persons.insert({ id, name: 'Many Faces', hasReference: false, createdAt });
  await store.consents.insert({
    id: consentId,
    personId: id,
    grantedBy: 'Nobody: every face is drawn',
    method: 'self',
    purpose: 'To measure the studio',
    evidence: '',
    validFrom: '2020-01-01',
    validUntil: null,
    withdrawnAt: null,
    createdAt,
  });
};

/** Faces told at once by a worker. */
const facesAtOnce = 500;
const states = { match: 'kept', ask: 'unsure', other: 'other' } as const satisfies Record<Zone, string>;

const publish = async (store: StudioStore, clip: ClipRecord, found: readonly SeededFace[], cast: Cast) => {
  const attempt = clip.id;
  for (let start = 0; start < found.length; start += facesAtOnce) {
    const part = found.slice(start, start + facesAtOnce);
    const faces = part.map(
      ({ head: _head, likeness: _likeness, twinOf: _twinOf, descriptorOf, ...face }): FoundFaceRecord => ({
        ...face,
        descriptor: Array.from(descriptorOf()),
      }),
    );
    await store.faces.stage({ attempt, clipId: clip.id, personId: clip.personId, faces });
  }
  const identities = found.map(
    ({ id, head, likeness, twinOf }): FaceIdentity => ({
      id,
      likeness,
      twinOf,
      clusterId: head.clusterId,
      state: states[head.zone],
    }),
  );
  await store.faces.identify(attempt, identities);
  const heads = [...new Set(found.map(({ head }) => head))];
  await store.faces.publish({
    attempt,
    clipId: clip.id,
    descriptor: Array.from(cast.own.descriptor),
    extractedAt: createdAt,
    clusters: heads.map(({ clusterId, descriptor }) => ({
      id: clusterId,
      personId: clip.personId,
      descriptor: Array.from(descriptor),
    })),
  });
};

const writeTemplates = async (root: string): Promise<string[]> => {
  const codec = createImageCodec();
  const folder = join(root, 'tmp', 'templates');
  await mkdir(folder, { recursive: true });
  return Promise.all(
    drawnFaces().map(async (image, index) => {
      const path = join(folder, `${index}.jpg`);
      await writeFile(path, await codec.encodeJpeg(image, { quality: 85 }));
      return path;
    }),
  );
};

/** One file under many names: a hundred thousand crops take the room of a few. */
const linkPictures = async (folder: string, templates: readonly string[], found: readonly SeededFace[]) => {
  await mkdir(folder, { recursive: true });
  for (const { id, yaw, head } of found) {
    const pose = Math.max(0, Math.min(7, Math.floor((yaw + 48) / 12)));
    const template = templates[(head.number % 8) * 8 + pose] ?? templates[0];
    if (template) await link(template, join(folder, `${id}.jpg`));
  }
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { faces: { type: 'string', default: '100000' }, clips: { type: 'string', default: '20' } },
  });
  const [dataFolder] = positionals;
  if (!dataFolder) throw new Error('Say which data folder: node tests/bench/seed-faces.ts DATA_FOLDER');
  const say = (progress: string): void => void process.stderr.write(`${progress}\n`);
  const personId = await seedFaces({
    dataFolder,
    faces: Number(values.faces),
    clips: Number(values.clips),
    pictures: true,
    say,
  });
  process.stdout.write(`/people/${personId}/faces\n`);
}
