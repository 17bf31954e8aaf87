import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faceQuery } from '#core/contract/face-query.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import type { ClipRecord, FaceValues, StudioStore } from '#server/ports/studio-store.ts';
import { publishFaces } from '#tests/server/helpers/publish-faces.ts';
import { foundFace } from '#tests/server/helpers/scenes.ts';
import { storedClip, storedPerson } from '#tests/server/helpers/stored.ts';

let folder: string;
let store: StudioStore;
let clip: ClipRecord;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-published-'));
  store = await openStudioStore(join(folder, 'studio.db'));
  clip = await storedClip(store, (await storedPerson(store)).id);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const rows = async () => store.faces.rows(await store.faces.search(faceQuery.parse({ personId: clip.personId })));

const byHand = (ids: readonly string[], set: Partial<FaceValues>) =>
  store.faces.edit({
    id: randomUUID(),
    personId: clip.personId,
    kind: 'set-state',
    at: clip.createdAt,
    changes: { faces: [{ ids, set }] },
  });

const boxAt = (left: number, width = 100) => ({ left, top: 20, width, height: 120 });

test('a face comes back as it was found, its mesh within 0.03 px', async () => {
  const face = foundFace({ yaw: -12.5, twinOf: null, lightY: 0.25, timeSeconds: 1.04, score: 0.75 });
  await publishFaces(store, clip, [face]);
  const { box, mesh, similarity, descriptor, ...plain } = face;
  expect(await rows()).toEqual([{ ...plain, clipId: clip.id, edited: false, pictureVersion: 0 }]);
  const shape = await store.faces.shape(face.id);
  expect([shape?.box, shape?.similarity]).toEqual([box, similarity]);
  for (const [index, value] of mesh.entries()) expect(Math.abs((shape?.mesh[index] ?? 0) - value)).toBeLessThan(0.03);
  expect(await store.faces.meshes(['unknown', face.id])).toEqual([{ id: face.id, similarity, mesh: shape?.mesh }]);
  for (const [index, value] of descriptor.entries()) expect(shape?.descriptor[index]).toBeCloseTo(value, 3);
});

test('twelve hundred faces go in at once, and take the place of those before', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, frameIndex) =>
      foundFace({ frameIndex, state: frameIndex % 5 ? 'kept' : 'other' }),
    );
  const first = many(10);
  expect(await publishFaces(store, clip, first)).toEqual([]);
  const second = many(1200);
  expect((await publishFaces(store, clip, second)).toSorted()).toEqual(first.map(({ id }) => id).toSorted());
  expect(await store.faces.countsOfPerson(clip.personId)).toEqual({ kept: 960, unsure: 0, rejected: 0, other: 240 });
  expect((await rows()).map(({ id }) => id)).toEqual(second.map(({ id }) => id));
});

test('the portrait is the kept face most like the person', async () => {
  const best = foundFace({ likeness: 0.9 });
  const faces = [foundFace({ likeness: 0.95, state: 'other' }), best, foundFace({ likeness: 0.7 })];
  await publishFaces(store, clip, faces);
  expect(await store.faces.portraitOf(clip.personId)).toBe(best.id);
  await byHand([best.id], { state: 'rejected' });
  expect(await store.faces.portraitOf(clip.personId)).toBe(faces[2]?.id);
});

describe('what a human did stays over a new extraction', () => {
  test('a state goes over to the face at the same place of the same frame, each to one only', async () => {
    const old = [
      foundFace({ frameIndex: 3, box: boxAt(10) }),
      foundFace({ frameIndex: 3, box: boxAt(300) }),
      foundFace({ frameIndex: 7, box: boxAt(10), state: 'other' }),
    ];
    await publishFaces(store, clip, old);
    await byHand([old[0]?.id ?? ''], { state: 'rejected', decided: true });
    await byHand([old[2]?.id ?? ''], { state: 'kept', decided: true });
    const found = [
      foundFace({ frameIndex: 3, box: boxAt(25) }),
      foundFace({ frameIndex: 3, box: boxAt(12) }),
      foundFace({ frameIndex: 3, box: boxAt(302), state: 'other' }),
      foundFace({ frameIndex: 4, box: boxAt(10) }),
      foundFace({ frameIndex: 7, box: boxAt(150), state: 'unsure' }),
      foundFace({ frameIndex: 7, box: boxAt(14), state: 'other' }),
    ];
    await publishFaces(store, clip, found);
    expect(new Map((await rows()).map(({ id, state }) => [id, state]))).toEqual(
      new Map(found.map(({ id }, index) => [id, ['kept', 'rejected', 'other', 'kept', 'unsure', 'kept'][index]])),
    );
    // And over the next one too.
    const again = [foundFace({ frameIndex: 3, box: boxAt(11) })];
    await publishFaces(store, clip, again);
    expect((await rows()).map(({ state }) => state)).toEqual(['rejected']);
  });

  test('a face edited by hand stays, and what is found in its place is dropped', async () => {
    const [edited, plain] = [foundFace({ frameIndex: 3, track: 0 }), foundFace({ frameIndex: 9, track: 0 })];
    await publishFaces(store, clip, [edited, plain]);
    await byHand([edited.id], { edited: true, pictureVersion: 2, state: 'kept', decided: true });
    const inPlace = foundFace({ frameIndex: 3, box: boxAt(20), track: 5, clusterId: 'new' });
    const elsewhere = foundFace({ frameIndex: 3, box: boxAt(80), track: 6, clusterId: 'new' });
    const itsTwin = foundFace({ frameIndex: 4, track: 5, clusterId: 'new', twinOf: inPlace.id });
    const gone = await publishFaces(store, clip, [inPlace, elsewhere, itsTwin]);
    expect(gone.toSorted()).toEqual([plain.id, inPlace.id].toSorted());
    const now = new Map((await rows()).map((row) => [row.id, row]));
    expect([...now.keys()].toSorted()).toEqual([edited.id, elsewhere.id, itsTwin.id].toSorted());
    // It goes on in the track that found its head; its near-duplicates are those of the dropped one.
    expect(now.get(edited.id)).toMatchObject({ track: 5, pictureVersion: 2, edited: true, clusterId: 'cluster' });
    expect(now.get(itsTwin.id)?.twinOf).toBe(edited.id);
  });

  test('an edited face that nothing was found at has a track of its own and is nobody’s near-duplicate', async () => {
    const [better, edited] = [foundFace({ frameIndex: 2 }), foundFace({ frameIndex: 3, track: 1 })];
    await publishFaces(store, clip, [better, { ...edited, twinOf: better.id }]);
    await byHand([edited.id], { edited: true });
    const found = [foundFace({ frameIndex: 30, track: 0 }), foundFace({ frameIndex: 60, track: 1 })];
    await publishFaces(store, clip, found);
    const [row] = await store.faces.rows([edited.id]);
    expect([row?.track, row?.twinOf]).toEqual([2, null]);
  });

  test('of a cluster stays what was said, and a cluster without faces goes unless something was said', async () => {
    const face = foundFace({ clusterId: 'one' });
    await publishFaces(store, clip, [face, foundFace({ clusterId: 'two' }), foundFace({ clusterId: 'three' })]);
    await store.faces.edit({
      id: randomUUID(),
      personId: clip.personId,
      kind: 'decide-cluster',
      at: clip.createdAt,
      changes: {
        clusters: [
          { id: 'one', isPerson: true, descriptor: [1, 0] },
          { id: 'two', isPerson: false, descriptor: [0, 1] },
        ],
      },
    });
    await publishFaces(store, clip, [foundFace({ clusterId: 'one' })], {
      clusters: [{ id: 'one', descriptor: [0.8, 0.6] }],
    });
    expect(await store.faces.clusters(clip.personId)).toMatchObject([
      { id: 'one', isPerson: true, faceCount: 1, descriptor: [expect.closeTo(0.8), expect.closeTo(0.6)] },
      { id: 'two', isPerson: false, faceCount: 0 },
    ]);
  });
});

test('an extraction that failed leaves the faces there were', async () => {
  const face = foundFace();
  await publishFaces(store, clip, [face]);
  const attempt = randomUUID();
  await store.faces.stage({ attempt, clipId: clip.id, personId: clip.personId, faces: [foundFace()] });
  await store.faces.dropStaged(attempt);
  expect((await rows()).map(({ id }) => id)).toEqual([face.id]);
});
