import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FaceState } from '#core/contract/face.ts';
import { type FaceQuery, faceQuery } from '#core/contract/face-query.ts';
import { publishFaces } from '#tests/server/helpers/publish-faces.ts';
import { facesOf, foundFace, personWithConsent, type SceneFace } from '#tests/server/helpers/scenes.ts';
import { storedClip } from '#tests/server/helpers/stored.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let personId: string;
beforeEach(async () => {
  scene = await openTestStudio();
  personId = (await personWithConsent(scene, 'Ana')).id;
});
afterEach(() => scene[Symbol.asyncDispose]());

const query = (of: Partial<FaceQuery> = {}): FaceQuery => faceQuery.parse({ personId, ...of });

const publish = async (faces: readonly SceneFace[], descriptor?: readonly number[]) => {
  const clip = await storedClip(scene.store, personId);
  const clusters = [...Map.groupBy(faces, ({ clusterId }) => clusterId)].map(([id, members]) => ({
    id,
    descriptor: members[0]?.descriptor ?? [],
  }));
  await publishFaces(scene.store, clip, faces, { descriptor, clusters });
  return clip;
};

const statesOf = async (faces: readonly { readonly id: string }[]): Promise<FaceState[]> => {
  const rows = new Map((await facesOf(scene, personId)).map(({ id, state }) => [id, state]));
  return faces.map(({ id }) => rows.get(id) as FaceState);
};

/** A direction in a plane: the cosine of two is that of the angle between them. */
const towards = (degrees: number): number[] => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
];

const edits = () => scene.studio.faceEdits;

describe('states', () => {
  test('are set for all that match a query, and told once to those who listen', async () => {
    const faces = [foundFace({ likeness: 0.2 }), foundFace({ likeness: 0.9 }), foundFace({ likeness: 0.3 })];
    const clip = await publish(faces);
    scene.told.length = 0;
    const choice = { query: query({ ranges: { likeness: [null, 0.5] } }) };
    expect(await edits().edit(personId, { do: 'set-state', faces: choice, state: 'rejected' })).toMatchObject({
      kind: 'set-state',
      faceCount: 2,
    });
    expect(await statesOf(faces)).toEqual(['rejected', 'kept', 'rejected']);
    expect(scene.told.map(({ type }) => type)).toEqual(['clip:changed', 'person:changed', 'faces:changed']);
    expect(scene.told[0]).toMatchObject({ clip: { id: clip.id, faces: { kept: 1, rejected: 2 } } });
    await edits().undo(personId);
    expect(await statesOf(faces)).toEqual(['kept', 'kept', 'kept']);
    expect(scene.told.filter(({ type }) => type === 'faces:changed')).toHaveLength(2);
  });

  test('of another person cannot be reached through a query', async () => {
    const faces = [foundFace()];
    await publish(faces);
    const other = (await personWithConsent(scene, 'Bo')).id;
    const done = await edits().edit(other, { do: 'set-state', faces: { query: query() }, state: 'rejected' });
    expect([done.faceCount, await statesOf(faces)]).toEqual([0, ['kept']]);
  });

  test('of a person nobody knows are refused', async () => {
    const edit = edits().edit('unknown', { do: 'set-state', faces: { ids: ['x'] }, state: 'kept' });
    await expect(edit).rejects.toMatchObject({ code: 'not_found' });
    await expect(edits().undo('unknown')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('near-duplicates', () => {
  test('are rejected but for the best, or the sharpest where the best is not used', async () => {
    const group = (best: Partial<SceneFace>): SceneFace[] => {
      const head = foundFace({ sharpness: 300, ...best });
      return [head, ...[120, 200, 80].map((sharpness) => foundFace({ sharpness, twinOf: head.id }))];
    };
    const faces = [...group({}), ...group({ state: 'rejected' }), foundFace()];
    await publish(faces);
    await edits().edit(personId, { do: 'reject-twins', query: query() });
    expect(await statesOf(faces)).toEqual([
      ...['kept', 'rejected', 'rejected', 'rejected'],
      ...['rejected', 'rejected', 'kept', 'rejected'],
      'kept',
    ]);
  });

  test('beyond the query are left alone', async () => {
    const head = foundFace({ yaw: 40 });
    const faces = [head, foundFace({ yaw: 40, twinOf: head.id }), foundFace({ yaw: 0, twinOf: head.id })];
    await publish(faces);
    await edits().edit(personId, { do: 'reject-twins', query: query({ ranges: { yaw: [30, null] } }) });
    expect(await statesOf(faces)).toEqual(['kept', 'rejected', 'kept']);
  });
});

test('thinning keeps as many as asked, spread over the poses, and touches nothing beyond the query', async () => {
  const faces = Array.from({ length: 40 }, (_, index) =>
    foundFace({ frameIndex: index, yaw: index < 38 ? index / 100 : 40 * (index - 37) }),
  );
  const other = foundFace({ state: 'other', yaw: -60 });
  await publish([...faces, other]);
  await edits().edit(personId, { do: 'thin', query: query({ states: ['kept'] }), keep: 3 });
  const states = await statesOf(faces);
  expect(states.filter((state) => state === 'kept')).toHaveLength(3);
  expect(states.slice(38)).toEqual(['kept', 'kept']);
  expect(await statesOf([other])).toEqual(['other']);
});

describe('frames', () => {
  test('that are excluded lose their faces, and ranges that touch become one', async () => {
    const faces = [3, 10, 14, 15, 30].map((frameIndex) => foundFace({ frameIndex }));
    const clip = await publish(faces);
    const exclude = (first: number, last: number) =>
      edits().edit(personId, { do: 'exclude-frames', clipId: clip.id, range: { first, last } });
    await exclude(10, 14);
    await exclude(15, 20);
    await exclude(1, 2);
    expect((await scene.store.clips.read(clip.id))?.excluded).toEqual([
      { first: 1, last: 2 },
      { first: 10, last: 20 },
    ]);
    expect(await statesOf(faces)).toEqual(['kept', 'rejected', 'rejected', 'rejected', 'kept']);
    for (const _ of [1, 2, 3]) await edits().undo(personId);
    expect((await scene.store.clips.read(clip.id))?.excluded).toEqual([]);
    expect(await statesOf(faces)).toEqual(faces.map(() => 'kept'));
    await expect(exclude(9, 3)).rejects.toMatchObject({ code: 'bad_request' });
  });

  test('of another person’s clip are not excluded', async () => {
    const { id } = await storedClip(scene.store, (await personWithConsent(scene, 'Bo')).id);
    const edit = edits().edit(personId, { do: 'exclude-frames', clipId: id, range: { first: 0, last: 9 } });
    await expect(edit).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('clusters', () => {
  /** Four faces of each: the person, the person from far aside, and somebody else. */
  const threeClusters = async () => {
    const cluster = (clusterId: string, degrees: number, state: FaceState) =>
      Array.from({ length: 4 }, (_, track) => foundFace({ clusterId, track, state, descriptor: towards(degrees) }));
    const faces = {
      own: cluster('own', 0, 'kept'),
      aside: cluster('aside', 50, 'unsure'),
      else: cluster('else', 90, 'other'),
    };
    const clip = await publish(Object.values(faces).flat(), towards(0));
    return { clip, ...faces };
  };

  test('are told largest first, with their zone and a few faces, the sharpest of each track first', async () => {
    const { own } = await threeClusters();
    const sharp = foundFace({ clusterId: 'own', track: 2, sharpness: 900, descriptor: towards(0) });
    await publish([sharp], towards(0));
    const views = await edits().clusters(personId);
    expect(views.map(({ id, zone, faceCount, isPerson }) => [id, zone, faceCount, isPerson])).toEqual([
      ['own', 'match', 5, null],
      ['aside', 'ask', 4, null],
      ['else', 'other', 4, null],
    ]);
    expect(views[0]?.faceIds[0]).toBe(sharp.id);
    expect(views[0]?.faceIds.toSorted()).toEqual([sharp, ...own].map(({ id }) => id).toSorted());
    expect(views[1]?.likeness).toBeCloseTo(Math.cos((50 * Math.PI) / 180), 3);
  });

  test('that are said to be the person give kept faces, and what was rejected stays rejected', async () => {
    const { clip, aside } = await threeClusters();
    const ids = [aside[0]?.id ?? ''];
    await edits().edit(personId, { do: 'set-state', faces: { ids }, state: 'rejected' });
    const rows = await facesOf(scene, personId);
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'aside', isPerson: true });
    expect(await statesOf(aside)).toEqual(['rejected', 'kept', 'kept', 'kept']);
    expect((await edits().clusters(personId)).find(({ id }) => id === 'aside')).toMatchObject({
      isPerson: true,
      zone: 'match',
    });
    const { descriptor } = (await scene.store.clips.read(clip.id)) ?? {};
    expect(descriptor).toHaveLength(2);
    expect(descriptor?.[1]).toBeGreaterThan(0.2);
    await edits().undo(personId);
    const restored = await facesOf(scene, personId);
    expect(restored.map(({ likeness: _likeness, ...row }) => row)).toEqual(
      rows.map(({ likeness: _likeness, ...row }) => row),
    );
  });

  test('that are said to be nobody’s give faces of others, and undecided ones are judged anew by what is left', async () => {
    const { own, aside, else: others } = await threeClusters();
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'else', isPerson: true });
    expect(await statesOf(others)).toEqual(others.map(() => 'kept'));
    // 90 degrees from the one who is the person now.
    expect(await statesOf(own)).toEqual(own.map(() => 'other'));
    expect(await statesOf(aside)).toEqual(aside.map(() => 'kept'));
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'else', isPerson: false });
    expect(await statesOf(others)).toEqual(others.map(() => 'other'));
  });

  test('a word on a cluster leaves alone what a human said of single faces of others', async () => {
    const { own } = await threeClusters();
    const ids = [own[0]?.id ?? ''];
    await edits().edit(personId, { do: 'set-state', faces: { ids }, state: 'unsure' });
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'else', isPerson: true });
    expect(await statesOf(own)).toEqual(['unsure', 'other', 'other', 'other']);
  });

  test('merged have all faces under the name of the largest, and part again by undo', async () => {
    const { own, aside } = await threeClusters();
    await publish([foundFace({ clusterId: 'own', descriptor: towards(0) })], towards(0));
    await edits().edit(personId, { do: 'merge-clusters', clusterIds: ['aside', 'own'] });
    const merged = (await edits().clusters(personId)).map(({ id, faceCount }) => [id, faceCount]);
    expect(merged).toEqual([
      ['own', 9],
      ['else', 4],
    ]);
    const clusterIds = (await facesOf(scene, personId)).map(({ clusterId }) => clusterId);
    expect(clusterIds.filter((id) => id === 'own')).toHaveLength(9);
    expect(await statesOf([...own, ...aside])).toEqual([...own, ...aside].map(() => 'kept'));
    await edits().undo(personId);
    expect((await edits().clusters(personId)).map(({ id, faceCount }) => [id, faceCount])).toEqual([
      ['own', 5],
      ['aside', 4],
      ['else', 4],
    ]);
    expect(await statesOf(aside)).toEqual(aside.map(() => 'unsure'));
  });

  test('split by hand and by themselves, whole tracks together', async () => {
    const faces = [0, 1, 2, 3, 4, 5].map((track) =>
      foundFace({ clusterId: 'both', track: track >> 1, descriptor: towards(track < 4 ? track : 85 + track) }),
    );
    await publish(faces, towards(0));
    await edits().edit(personId, { do: 'split-cluster', clusterId: 'both', faceIds: null });
    const [stays, leaves] = await edits().clusters(personId);
    expect([stays?.id, stays?.faceCount, leaves?.faceCount, leaves?.isPerson]).toEqual(['both', 4, 2, null]);
    expect(await statesOf(faces)).toEqual(['kept', 'kept', 'kept', 'kept', 'other', 'other']);
    await edits().undo(personId);
    expect((await edits().clusters(personId)).map(({ faceCount }) => faceCount)).toEqual([6]);
    const faceIds = [faces[1]?.id ?? ''];
    await edits().edit(personId, { do: 'split-cluster', clusterId: 'both', faceIds });
    expect((await edits().clusters(personId)).map(({ faceCount }) => faceCount)).toEqual([5, 1]);
  });

  test('that do not part are refused, as are clusters of nobody', async () => {
    const faces = [foundFace({ clusterId: 'one' }), foundFace({ clusterId: 'one' })];
    await publish(faces);
    const split = (faceIds: string[] | null) =>
      edits().edit(personId, { do: 'split-cluster', clusterId: 'one', faceIds });
    await expect(split(null)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(split(faces.map(({ id }) => id))).rejects.toMatchObject({ code: 'bad_request' });
    await expect(split([randomUUID()])).rejects.toMatchObject({ code: 'bad_request' });
    const unknown = edits().edit(personId, { do: 'decide-cluster', clusterId: 'unknown', isPerson: true });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
    expect((await edits().history(personId)).undo).toBeNull();
  });

  test('likeness is measured to whom the person is said to be', async () => {
    const { own, else: others } = await threeClusters();
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'else', isPerson: true });
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'own', isPerson: false });
    await edits().edit(personId, { do: 'decide-cluster', clusterId: 'aside', isPerson: false });
    const rows = new Map((await facesOf(scene, personId)).map(({ id, likeness }) => [id, likeness]));
    for (const { id } of others) expect(rows.get(id)).toBeCloseTo(1, 2);
    for (const { id } of own) expect(rows.get(id)).toBeCloseTo(0, 2);
  });
});
