/** What a worker's environment has besides the settings: read by Node and by the C library before any of our code runs. */
import { join } from 'node:path';
import type { JobKind } from '#core/contract/jobs.ts';

const repositoryRoot = join(import.meta.dirname, '../..');

export const workerEnvironment = (kind: JobKind): Readonly<Record<string, string>> => ({
  // Where Node keeps what it has made of our modules: read again they cost a worker, and each of its threads, half the time to start.
  NODE_COMPILE_CACHE: join(repositoryRoot, '.understudy/compiled'),
  ...((kind === 'convert-video' || kind === 'convert-segments') && sparing),
});

/** What a conversion holds in memory is frames, not objects. */
const sparing = {
  // Its threads hand memory on to each other. Were each to keep what it frees to itself, a sixth more would be held.
  MALLOC_ARENA_MAX: '1',
  // Megabytes. Without a limit the room for new objects grows to eight times that in a minute, and nothing is faster for it.
  NODE_OPTIONS: '--max-semi-space-size=8',
};
