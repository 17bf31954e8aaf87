/** Finding the faces of a clip. What was found before stays until the new faces are all here. */
import { join } from 'node:path';
import type { ExtractFaces } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { FoundFaceRecord, JobResult, JobView } from '#core/contract/jobs.ts';
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
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
    start: async (clipId, { samplesPerSecond }) => {
      const clip = found(await store.clips.read(clipId), 'clip');
      await consents.require([clip.personId]);
      await refuseWhileSearched(clipId);
      if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
      const attempt = await files.newAttempt();
      const crops = join(attempt, 'crops');
      const faces = new Map<string, FoundFaceRecord>();
      return jobs.start({
        kind: 'extract-faces',
        title: clip.name,
        subject: { type: 'clip', id: clipId, personId: clip.personId },
        personIds: [clip.personId],
        // Two clips of one person one after the other: the second is told whose face the first found.
        lane: `faces ${clip.personId}`,
        payload: () => payloadOf(context, { clip, crops, samplesPerSecond }),
        onNews: async (news) => {
          if (news.kind === 'faces') for (const face of news.faces) faces.set(face.id, face);
        },
        publish: async (result) => {
          await consents.require([clip.personId]);
          await keep(context, { clip, crops, faces: [...faces.values()], result });
          await files.remove(attempt);
        },
        abandon: () => files.remove(attempt),
        tell: async () => {
          if (!(await announce.clip(clipId))) return;
          await announce.person(clip.personId);
          events.publish({ type: 'faces:changed', personId: clip.personId });
        },
      });
    },
  };
};

interface Asked {
  readonly clip: ClipRecord;
  readonly crops: string;
  readonly samplesPerSecond: number | null;
}

const payloadOf = async (context: StudioContext, { clip, crops, samplesPerSecond }: Asked) => {
  const { store, files } = context;
  await files.requireRoom(0);
  await files.makeFolder(crops);
  const person = found(await store.persons.read(clip.personId), 'person');
  return {
    clipId: clip.id,
    sourcePath: files.paths.clipSource(clip.id, clip.extension),
    facts: found(clip.facts ?? undefined, 'clip'),
    samplesPerSecond,
    facesFolder: crops,
    referencePath: person.hasReference ? files.paths.reference(person.id) : null,
    knownDescriptor: await knownDescriptor(context, clip),
  };
};

const knownDescriptor = async ({ store }: StudioContext, clip: ClipRecord): Promise<number[] | null> => {
  const others = (await store.clips.list({ personId: clip.personId })).filter((other) => other.id !== clip.id);
  return meanDescriptor(others.flatMap((other) => (other.descriptor ? [other.descriptor] : [])));
};

interface Found {
  readonly clip: ClipRecord;
  readonly crops: string;
  readonly faces: readonly FoundFaceRecord[];
  readonly result: JobResult<'extract-faces'>;
}

/** Crops first, then the rows in one transaction, then the old crops: a crash between leaves files that no row names, never the reverse. */
const keep = async ({ store, files, now }: StudioContext, { clip, crops, faces, result }: Found): Promise<void> => {
  const before = await store.faces.places({ personId: clip.personId, clipId: clip.id });
  const rejected = new Set(before.filter((face) => face.state === 'rejected').map((face) => face.frameIndex));
  await files.publishInto(crops, files.paths.faces(clip.id));
  await store.faces.replaceOfClip({
    clipId: clip.id,
    personId: clip.personId,
    faces: faces.map((face) =>
      face.state === 'kept' && rejected.has(face.frameIndex) ? { ...face, state: 'rejected' } : face,
    ),
    descriptor: result.descriptor,
    extractedAt: now().toISOString(),
  });
  for (const face of before) await files.remove(files.paths.face(clip.id, face.id));
};
