/** What a trainer is given when a run begins or goes on: the kept faces of both sides and the newest checkpoint that is whole. */
import { setImmediate } from 'node:timers/promises';
import { landmarkNumbers, noLandmarks, packLandmarks } from '#core/autoencoder/face-landmarks.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { CheckpointRecord, FacePlace, RunRecord } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';

/** Two checkpoints of a new run, whose size is not known yet: 82 million weights with two moments each, in 4 bytes. */
const newRunBytes = 2_100_000_000;

/** @throws StudioError too_few_faces, disk_full */
export const createRunStart =
  (context: StudioContext) =>
  async (run: RunRecord): Promise<JobPayload<'train-autoencoder'>> => {
    const { store, files } = context;
    const facesA = await keptFaces(context, run.personAId);
    const facesB = await keptFaces(context, run.personBId);
    const checkpoint = await newestWholeCheckpoint(context, run.id);
    await files.requireRoom(checkpoint ? 2 * checkpoint.sizeBytes : newRunBytes);
    const iteration = checkpoint?.iteration ?? 0;
    const trainedSeconds = checkpoint?.trainedSeconds ?? 0;
    await files.losses.trim(run.id, iteration);
    await files.validation.trim(run.id, iteration);
    await store.runs.update(run.id, { iteration, trainedSeconds });
    await files.makeFolder(files.paths.run(run.id));
    const landmarksPath = files.paths.runLandmarks(run.id);
    await files.write(landmarksPath, await landmarksOf(context, [...facesA, ...facesB]));
    const pathOf = ({ clipId, id, pictureVersion }: FacePlace) => files.paths.face(clipId, id, pictureVersion);
    return {
      runId: run.id,
      settings: run.settings,
      facesA: facesA.map(pathOf),
      facesB: facesB.map(pathOf),
      landmarksPath,
      runFolder: files.paths.run(run.id),
      resumeFrom: checkpoint ? files.paths.checkpoint(run.id, checkpoint.fileName) : null,
      trainedSeconds,
    };
  };

const keptFaces = async ({ store, settings }: StudioContext, personId: string): Promise<FacePlace[]> => {
  const faces = await store.faces.places({ personId, state: 'kept' });
  if (faces.length >= settings.minimumFaces) return faces;
  const person = await store.persons.read(personId);
  throw new StudioError(
    'too_few_faces',
    `${person?.name ?? 'This person'} has ${faces.length} kept faces; training needs at least ${settings.minimumFaces}. Add clips, or restore rejected faces.`,
    { facts: { personId, keptFaces: faces.length, minimumFaces: settings.minimumFaces } },
  );
};

/** Faces whose meshes are read and packed before others get their turn. */
const facesAtOnce = 200;

const landmarksOf = async ({ store }: StudioContext, faces: readonly FacePlace[]): Promise<Uint8Array> => {
  const packed = new Float32Array(faces.length * landmarkNumbers);
  for (let start = 0; start < faces.length; start += facesAtOnce) {
    const ids = faces.slice(start, start + facesAtOnce).map(({ id }) => id);
    const meshes = new Map((await store.faces.meshes(ids)).map((face) => [face.id, face]));
    for (const [index, id] of ids.entries()) {
      const face = meshes.get(id);
      const landmarks = face ? packLandmarks(face.mesh, face.similarity) : noLandmarks();
      packed.set(landmarks, (start + index) * landmarkNumbers);
    }
    await setImmediate();
  }
  return new Uint8Array(packed.buffer);
};

/** A damaged checkpoint is dropped: the curve and the list then say plainly from where the run goes on. */
const newestWholeCheckpoint = async (
  { store, files }: StudioContext,
  runId: string,
): Promise<CheckpointRecord | undefined> => {
  for (const checkpoint of await store.runs.checkpointsOf(runId)) {
    const path = files.paths.checkpoint(runId, checkpoint.fileName);
    if (await files.verify(path, checkpoint)) return checkpoint;
    await store.runs.removeCheckpoints([checkpoint.id]);
    await files.remove(path);
  }
  return undefined;
};
