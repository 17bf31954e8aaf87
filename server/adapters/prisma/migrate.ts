/**
 * Brings a database file to the newest schema. Each folder of prisma/migrations is one step, applied once, in name order,
 * in one transaction, after a copy of the database was made beside it. A step that was applied may not change afterwards,
 * and a database that knows a step this code does not is from a newer version: it is left alone.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StudioError } from '#core/contract/errors.ts';

export interface MigrationStep {
  readonly id: string;
  readonly sql: string;
  readonly sha256: string;
}

/** @throws StudioError data_newer; an Error where a committed step was changed after it was applied */
export const migrateDatabase = (
  path: string,
  steps: readonly MigrationStep[] = committedSteps(),
): { applied: string[]; backup: string | null } => {
  const database = new Database(path, { timeout: 5000 });
  try {
    requireSafeSqlite(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    const known = appliedSteps(database);
    refuseNewer(known, steps);
    refuseChanged(known, steps);
    const open = steps.filter((step) => !known.has(step.id));
    const backup = open.length > 0 && known.size > 0 ? backUp(database, path) : null;
    if (open.length > 0) database.transaction(applySteps).immediate(database, open);
    return { applied: open.map((step) => step.id), backup };
  } finally {
    database.close();
  }
};

export const committedSteps = (folder = resolve(import.meta.dirname, '../../../prisma/migrations')): MigrationStep[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((id) => migrationStep(id, readFileSync(join(folder, id, 'migration.sql'), 'utf8')));

export const migrationStep = (id: string, sql: string): MigrationStep => ({
  id,
  sql,
  sha256: createHash('sha256').update(sql).digest('hex'),
});

/** 3.7.0 to 3.51.2 can corrupt a database in WAL mode (https://www.sqlite.org/wal.html#walresetbug). */
const requireSafeSqlite = (database: Database.Database): void => {
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major * 1_000_000 + minor * 1000 + patch < 3_051_003) {
    throw new StudioError('tool_failed', `SQLite ${version} can corrupt its data; 3.51.3 or newer is needed.`, {
      facts: { version },
    });
  }
};

const appliedSteps = (database: Database.Database): Map<string, string> => {
  database.exec(
    'CREATE TABLE IF NOT EXISTS "migration" ("id" TEXT NOT NULL PRIMARY KEY, "sha256" TEXT NOT NULL, "applied_at" TEXT NOT NULL)',
  );
  const rows = database.prepare('SELECT id, sha256 FROM migration').all() as { id: string; sha256: string }[];
  return new Map(rows.map((row) => [row.id, row.sha256]));
};

const refuseNewer = (known: ReadonlyMap<string, string>, steps: readonly MigrationStep[]): void => {
  const ours = new Set(steps.map((step) => step.id));
  const strange = [...known.keys()].find((id) => !ours.has(id));
  if (strange === undefined) return;
  throw new StudioError(
    'data_newer',
    'This data folder was written by a newer Understudy. Update the program, or choose another data folder.',
    {
      facts: { migration: strange },
    },
  );
};

const refuseChanged = (known: ReadonlyMap<string, string>, steps: readonly MigrationStep[]): void => {
  const changed = steps.find((step) => known.has(step.id) && known.get(step.id) !== step.sha256);
  if (changed) throw new Error(`migration ${changed.id} was changed after it had been applied`);
};

/** @returns the copy's path, `studio.db.before-<time>` */
const backUp = (database: Database.Database, path: string): string => {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const backup = freeName(`${path}.before-${stamp}`);
  database.prepare('VACUUM INTO ?').run(backup);
  return backup;
};

const freeName = (path: string): string => (existsSync(path) ? freeName(`${path}x`) : path);

const applySteps = (database: Database.Database, steps: readonly MigrationStep[]): void => {
  const note = database.prepare('INSERT INTO migration (id, sha256, applied_at) VALUES (?, ?, ?)');
  for (const step of steps) {
    database.exec(step.sql);
    note.run(step.id, step.sha256, new Date().toISOString());
  }
};
