/** What a trainer is given when a run begins or goes on: the kept faces of both sides and the newest checkpoint that is right. */
import { setImmediate } from 'node:timers/promises';
import { landmarkNumbers, noLandmarks, packLandmarks } from '#core/autoencoder/face-landmarks.ts';
import { chooseHeldOut, type DatedFace } from '#core/autoencoder/held-out.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { currentBranch } from '#core/studio/run-branches.ts';
import type { FacePlace, RunRecord } from '#server/ports/studio-store.ts';
import { type KeptFace, keptFacesOf, parted } from './kept-faces.ts';
import { dropStrayCheckpoints, findCheckpoint, goBack } from './run-checkpoints.ts';
import type { RunLogService } from './run-log.ts';
import { originOf } from './run-origin.ts';
import { peopleOfSide } from './run-people.ts';
import { shownCrops } from './shown-faces.ts';
import type { StudioContext } from './studio-context.ts';

/** Two checkpoints of a new run, whose size is not known yet: 82 million weights with two moments each, in 4 bytes. */
const newRunBytes = 2_100_000_000;

/** @throws StudioError too_few_faces, checkpoints_lost, disk_full */
export const createRunStart =
  (context: StudioContext, log: RunLogService) =>
  async (run: RunRecord): Promise<JobPayload<'train-autoencoder'>> => {
    const { files } = context;
    const a = await enoughFaces(context, peopleOfSide(run, 'a'));
    const b = await enoughFaces(context, peopleOfSide(run, 'b'));
    const found = await findCheckpoint(context, run.id);
    const { checkpoint, passedOver } = found;
    if (!checkpoint && passedOver.length > 0) throw lost(run.id, passedOver.length);
    await dropStrayCheckpoints(context, run.id);
    await files.requireRoom(checkpoint ? 2 * checkpoint.sizeBytes : newRunBytes);
    const rules = await heldOutOf(context, run, { a, b });
    const {
      iteration,
      reachedIteration,
      passedOver: faulty,
    } = await goBack(context, run, { ...found, why: 'started' });
    await log.note(run.id, { kind: 'started', iteration, reachedIteration, passedOver: faulty });
    await files.makeFolder(files.paths.run(run.id));
    const [sideA, sideB] = [parted(a, rules.a), parted(b, rules.b)];
    const landmarksPath = files.paths.runLandmarks(run.id);
    await files.write(landmarksPath, await landmarksOf(context, [...sideA.trained, ...sideB.trained]));
    const standing = { ...run, ...(await context.store.runs.read(run.id)) };
    const shown = await shownCrops(context, standing, { faces: { a, b }, rules, log });
    const pathOf = ({ clipId, id, pictureVersion }: FacePlace) => files.paths.face(clipId, id, pictureVersion);
    return {
      runId: run.id,
      settings: run.settings,
      facesA: sideA.trained.map(pathOf),
      facesB: sideB.trained.map(pathOf),
      heldOutA: sideA.held.map(pathOf),
      heldOutB: sideB.held.map(pathOf),
      landmarksPath,
      shownA: shown.a,
      shownB: shown.b,
      runFolder: files.paths.run(run.id),
      startFrom: checkpoint ? null : await originOf(context, run.settings),
      resumeFrom: checkpoint ? files.paths.checkpoint(run.id, checkpoint.fileName) : null,
      branch: currentBranch(standing.branches),
      trainedSeconds: checkpoint?.trainedSeconds ?? 0,
    };
  };

/** Going on from nothing would look like going on. */
const lost = (runId: string, checkpoints: number): StudioError =>
  new StudioError('checkpoints_lost', 'None of the saved states of this training can be used.', {
    facts: { runId, checkpoints },
  });

/** Of the pair's own person there must be enough: those are the ones shown, and the side has their name. */
const enoughFaces = async (context: StudioContext, personIds: readonly string[]): Promise<KeptFace[]> => {
  const { store, settings } = context;
  const [faces = [], ...more] = await Promise.all(personIds.map((personId) => keptFacesOf(context, personId)));
  if (faces.length >= settings.minimumFaces) return [faces, ...more].flat();
  const [personId = ''] = personIds;
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

/** Chosen at the first start and kept: what was trained on can never be held out later. */
const heldOutOf = async (
  { store }: StudioContext,
  run: RunRecord,
  faces: Readonly<Record<'a' | 'b', readonly DatedFace[]>>,
): Promise<NonNullable<RunRecord['heldOut']>> => {
  if (run.heldOut) return run.heldOut;
  const { heldOutShare, seed } = run.settings;
  // A run from before faces were held out has trained on all of them.
  const share = run.iteration > 0 ? 0 : heldOutShare;
  const heldOut = { a: chooseHeldOut(faces.a, { share, seed }), b: chooseHeldOut(faces.b, { share, seed }) };
  await store.runs.update(run.id, { heldOut });
  return heldOut;
};
