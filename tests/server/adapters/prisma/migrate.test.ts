import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { committedSteps, migrateDatabase, migrationStep } from '#server/adapters/prisma/migrate.ts';

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
