/** Opens the studio's database: migrated, in WAL mode, every commit flushed, foreign keys on. Prisma is known in this folder only. */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { StudioStore } from '#server/ports/studio-store.ts';
import { clipRepository } from './clip-repository.ts';
import { conversionRepository } from './conversion-repository.ts';
import { dfmModelRepository } from './dfm-model-repository.ts';
import { faceRepository } from './face-repository.ts';
import { PrismaClient } from './generated/client.ts';
import { jobRepository } from './job-repository.ts';
import { linkRepository } from './link-repository.ts';
import { lookPresetRepository } from './look-preset-repository.ts';
import { migrateDatabase } from './migrate.ts';
import { consentRepository, personRepository } from './person-repository.ts';
import { openReader } from './reader.ts';
import { runRepository } from './run-repository.ts';

/** @throws StudioError data_newer */
export const openStudioStore = async (path: string): Promise<StudioStore> => {
  migrateDatabase(path);
  const client = await openClient(path);
  const reader = openReader(path);
  const { forget, ...faces } = faceRepository(client, reader);
  const [persons, clips] = [personRepository(client), clipRepository(client)];
  return {
    // Their faces go with them.
    persons: { ...persons, remove: (id) => persons.remove(id).finally(() => forget(id)) },
    clips: { ...clips, remove: (id) => clips.remove(id).finally(() => forget()) },
    consents: consentRepository(client),
    links: linkRepository(client),
    faces,
    runs: runRepository(client),
    conversions: conversionRepository(client),
    dfmModels: dfmModelRepository(client),
    lookPresets: lookPresetRepository(client),
    jobs: jobRepository(client),
    close: async () => {
      reader.close();
      await client.$disconnect();
    },
  };
};

/** The adapter keeps one connection, so what is set here holds for every query. better-sqlite3 builds with NORMAL as default. */
export const openClient = async (path: string): Promise<PrismaClient> => {
  const client = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${path}`, timeout: 5000 }) });
  for (const pragma of ['synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'journal_mode = WAL']) {
    await client.$queryRawUnsafe(`PRAGMA ${pragma}`);
  }
  return client;
};
