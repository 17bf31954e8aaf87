/** Versions of clips for browsers that can not play them as they are; made behind everything else, and never missed. */
import { join } from 'node:path';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import { requireSource } from './clip-source.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';

export interface ClipProxies {
  /** Resolves when the job is queued, where one is needed. */
  startWhereNeeded(clip: ClipRecord): Promise<void>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly announce: Announcements;
}

export const createClipProxies = (context: StudioContext, { consents, jobs, announce }: Parts): ClipProxies => ({
  startWhereNeeded: async (clip) => {
    const { store, files } = context;
    const { id, name, personId, facts } = clip;
    if (clip.kind !== 'video' || clip.playable || clip.hasProxy || facts === null) return;
    const attempt = await files.newAttempt();
    const proxyPath = join(attempt, 'proxy.mp4');
    await jobs.start({
      kind: 'make-proxy',
      title: name,
      subject: { type: 'clip', id, personId },
      personIds: [personId],
      payload: async () => {
        await files.requireRoom(0);
        return { clipId: id, sourcePath: await requireSource(context, clip), facts, proxyPath };
      },
      publish: async () => {
        await consents.require([personId]);
        await files.publish(proxyPath, files.paths.clipProxy(id));
        await store.clips.update(id, { hasProxy: true });
        await files.remove(attempt);
      },
      abandon: () => files.remove(attempt),
      tell: async () => {
        await announce.clip(id);
      },
    });
  },
});
