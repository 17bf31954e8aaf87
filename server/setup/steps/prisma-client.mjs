// @ts-check
/** The database client, generated from the schema. The schema engine, which Prisma would download, has no part in generating. */
import { existsSync } from 'node:fs';
import { run } from '#server/setup/command.mjs';
import { fingerprintOf, readJson } from '#server/setup/files.mjs';
import { inRoot, root } from '#server/setup/paths.mjs';
import { readTools } from '#server/setup/state.mjs';

const generated = inRoot('server', 'adapters', 'prisma', 'generated');

/** @type {import('#server/setup/run-steps.mjs').Step} */
export const prismaClient = {
  id: 'prisma-client',
  title: 'Database client, generated',
  after: ['npm-packages', 'node'],
  applies: () => existsSync(inRoot('prisma', 'schema.prisma')),
  fingerprint: () =>
    fingerprintOf({
      values: [readJson(inRoot('node_modules', 'prisma', 'package.json'))?.version],
      paths: [inRoot('prisma', 'schema.prisma'), inRoot('prisma.config.ts')],
    }),
  inPlace: () => existsSync(generated),
  run: async () => {
    await run({
      command: readTools().node.path,
      args: [inRoot('node_modules', 'prisma', 'build', 'index.js'), 'generate'],
      cwd: root,
      env: { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
      mend: 'prisma/schema.prisma does not generate; the lines above say where.',
    });
    return {};
  },
};
