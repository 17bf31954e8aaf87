import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faceQuery } from '#core/contract/face-query.ts';
import { committedSteps, migrateDatabase, migrationStep } from '#server/adapters/prisma/migrate.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-migrate-'));
  path = join(folder, 'studio.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const first = migrationStep('20260101-first', 'CREATE TABLE one (id TEXT);');
const second = migrationStep('20260102-second', 'CREATE TABLE two (id TEXT); INSERT INTO one VALUES (2);');
const broken = migrationStep('20260103-broken', 'CREATE TABLE three (id TEXT); INSERT INTO nowhere VALUES (1);');

const tablesOf = (file: string): unknown[] => {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();
  } finally {
    database.close();
  }
};

test('each step is applied once, in order', () => {
  expect(migrateDatabase(path, [first, second]).applied).toEqual([first.id, second.id]);
  expect(migrateDatabase(path, [first, second]).applied).toEqual([]);
  expect(tablesOf(path)).toEqual(['migration', 'one', 'two']);
});

test('a database that holds something is copied before it is changed', () => {
  expect(migrateDatabase(path, [first]).backup).toBeNull();
  const { backup } = migrateDatabase(path, [first, second]);
  expect(tablesOf(backup ?? '')).toEqual(['migration', 'one']);
});

test('a step that fails leaves the database as it was', () => {
  migrateDatabase(path, [first]);
  expect(() => migrateDatabase(path, [first, second, broken])).toThrow(/nowhere/);
  expect(tablesOf(path)).toEqual(['migration', 'one']);
});

test('a database of a newer studio is refused and not touched', () => {
  migrateDatabase(path, [first, second]);
  expect(() => migrateDatabase(path, [first])).toThrow(expect.objectContaining({ code: 'data_newer' }));
  expect(tablesOf(path)).toEqual(['migration', 'one', 'two']);
});

test('a step that was changed after it had been applied is refused', () => {
  migrateDatabase(path, [first]);
  expect(() => migrateDatabase(path, [migrationStep(first.id, 'CREATE TABLE other (id TEXT);')])).toThrow(/changed/);
});

test('the committed steps have dated names and end in WAL mode', () => {
  for (const { id } of committedSteps()) expect(id).toMatch(/^\d{8}-[a-z-]+$/);
  migrateDatabase(path);
  const database = new Database(path);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  database.close();
  expect(existsSync(path)).toBe(true);
});

test('faces of a studio of the first version are kept, with their shapes and descriptors', async () => {
  migrateDatabase(path, committedSteps().slice(0, 1));
  const database = new Database(path);
  const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
  const mesh = Array.from({ length: 936 }, (_, index) => index / 8);
  database.exec(`INSERT INTO person VALUES ('ana', 'Ana', 0, '2026-05-10T12:00:00.000Z')`);
  const clip = database.prepare(
    "INSERT INTO clip VALUES (?, 'ana', 'clip', 'ready', 'mp4', 1, NULL, NULL, 1, NULL, '2026-05-10', '2026-05-10')",
  );
  const insert = database.prepare("INSERT INTO face VALUES (?, ?, 'ana', ?, ?, 0.4, 0.9, 120, 100, ?, ?, ?, ?, ?)");
  for (const clipId of ['a', 'b', 'c']) clip.run(clipId);
  const blobs = [floats(10, 20, 100, 120), floats(1, 0, 2, 3), floats(...mesh), floats(0.6, 0.8)];
  const faces = [
    ['3', 'b', 'kept', 5, 0.7],
    ['1', 'a', 'kept', 9, 0.5],
    ['2', 'a', 'rejected', 2, 0.9],
    ['4', 'b', 'other', 7, 0.1],
  ] as const;
  for (const face of faces) insert.run(...face, ...blobs);
  database.close();

  const store = await openStudioStore(path);
  const rows = await store.faces.rows(await store.faces.search(faceQuery.parse({ personId: 'ana' })));
  expect(rows.map(({ id, clipId, state, frameIndex, likeness }) => [id, clipId, state, frameIndex, likeness])).toEqual([
    ['2', 'a', 'rejected', 2, 0.9],
    ['1', 'a', 'kept', 9, 0.5],
    ['3', 'b', 'kept', 5, 0.7],
    ['4', 'b', 'other', 7, 0.1],
  ]);
  expect(await store.faces.shape('3')).toEqual({
    box: { left: 10, top: 20, width: 100, height: 120 },
    similarity: [1, 0, 2, 3],
    mesh,
    descriptor: [...Float32Array.of(0.6, 0.8)],
  });
  expect(await store.faces.countsOfPerson('ana')).toEqual({ kept: 2, unsure: 0, other: 1, rejected: 1 });
  expect(await store.faces.countsOfClip('c')).toEqual({ kept: 0, unsure: 0, other: 0, rejected: 0 });
  expect(await store.faces.portraitOf('ana')).toBe('3');
  // Without sketches they can be put in order of likeness all the same, and changed.
  const similar = faceQuery.parse({ personId: 'ana', sort: 'similarity', similarTo: ['1'] });
  expect(await store.faces.search(similar)).toHaveLength(4);
  const changes = { faces: [{ ids: ['4'], set: { state: 'kept' as const } }] };
  await store.faces.edit({ id: 'e', personId: 'ana', kind: 'set-state', at: '2026-05-10', changes });
  expect((await store.faces.countsOfClip('b')).kept).toBe(2);
  expect((await store.clips.read('a'))?.extractedAt).toBeNull();
  await store.close();
});
