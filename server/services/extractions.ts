/** Finding the faces of a clip. What was found before stays until the new faces are all here. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ExtractFaces } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobResult, JobView } from '#core/contract/jobs.ts';
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import { requireSource } from './clip-source.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface ExtractionsService {
  /** @throws StudioError consent_*, job_state where the clip is being worked on */
  start(clipId: string, options: ExtractFaces): Promise<JobView>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly announce: Announcements;
}

export const createExtractionsService = (context: StudioContext, parts: Parts): ExtractionsService => {
  const { store, files, events } = context;
  const { consents, jobs, announce } = parts;

  const refuseWhileSearched = async (clipId: string): Promise<void> => {
    const jobId = jobs.activeOn(clipId);
    if (jobId === null || (await jobs.read(jobId)).kind !== 'extract-faces') return;
    throw new StudioError('job_state', 'The faces of this clip are being looked for already.', { facts: { clipId } });
  };

  return {
    start: async (clipId, options) => {
      const known = found(await store.clips.read(clipId), 'clip');
      const clip = { ...known, sampling: options.sampling ?? known.sampling };
      await consents.require([clip.personId]);
      await refuseWhileSearched(clipId);
      if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
      await store.clips.update(clipId, { sampling: clip.sampling });
      const folder = await files.newAttempt();
      const attempt: Attempt = { id: randomUUID(), folder, crops: join(folder, 'crops') };
      return jobs.start({
        kind: 'extract-faces',
        title: clip.name,
        subject: { type: 'clip', id: clipId, personId: clip.personId },
        personIds: [clip.personId],
        // Two clips of one person one after the other: the second is told whose face the first found.
        lane: `faces ${clip.personId}`,
        payload: () => payloadOf(context, clip, attempt),
        onNews: async (news) => {
          const { id: clipId, personId } = clip;
          if (news.kind === 'faces')
            await store.faces.stage({ attempt: attempt.id, clipId, personId, faces: news.faces });
          if (news.kind === 'identities') await store.faces.identify(attempt.id, news.identities);
        },
        publish: async (result) => {
          await consents.require([clip.personId]);
          await keep(context, { clip, attempt, result });
          await files.remove(folder);
        },
        abandon: async () => {
          await store.faces.dropStaged(attempt.id);
          await files.remove(folder);
        },
        tell: async () => {
          if (!(await announce.clip(clipId))) return;
          await announce.person(clip.personId);
          events.publish({ type: 'faces:changed', personId: clip.personId });
        },
      });
    },
  };
};

/** One extraction under way: its rows are staged under the id, its files lie in the folder. */
interface Attempt {
  readonly id: string;
  readonly folder: string;
  readonly crops: string;
}

const payloadOf = async (context: StudioContext, clip: ClipRecord, { crops }: Attempt) => {
  const { store, files } = context;
  await files.requireRoom(0);
  await files.makeFolder(crops);
  const person = found(await store.persons.read(clip.personId), 'person');
  return {
    clipId: clip.id,
    clipKind: clip.kind,
    sourcePath: await requireSource(context, clip),
    facts: found(clip.facts ?? undefined, 'clip'),
    sampling: clip.sampling,
    frameTimesPath: files.paths.clipFrameTimes(clip.id),
    excluded: [...clip.excluded],
    facesFolder: crops,
    referencePath: person.hasReference ? files.paths.reference(person.id) : null,
    knownDescriptor: await knownDescriptor(context, clip),
    knownClusters: await knownClusters(context, clip),
  };
};

const knownDescriptor = async ({ store }: StudioContext, clip: ClipRecord): Promise<number[] | null> => {
  const others = (await store.clips.list({ personId: clip.personId })).filter((other) => other.id !== clip.id);
  return meanDescriptor(others.flatMap((other) => (other.descriptor ? [other.descriptor] : [])));
};

const knownClusters = async ({ store }: StudioContext, { personId }: ClipRecord) => {
  const clusters = await store.faces.clusters(personId);
  return clusters.map(({ id, descriptor, faceCount, isPerson }) => ({
    id,
    descriptor: [...descriptor],
    faceCount,
    isPerson,
  }));
};

interface Found {
  readonly clip: ClipRecord;
  readonly attempt: Attempt;
  readonly result: JobResult<'extract-faces'>;
}

/** Crops first, then the rows in one transaction, then the old crops: a crash between leaves files that no row names, never the reverse. */
const keep = async ({ store, files, now }: StudioContext, { clip, attempt, result }: Found): Promise<void> => {
  await files.publishInto(attempt.crops, files.paths.faces(clip.id));
  const { gone } = await store.faces.publish({
    attempt: attempt.id,
    clipId: clip.id,
    descriptor: result.descriptor,
    extractedAt: now().toISOString(),
    clusters: result.clusters.map(({ id, descriptor }) => ({ id, personId: clip.personId, descriptor })),
  });
  for (const id of gone) await files.remove(files.paths.face(clip.id, id));
};
