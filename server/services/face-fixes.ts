/** Faces set by hand: measured by a worker in the frame they lie in, then given to the journal as any edit. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type ErrorReport, errorFromReport, StudioError } from '#core/contract/errors.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import type { FaceFix, JobResult } from '#core/contract/jobs.ts';
import { likenessOf } from '#core/dataset/likeness.ts';
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import type { AddedFace, ClipRecord, FaceChanges } from '#server/ports/studio-store.ts';
import { requireSource } from './clip-source.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export type FixEdit = Extract<FaceEdit, { do: 'move-crop' | 'move-landmarks' | 'add-face' }>;

export interface FaceFixes {
  /** Cuts the new crop and says what is to change. @throws StudioError not_found, no_faces, frame_missing */
  changesOf(personId: string, edit: FixEdit): Promise<FaceChanges>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
}

export const createFaceFixes = (context: StudioContext, parts: Parts): FaceFixes => ({
  changesOf: async (personId, edit) => {
    await parts.consents.require([personId]);
    return edit.do === 'add-face' ? addFace(context, parts, personId, edit) : moveFace(context, parts, personId, edit);
  },
});

type MoveEdit = Exclude<FixEdit, { do: 'add-face' }>;

const moveFace = async (
  context: StudioContext,
  parts: Parts,
  personId: string,
  edit: MoveEdit,
): Promise<FaceChanges> => {
  const { store, files } = context;
  const place = found(await store.faces.place(edit.faceId), 'face');
  if (place.personId !== personId) throw new StudioError('not_found', 'There is no such face.');
  const shape = found(await store.faces.shape(edit.faceId), 'face');
  const fix: FaceFix =
    edit.do === 'move-crop'
      ? { by: 'crop', similarity: edit.similarity, mesh: [...shape.mesh] }
      : { by: 'landmarks', mesh: edit.mesh };
  const clip = found(await store.clips.read(place.clipId), 'clip');
  const pictureVersion = await nextVersion(context, place);
  const cropPath = files.paths.face(place.clipId, place.id, pictureVersion);
  const measured = await measure(context, parts, { clip, frameIndex: place.frameIndex, fix, cropPath });
  const { box, mesh, similarity, descriptor, timeSeconds: _time, ...values } = measured;
  return {
    faces: [{ ids: [place.id], set: { ...values, edited: true, pictureVersion } }],
    shapes: [{ id: place.id, box, mesh, similarity, descriptor }],
  };
};

/** Above every picture the face ever had: one that was undone may be redone. */
const nextVersion = async (
  { files }: StudioContext,
  { clipId, id, pictureVersion }: { clipId: string; id: string; pictureVersion: number },
): Promise<number> => {
  let version = pictureVersion + 1;
  while (await files.exists(files.paths.face(clipId, id, version))) version += 1;
  return version;
};

const addFace = async (
  context: StudioContext,
  parts: Parts,
  personId: string,
  edit: Extract<FixEdit, { do: 'add-face' }>,
): Promise<FaceChanges> => {
  const { store, files } = context;
  const clip = found(await store.clips.read(edit.clipId), 'clip');
  if (clip.personId !== personId) throw new StudioError('not_found', 'There is no such clip.');
  const id = randomUUID();
  const measured = await measure(context, parts, {
    clip,
    frameIndex: edit.frameIndex,
    fix: { by: 'box', box: edit.box },
    cropPath: files.paths.face(clip.id, id),
  });
  const places = await store.faces.places({ personId, clipId: clip.id });
  const clusters = await store.faces.clusters(personId);
  const added: AddedFace = {
    ...measured,
    id,
    clipId: clip.id,
    frameIndex: edit.frameIndex,
    track: 1 + places.reduce((highest, { track }) => Math.max(highest, track), -1),
    clusterId: clusters.find(({ isPerson }) => isPerson)?.id ?? null,
    twinOf: null,
    likeness: await likeness(context, personId, measured.descriptor),
    state: 'kept',
    decided: true,
    edited: true,
    pictureVersion: 0,
  };
  return { added: [added] };
};

const likeness = async ({ store }: StudioContext, personId: string, descriptor: readonly number[]): Promise<number> => {
  const clips = await store.clips.list({ personId });
  const person = meanDescriptor(clips.flatMap((clip) => (clip.descriptor ? [clip.descriptor] : [])));
  return person ? likenessOf(descriptor, person) : 0;
};

interface Measure {
  readonly clip: ClipRecord;
  readonly frameIndex: number;
  readonly fix: FaceFix;
  readonly cropPath: string;
}

/** Resolves when the worker has measured the face and its crop is in place. */
const measure = async (
  { files }: StudioContext,
  { jobs }: Parts,
  { clip, frameIndex, fix, cropPath }: Measure,
): Promise<JobResult<'fix-face'>> => {
  const attempt = await files.newAttempt();
  let outcome: JobResult<'fix-face'> | undefined;
  const job = await jobs.start({
    kind: 'fix-face',
    title: clip.name,
    subject: { type: 'clip', id: clip.id, personId: clip.personId },
    personIds: [clip.personId],
    payload: async () => ({
      clipId: clip.id,
      sourcePath: await requireSource({ files }, clip),
      facts: found(clip.facts ?? undefined, 'clip'),
      frameTimesPath: files.paths.clipFrameTimes(clip.id),
      frameIndex,
      fix,
      cropPath: join(attempt, 'crop.jpg'),
    }),
    publish: async (result) => {
      await files.publish(join(attempt, 'crop.jpg'), cropPath);
      outcome = result;
    },
    abandon: async () => undefined,
    tell: async () => undefined,
  });
  const { error } = await jobs.whenEnded(job.id);
  await files.remove(attempt);
  if (outcome) return outcome;
  throw error
    ? errorFromReport({ ...(error as ErrorReport), facts: {} })
    : new StudioError('cancelled', 'The face was not measured: the job was cancelled.');
};
