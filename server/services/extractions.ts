/** Finding the faces of a clip. What was found before stays until the new faces are all here. */
import { join } from 'node:path';
import type { ExtractFaces } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { FoundFaceRecord, JobResult, JobView } from '#core/contract/jobs.ts';
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface ExtractionsService {
  /** @throws StudioError consent_*, job_state where the clip is being worked on */
  start(clipId: string, options: ExtractFaces): Promise<JobView>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
}

export const createExtractionsService = (
  context: StudioContext,
  { consents, jobs, views }: Parts,
): ExtractionsService => {
  const { store, files, events, now } = context;

  const knownDescriptor = async (clip: ClipRecord): Promise<number[] | null> => {
    const others = (await store.clips.list({ personId: clip.personId })).filter((other) => other.id !== clip.id);
    return meanDescriptor(others.flatMap((other) => (other.descriptor ? [other.descriptor] : [])));
  };

  const tell = async (clipId: string): Promise<void> => {
    const clip = await store.clips.read(clipId);
    const person = clip && (await store.persons.read(clip.personId));
    if (!clip || !person) return;
    events.publish({ type: 'clip:changed', clip: await views.clip(clip) });
    events.publish({ type: 'person:changed', person: await views.person(person) });
    events.publish({ type: 'faces:changed', personId: person.id });
  };

  /** Crops first, then the rows in one transaction, then the old crops: a crash between leaves files that no row names, never the reverse. */
  const keep = async (options: {
    clip: ClipRecord;
    crops: string;
    faces: readonly FoundFaceRecord[];
    result: JobResult<'extract-faces'>;
  }) => {
    const { clip, crops, faces, result } = options;
    await consents.require([clip.personId]);
    const before = await store.faces.places({ personId: clip.personId, clipId: clip.id });
    const rejectedFrames = new Set(before.filter((face) => face.state === 'rejected').map((face) => face.frameIndex));
    const kept = faces.map((face) =>
      face.state === 'kept' && rejectedFrames.has(face.frameIndex) ? { ...face, state: 'rejected' as const } : face,
    );
    await files.publishInto(crops, files.paths.faces(clip.id));
    await store.faces.replaceOfClip({
      clipId: clip.id,
      personId: clip.personId,
      faces: kept,
      descriptor: result.descriptor,
      extractedAt: now().toISOString(),
    });
    for (const face of before) await files.remove(files.paths.face(clip.id, face.id));
  };

  return {
    start: async (clipId, { samplesPerSecond }) => {
      const clip = found(await store.clips.read(clipId), 'clip');
      const { facts } = clip;
      await consents.require([clip.personId]);
      if (!facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
      const earlier = jobs.activeOn(clipId);
      if (earlier && (await jobs.read(earlier)).kind === 'extract-faces') {
        throw new StudioError('job_state', 'The faces of this clip are being looked for already.', {
          facts: { clipId },
        });
      }
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
        payload: async () => {
          await files.requireRoom(0);
          await files.makeFolder(crops);
          const person = found(await store.persons.read(clip.personId), 'person');
          return {
            clipId,
            sourcePath: files.paths.clipSource(clipId, clip.extension),
            facts,
            samplesPerSecond,
            facesFolder: crops,
            referencePath: person.hasReference ? files.paths.reference(person.id) : null,
            knownDescriptor: await knownDescriptor(clip),
          };
        },
        onNews: async (news) => {
          if (news.kind === 'faces') for (const face of news.faces) faces.set(face.id, face);
        },
        publish: async (result) => {
          await keep({ clip, crops, faces: [...faces.values()], result });
          await files.remove(attempt);
        },
        abandon: () => files.remove(attempt),
        tell: () => tell(clipId),
      });
    },
  };
};
