import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ConversionSettings, conversionSettings } from '#core/contract/conversion.ts';
import { runSettings } from '#core/contract/run.ts';
import { openClient, openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import type { ClipRecord, StudioStore } from '#server/ports/studio-store.ts';
import { publishFaces } from '#tests/server/helpers/publish-faces.ts';
import { consent, foundFace } from '#tests/server/helpers/scenes.ts';
import { storedClip, storedPerson } from '#tests/server/helpers/stored.ts';

let folder: string;
let store: StudioStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-store-'));
  store = await openStudioStore(join(folder, 'studio.db'));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const createdAt = '2026-05-10T12:00:00.000Z';

const person = (name: string) => storedPerson(store, name);
const clipOf = (personId: string, changes: Partial<ClipRecord> = {}) => storedClip(store, personId, changes);

const runOf = async (personAId: string, personBId: string) => {
  const pair = await store.runs.pairOf({ personAId, personBId, id: randomUUID(), createdAt });
  const record = {
    id: randomUUID(),
    pairId: pair.id,
    personAId,
    personBId,
    settings: runSettings.parse({}),
    state: 'draft' as const,
    jobId: null,
    iteration: 0,
    lossA: null,
    lossB: null,
    imagesPerSecond: null,
    trainedSeconds: 0,
    previewIteration: null,
    error: { code: 'interrupted', message: 'cut' },
    createdAt,
    heldOut: { a: { seed: 1, stretchSeconds: 2, below: 0.25 }, b: null },
    pausedFor: 'disk-full' as const,
    resumed: null,
    previewBranch: 0,
    branches: [],
    shownSets: [],
    imported: null,
  };
  await store.runs.insert(record);
  return record;
};

describe('what is stored is what is read', () => {
  test('people, consent and clips larger than 4 GB', async () => {
    const ana = await person('Ana');
    const record = { ...consent, id: randomUUID(), personId: ana.id, withdrawnAt: null, createdAt };
    await store.consents.insert(record);
    const clip = await clipOf(ana.id, {
      kind: 'photos',
      linkedPath: '/films/a.mp4',
      sourceUrl: 'https://a.example/b',
      hasProxy: true,
      sampling: { inSeconds: 1, outSeconds: null, samplesPerSecond: null },
      excluded: [{ first: 3, last: 9 }],
    });
    const bare = await clipOf(ana.id, {
      facts: null,
      descriptor: null,
      sha256: null,
      extractedAt: null,
      state: 'importing',
    });
    expect(await store.persons.read(ana.id)).toEqual(ana);
    expect(await store.consents.listOf(ana.id)).toEqual([record]);
    expect(await store.clips.read(clip.id)).toEqual(clip);
    expect(await store.clips.list({ state: 'importing' })).toEqual([bare]);
  });

  test('runs, checkpoints, conversions and jobs', async () => {
    const [ana, bo] = [await person('Ana'), await person('Bo')];
    const run = await runOf(ana.id, bo.id);
    expect(await store.runs.read(run.id)).toEqual(run);
    const resumed = {
      at: createdAt,
      why: 'diverged' as const,
      iteration: 5,
      reachedIteration: 9,
      passedOver: [{ iteration: 7, fault: 'cut' as const }],
    };
    const settingsNow = { ...run.settings, batchSize: 3 };
    await store.runs.update(run.id, { error: null, lossA: 0.5, settings: settingsNow, resumed, pausedFor: null });
    expect(await store.runs.read(run.id)).toEqual({
      ...run,
      resumed,
      pausedFor: null,
      error: null,
      lossA: 0.5,
      settings: settingsNow,
    });
    const checkpoint = {
      id: randomUUID(),
      runId: run.id,
      branch: 0,
      iteration: 7,
      fileName: '7.safetensors',
      sizeBytes: 5e9,
      sha256: 'x',
      trainedSeconds: 3,
      createdAt,
      kind: 'automatic' as const,
      name: null,
      heldOutError: 0.125,
      fault: null,
    };
    await store.runs.insertCheckpoint(checkpoint);
    const changes = { kind: 'snapshot', name: 'before', fault: 'missing' } as const;
    await store.runs.updateCheckpoint(checkpoint.id, changes);
    expect(await store.runs.checkpointsOf(run.id)).toEqual([{ ...checkpoint, ...changes }]);
    await store.runs.insertCheckpoint({ ...checkpoint, id: randomUUID(), sha256: 'y' });
    expect(await store.runs.checkpointsOf(run.id)).toEqual([{ ...checkpoint, sha256: 'y' }]);
    const onBranch = { ...checkpoint, id: randomUUID(), branch: 1, fileName: '7.1.safetensors' };
    await store.runs.insertCheckpoint(onBranch);
    expect(await store.runs.checkpointsOf(run.id)).toHaveLength(2);
    await store.runs.removeCheckpoints([onBranch.id]);
    const happened = { kind: 'resumed', iteration: 3 } as const;
    const entry = await store.runs.addToLog(run.id, { at: createdAt, happened });
    expect(await store.runs.logOf(run.id)).toEqual([{ seq: entry?.seq, at: createdAt, happened }]);
    expect(await store.runs.addToLog('nobody', { at: createdAt, happened })).toBeUndefined();
    const clip = await clipOf(ana.id);
    const settings = conversionSettings.parse({ to: 'b', mask: 'both', maskErosion: 0, grain: 0.5 });
    const conversion = {
      id: randomUUID(),
      runId: run.id,
      modelId: null,
      clipId: clip.id,
      settings,
      state: 'done' as const,
      jobId: null,
      iteration: 7,
      checkpoint: { kind: 'snapshot' as const, name: 'Before the cut', isBest: true, heldOutError: 0.125 },
      frames: { written: 5, swapped: 0 },
      jitter: { seen: 0.004, steadied: 0.001 },
      sizeBytes: 9e9,
      seconds: 1.5,
      error: null,
      createdAt,
    };
    await store.conversions.insert(conversion);
    expect(await store.conversions.list({ clipId: clip.id })).toEqual([conversion]);
    // As one was kept before there was a choice: what was written then had eight bits.
    const { depth: _, ...before } = settings;
    await store.conversions.insert({ ...conversion, id: 'before', settings: before as ConversionSettings });
    expect((await store.conversions.read('before'))?.settings.depth).toBe('eightBits');
    await store.conversions.remove('before');
    const job = {
      id: randomUUID(),
      kind: 'import-video' as const,
      state: 'queued' as const,
      title: 't',
      subject: { type: 'clip' as const, id: clip.id, personId: null },
      error: null,
      createdAt,
      startedAt: null,
      endedAt: null,
    };
    await store.jobs.insert(job);
    expect(await store.jobs.active()).toEqual([job]);
    await store.jobs.update(job.id, { state: 'failed', error: { code: 'x', message: 'y' } });
    expect(await store.jobs.list({ endedLimit: 1 })).toEqual([
      { ...job, state: 'failed', error: { code: 'x', message: 'y' } },
    ]);
  });
});

test('removing a person removes all that hangs on them, in one stroke', async () => {
  const [ana, bo] = [await person('Ana'), await person('Bo')];
  const clip = await clipOf(ana.id);
  const face = foundFace();
  await publishFaces(store, clip, [face]);
  await store.faces.edit({
    id: randomUUID(),
    personId: ana.id,
    kind: 'set-state',
    at: createdAt,
    changes: { faces: [{ ids: [face.id], set: { state: 'rejected' } }] },
  });
  await runOf(ana.id, bo.id);
  await store.persons.remove(ana.id);
  expect([await store.clips.list({}), await store.runs.list(), await store.faces.rows([face.id])]).toEqual([
    [],
    [],
    [],
  ]);
  const database = new Database(join(folder, 'studio.db'), { readonly: true });
  for (const table of ['face', 'face_shape', 'face_descriptor', 'face_sketch', 'face_tally', 'face_edit', 'cluster'])
    expect([table, database.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
  database.close();
});

test('the tables have every column of the schema, and no other', async () => {
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  const database = new Database(join(folder, 'studio.db'), { readonly: true });
  for (const [, body = ''] of schema.matchAll(/model \w+ \{\n([\s\S]*?)\n\}/g)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const columns = body
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^\w+\s+(String|Int|Float|Boolean|Bytes|BigInt)\??(\s|$)/.test(line))
      .map((line) => /@map\("(\w+)"\)/.exec(line)?.[1] ?? line.split(/\s/)[0]);
    const inDatabase = database.pragma(`table_info(${table})`) as { name: string }[];
    expect([table, inDatabase.map(({ name }) => name).toSorted()]).toEqual([table, columns.toSorted()]);
  }
  database.close();
});

test('each commit is flushed and foreign keys hold, on the connection that is used', async () => {
  const client = await openClient(join(folder, 'studio.db'));
  const read = async (name: string) =>
    Object.values(((await client.$queryRawUnsafe(`PRAGMA ${name}`)) as object[])[0] ?? {}).map(Number);
  expect([await read('synchronous'), await read('foreign_keys')]).toEqual([[2], [1]]);
  await client.$disconnect();
});
