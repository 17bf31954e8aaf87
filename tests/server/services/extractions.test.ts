import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaceRow } from '#core/contract/face.ts';
import { faceQuery } from '#core/contract/face-query.ts';
import { faceIdentity, foundFace as foundFaceSchema } from '#core/contract/jobs.ts';
import { foundFace, importedClip, personWithConsent, type SceneFace } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let personId: string;
let clipId: string;
beforeEach(async () => {
  scene = await openTestStudio();
  personId = (await personWithConsent(scene, 'Ana')).id;
  clipId = (await importedClip(scene, personId)).id;
});
afterEach(() => scene[Symbol.asyncDispose]());

const own = [1, 0];
const strange = [0, 1];

/** Plays the worker that finds these faces in the clip, and the identities they come to. */
const extract = async (faces: readonly SceneFace[], descriptor: number[] | null = own) => {
  const work = await scene.runner.take('extract-faces');
  work.begin();
  await work.news({ kind: 'faces', faces: faces.map((face) => foundFaceSchema.parse(face)) });
  await work.news({ kind: 'identities', identities: faces.map((face) => faceIdentity.parse(face)) });
  const clusters = [
    { id: 'own', descriptor: own, faceCount: faces.filter(({ clusterId }) => clusterId === 'own').length },
    { id: 'strange', descriptor: strange, faceCount: faces.filter(({ clusterId }) => clusterId === 'strange').length },
  ].filter(({ faceCount }) => faceCount > 0);
  work.done({ framesRead: 50, faceCount: faces.length, descriptor, clusters });
  await scene.studio.jobs.whenEnded(work.jobId);
  return work.payload;
};

const rows = async (): Promise<FaceRow[]> => {
  const ids = await scene.store.faces.search(faceQuery.parse({ personId }));
  return scene.store.faces.rows(ids);
};

const ownFace = (frameIndex: number, others: Partial<SceneFace> = {}): SceneFace =>
  foundFace({ frameIndex, clusterId: 'own', descriptor: own, ...others });
const strangeFace = (frameIndex: number, others: Partial<SceneFace> = {}): SceneFace =>
  foundFace({ frameIndex, clusterId: 'strange', state: 'other', descriptor: strange, track: 1, ...others });

describe('an extraction', () => {
  it('is told of the identities met before and what a human said of them', async () => {
    expect((await extract([ownFace(0), ownFace(1), strangeFace(0, { box: beside })])).knownClusters).toEqual([]);
    await scene.studio.faceEdits.edit(personId, { do: 'decide-cluster', clusterId: 'strange', isPerson: false });
    await scene.studio.extractions.start(clipId, {});
    const { payload } = await scene.runner.take('extract-faces');
    const told = payload.knownClusters.map(({ id, isPerson, faceCount }) => [id, isPerson, faceCount]);
    expect(told.toSorted()).toEqual([
      ['own', null, 2],
      ['strange', false, 1],
    ]);
  });

  it('keeps faces of a clip without the person as other people, and knows no face of theirs from it', async () => {
    await extract([strangeFace(0), strangeFace(1)], null);
    const clip = await scene.studio.clips.read(clipId);
    expect(clip.faces).toEqual({ kept: 0, unsure: 0, other: 2, rejected: 0 });
    expect(clip.extractedAt).not.toBeNull();
    expect((await scene.store.clips.read(clipId))?.descriptor).toBeNull();
  });

  it('that is done anew gives the states a human decided to the new faces at the same places', async () => {
    const first = [ownFace(0), ownFace(1), strangeFace(0, { box: beside })];
    await extract(first);
    await scene.studio.faceEdits.edit(personId, {
      do: 'set-state',
      faces: { ids: [first[1]?.id as string] },
      state: 'rejected',
    });
    await scene.studio.extractions.start(clipId, {});
    await extract([ownFace(0), ownFace(1), strangeFace(0, { box: beside })]);
    const after = await rows();
    expect(after.map(({ id }) => id).some((id) => first.some((face) => face.id === id))).toBe(false);
    expect(after.map(({ frameIndex, state }) => `${frameIndex} ${state}`).toSorted()).toEqual([
      '0 kept',
      '0 other',
      '1 rejected',
    ]);
  });

  it('that was cut leaves no face behind: what it had found is forgotten when the studio starts again', async () => {
    const work = await scene.runner.take('extract-faces');
    work.begin();
    await work.news({ kind: 'faces', faces: [foundFaceSchema.parse(ownFace(0, { id: 'cut short' }))] });
    await scene.close();
    scene = await openTestStudio({ folder: scene.folder });
    expect(await rows()).toEqual([]);
    // The same id can be staged again only where it is gone from the table.
    await extract([ownFace(0, { id: 'cut short' })]);
    expect((await rows()).map(({ id }) => id)).toEqual(['cut short']);
  });
});

const beside = { left: 300, top: 20, width: 100, height: 120 };
