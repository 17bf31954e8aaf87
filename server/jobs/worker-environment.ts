/** How a worker is started: its environment besides the settings, and its Node's options; read before any of our code runs. */
import { join } from 'node:path';
import type { JobKind } from '#core/contract/jobs.ts';

const repositoryRoot = join(import.meta.dirname, '../..');

export const workerEnvironment = (kind: JobKind): Readonly<Record<string, string>> => ({
  // Where Node keeps what it has made of our modules: read again they cost a worker, and each of its threads, half the time to start.
  NODE_COMPILE_CACHE: join(repositoryRoot, '.understudy/compiled'),
  // A conversion's threads hand memory on to each other. Were each to keep what it frees to itself, a sixth more would be held.
  ...(isConversion(kind) && { MALLOC_ARENA_MAX: '1' }),
});

/**
 * What a worker's Node is started with. A conversion makes some megabytes of short-lived objects a frame: room for new ones
 * (MB) grows to eight times this by itself, and nothing is faster for it; room for older ones is small at first, and was
 * looked through for what is still of use twice a second, a thirtieth of the processor's time.
 */
export const workerOptions = (kind: JobKind): readonly string[] =>
  isConversion(kind) ? ['--max-semi-space-size=8', '--initial-old-space-size=64'] : [];

const isConversion = (kind: JobKind): boolean => kind === 'convert-video' || kind === 'convert-segments';
