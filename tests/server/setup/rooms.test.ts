/** Runs Biome with the project's own configuration on small files, one a forbidden or allowed import, and reads what it refuses. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

const forbidden = [
  ['core/geometry/a.ts', 'node:fs'],
  ['core/geometry/a.ts', 'react'],
  ['core/geometry/a.ts', '#server/ports/video-probe.ts'],
  ['core/geometry/a.ts', '../pixels/image.ts'],
  ['server/ports/a.ts', '#server/adapters/ffmpeg/b.ts'],
  ['server/ports/a.ts', 'fluent-ffmpeg'],
  ['server/pipelines/a.ts', '#server/services/b.ts'],
  ['server/pipelines/a.ts', '#server/adapters/ffmpeg/b.ts'],
  ['server/pipelines/a.ts', 'node:child_process'],
  ['server/services/a.ts', '#server/pipelines/b.ts'],
  ['server/services/a.ts', '#server/jobs/b.ts'],
  ['server/services/a.ts', 'better-sqlite3'],
  ['server/jobs/a.ts', '#server/services/b.ts'],
  ['server/jobs/a.ts', '#server/adapters/prisma/b.ts'],
  ['server/http/a.ts', '#server/ports/b.ts'],
  ['server/http/a.ts', '#server/adapters/prisma/b.ts'],
  ['server/http/a.ts', 'socket.io'],
  ['server/live/a.ts', 'hono'],
  ['server/live/a.ts', '#server/jobs/b.ts'],
  ['server/adapters/prisma/a.ts', '#server/adapters/ffmpeg/b.ts'],
  ['server/adapters/prisma/a.ts', 'fluent-ffmpeg'],
  ['server/adapters/ffmpeg/a.ts', '@prisma/client'],
  ['server/adapters/ffmpeg/a.ts', '@tensorflow/tfjs-node-gpu'],
  ['server/adapters/tensorflow/a.ts', 'sharp'],
  ['server/adapters/sharp/a.ts', '#server/services/b.ts'],
  ['server/adapters/sharp/a.ts', 'ipaddr.js'],
  ['server/adapters/yt-dlp/a.ts', '#server/adapters/net-guard/b.ts'],
  ['server/config.ts', '#server/adapters/ffmpeg/b.ts'],
  ['server/main.ts', '#components/ui/b.tsx'],
  ['server/worker.ts', 'better-sqlite3'],
  ['server/setup/a.ts', 'zod'],
  ['server/setup/a.ts', '#core/contract/errors.ts'],
  ['components/ui/a.tsx', '#server/services/b.ts'],
  ['components/ui/a.tsx', 'node:path'],
  ['components/ui/a.tsx', 'socket.io-client'],
  ['components/ui/a.tsx', 'sharp'],
  ['app/people/a.tsx', '#server/services/b.ts'],
  ['app/people/a.tsx', 'hono'],
  ['tests/core/a.ts', '../helpers/shared.ts'],
] as const;

const allowed = [
  ['server/adapters/net-guard/a.ts', 'ipaddr.js'],
  ['core/geometry/a.ts', 'zod'],
  ['core/geometry/a.ts', '#core/pixels/image.ts'],
  ['server/ports/a.ts', '#core/pixels/image.ts'],
  ['server/pipelines/a.ts', '#server/ports/b.ts'],
  ['server/services/a.ts', '#server/ports/b.ts'],
  ['server/jobs/a.ts', '#server/pipelines/b.ts'],
  ['server/jobs/a.ts', 'node:child_process'],
  ['server/http/a.ts', '#server/services/b.ts'],
  ['server/http/a.ts', '@hono/zod-openapi'],
  ['server/live/a.ts', 'socket.io'],
  ['server/adapters/ffmpeg/a.ts', 'fluent-ffmpeg'],
  ['server/adapters/ffmpeg/a.ts', 'node:child_process'],
  ['server/adapters/prisma/a.ts', 'better-sqlite3'],
  ['server/adapters/tensorflow/a.ts', '@tensorflow/tfjs-node-gpu'],
  ['server/adapters/sharp/a.ts', 'sharp'],
  ['server/main.ts', '#server/adapters/ffmpeg/b.ts'],
  ['server/main.ts', 'hono'],
  ['server/setup/a.ts', 'node:child_process'],
  ['components/live/a.ts', 'socket.io-client'],
  ['components/ui/a.tsx', '#core/geometry/point.ts'],
  ['app/people/a.tsx', '#components/ui/b.tsx'],
  ['tests/server/a.ts', '#server/adapters/ffmpeg/b.ts'],
] as const;

let folder = '';
let refused = new Set<string>();

/** The n-th import goes into a file of its own beside the one named, so that one run of Biome judges all. */
const fileOf = (room: string, specifier: string): string =>
  room.replace(/\/a\.(tsx?)$/, `/i${specifier.replace(/[^a-z]/g, '-')}.$1`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rooms-'));
  for (const name of ['biome.json', '.gitignore', 'package.json']) await copyFile(join(root, name), join(folder, name));
  const imports = Map.groupBy([...forbidden, ...allowed], ([room, specifier]) => fileOf(room, specifier));
  for (const [file, lines] of imports) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    const text = lines.map(([, specifier], n) => `import * as part${n} from '${specifier}';\n`).join('');
    await writeFile(
      join(folder, file),
      `${text}export const parts = [${lines.map((_, n) => `part${n}`).join(', ')}];\n`,
    );
  }
  refused = await refusedImports();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const refusedImports = async (): Promise<Set<string>> => {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none'];
  const { promise, resolve: done } = Promise.withResolvers<string>();
  execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => done(stdout));
  const report = JSON.parse(await promise) as Report;
  return new Set(report.diagnostics.map(({ location }) => `${location.path}:${location.start.line}`));
};

interface Report {
  readonly diagnostics: readonly {
    readonly location: { readonly path: string; readonly start: { readonly line: number } };
  }[];
}

const isRefused = (room: string, specifier: string): boolean => {
  const file = fileOf(room, specifier);
  const line = [...forbidden, ...allowed]
    .filter(([r, s]) => fileOf(r, s) === file)
    .findIndex(([, s]) => s === specifier);
  return refused.has(`${file}:${line + 1}`);
};

describe('the rooms', () => {
  test.each(forbidden)('%s may not import %s', (room, specifier) => {
    expect(isRefused(room, specifier)).toBe(true);
  });

  test.each(allowed)('%s may import %s', (room, specifier) => {
    expect(isRefused(room, specifier)).toBe(false);
  });
});
