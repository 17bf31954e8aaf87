/** What the studio runs on. */
import { availableParallelism, totalmem } from 'node:os';
import type { SystemView } from '#core/contract/system.ts';
import type { StudioContext } from './studio-context.ts';

export interface SystemService {
  read(): Promise<SystemView>;
}

export const createSystemService = ({ files, frames, events, settings }: StudioContext): SystemService => ({
  read: async () => ({
    version: settings.version,
    startedAt: events.serverStartedAt,
    cores: availableParallelism(),
    memoryGb: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    dataFolder: files.paths.root,
    freeBytes: await files.freeBytes(),
    formats: [...(await frames.formats())],
    limits: settings.limits,
    ...(await settings.describeSystem()),
  }),
});
