import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faceState } from '#core/contract/face.ts';
import type { FaceEditKind } from '#core/contract/face-edit.ts';
import { faceQuery } from '#core/contract/face-query.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import type { AddedFace, ClipRecord, FaceChanges, StudioStore } from '#server/ports/studio-store.ts';
import { publishFaces } from '#tests/server/helpers/publish-faces.ts';
import { foundFace } from '#tests/server/helpers/scenes.ts';
import { storedClip, storedPerson } from '#tests/server/helpers/stored.ts';

let folder: string;
let store: StudioStore;
let personId: string;
let clip: ClipRecord;
const faces = Array.from({ length: 12 }, (_, frameIndex) =>
  foundFace({ frameIndex, clusterId: frameIndex < 6 ? 'one' : 'two', likeness: frameIndex / 20 }),
);
const ids = faces.map(({ id }) => id);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-journal-'));
  store = await openStudioStore(join(folder, 'studio.db'));
  personId = (await storedPerson(store)).id;
  clip = await storedClip(store, personId);
  await publishFaces(store, clip, faces);
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const edit = (changes: FaceChanges, kind: FaceEditKind = 'set-state') =>
  store.faces.edit({ id: randomUUID(), personId, kind, at: '2026-05-12T00:00:00.000Z', changes });

const toState = (state: (typeof faceState.options)[number], chosen: readonly string[]): FaceChanges => ({
  faces: [{ ids: chosen, set: { state, decided: true } }],
});

/** Everything that an edit may change, read past the memory, straight from the file. */
const everything = (): unknown => {
  const database = new Database(join(folder, 'studio.db'), { readonly: true });
  const all = (sql: string) => database.prepare(sql).all();
  const tables = [
    all('SELECT * FROM face ORDER BY seq'),
    all('SELECT * FROM face_tally ORDER BY clip_id'),
    all('SELECT * FROM cluster ORDER BY id'),
    all('SELECT id, excluded FROM clip ORDER BY id'),
    all('SELECT face_seq, hex(box), hex(similarity), hex(mesh) FROM face_shape ORDER BY face_seq'),
    all('SELECT face_seq, hex(descriptor) FROM face_descriptor ORDER BY face_seq'),
    all('SELECT face_seq, hex(sketch) FROM face_sketch ORDER BY face_seq'),
  ];
  database.close();
  return tables;
};

/** What the answers say, which come from memory. */
const answers = async (): Promise<unknown> => {
  const listed = await store.faces.search(faceQuery.parse({ personId, sort: 'likeness' }));
  const summary = await store.faces.summary(faceQuery.parse({ personId }));
  const clusters = await store.faces.clusters(personId);
  const members = await Promise.all(clusters.map(({ id }) => store.faces.clusterFaces(personId, id)));
  const similar = await store.faces.search(
    faceQuery.parse({ personId, sort: 'similarity', similarTo: listed.slice(0, 1) }),
  );
  return { rows: await store.faces.rows(listed), summary, clusters, members, similar };
};

const addedFace = (): AddedFace => {
  const { state, clusterId, twinOf, likeness, ...face } = foundFace({ frameIndex: 40, track: 9 });
  return {
    ...face,
    state,
    clusterId,
    twinOf,
    likeness,
    clipId: clip.id,
    decided: true,
    edited: true,
    pictureVersion: 0,
  };
};

const movedShape = (id: string) => ({
  id,
  box: { left: 1, top: 2, width: 30, height: 40 },
  similarity: [2, 0, 5, 6],
  mesh: Array.from({ length: 936 }, (_, index) => 900 - index / 2),
  descriptor: [0.8, 0.6],
});

test('each kind of change is undone to the last bit, and done again', async () => {
  const kinds: Record<string, () => FaceChanges> = {
    values: () => ({
      faces: [{ ids: ids.slice(0, 3), set: { state: 'other', likeness: 0.5, track: 3, twinOf: ids[5] ?? '' } }],
    }),
    shapes: () => ({
      faces: [{ ids: ids.slice(0, 1), set: { pictureVersion: 1, edited: true } }],
      shapes: [movedShape(ids[0] ?? '')],
    }),
    added: () => ({ added: [addedFace(), addedFace()] }),
    clusters: () => ({
      faces: [{ ids: ids.slice(6), set: { clusterId: 'one' } }],
      clusters: [
        { id: 'one', isPerson: true, descriptor: [1, 0] },
        { id: 'three', isPerson: null, descriptor: [0, 1] },
      ],
      goneClusters: ['two'],
    }),
    frames: () => ({ excluded: [{ clipId: clip.id, ranges: [{ first: 2, last: 4 }] }] }),
  };
  for (const [kind, changes] of Object.entries(kinds)) {
    const before = [everything(), await answers()];
    await edit(changes());
    const after = [everything(), await answers()];
    expect(after, kind).not.toEqual(before);
    await store.faces.undo(personId);
    expect([everything(), await answers()], kind).toEqual(before);
    await store.faces.redo(personId);
    expect([everything(), await answers()], kind).toEqual(after);
  }
});

test('after any row of edits, undos and redos the faces are as a plain list of states would have them', async () => {
  const step = fc.oneof(
    fc.record({ chosen: fc.subarray(ids, { minLength: 1 }), state: fc.constantFrom(...faceState.options) }),
    fc.constantFrom('undo' as const, 'redo' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const start = new Map((await store.faces.rows(ids)).map(({ id, state }) => [id, state]));
      const states = [start];
      let at = 0;
      for (const each of steps) {
        if (each === 'undo') {
          const done = await store.faces.undo(personId);
          // What earlier runs of this property did stands below ours.
          if (at > 0) at -= 1;
          else if (done) await store.faces.redo(personId);
        } else if (each === 'redo') {
          await store.faces.redo(personId);
          if (at < states.length - 1) at += 1;
        } else {
          await edit(toState(each.state, each.chosen));
          states.splice(at + 1);
          states.push(new Map([...(states[at] ?? start), ...each.chosen.map((id) => [id, each.state] as const)]));
          at += 1;
        }
        const now = new Map((await store.faces.rows(ids)).map(({ id, state }) => [id, state]));
        expect(now).toEqual(states[at]);
      }
      // So that the next run finds nothing to redo.
      await edit(toState('kept', ids.slice(0, 1)));
    }),
    { numRuns: 25 },
  );
});

test('the journal outlives the process', async () => {
  const before = everything();
  const { edit: done } = await edit(toState('rejected', ids));
  expect(done).toMatchObject({ kind: 'set-state', faceCount: 12 });
  await store.close();
  store = await openStudioStore(join(folder, 'studio.db'));
  expect(await store.faces.history(personId)).toEqual({ undo: done, redo: null });
  await store.faces.undo(personId);
  expect(everything()).toEqual(before);
  expect(await store.faces.history(personId)).toEqual({ undo: null, redo: done });
});

test('a new edit ends what could be done again', async () => {
  await edit(toState('rejected', ids.slice(0, 2)));
  await store.faces.undo(personId);
  await edit(toState('other', ids.slice(0, 1)));
  expect(await store.faces.redo(personId)).toBeUndefined();
});

test('faces that have the state already are not counted, nor those of somebody else', async () => {
  const strangers = await storedClip(store, (await storedPerson(store)).id);
  const stranger = foundFace();
  await publishFaces(store, strangers, [stranger]);
  await edit(toState('rejected', ids.slice(0, 3)));
  const { edit: second, clipIds } = await edit(toState('rejected', [...ids.slice(0, 5), stranger.id, 'unknown']));
  expect([second.faceCount, clipIds]).toEqual([2, [clip.id]]);
  expect((await store.faces.rows([stranger.id]))[0]?.state).toBe('kept');
});

test('the newest two hundred edits of a person are kept, and those of another person stay', async () => {
  const other = (await storedPerson(store)).id;
  const changes = { excluded: [] };
  await store.faces.edit({ id: randomUUID(), personId: other, kind: 'set-state', at: clip.createdAt, changes });
  for (let count = 0; count < 205; count += 1) await edit(toState(count % 2 ? 'kept' : 'rejected', ids.slice(0, 1)));
  let undone = 0;
  while (await store.faces.undo(personId)) undone += 1;
  expect(undone).toBe(200);
  expect((await store.faces.history(other)).undo).not.toBeNull();
});

test('what was said of faces that are found no more is passed over by undo', async () => {
  await edit({ faces: [{ ids: ids.slice(0, 1), set: { edited: true } }] });
  await edit(toState('rejected', ids));
  await publishFaces(store, clip, [foundFace({ frameIndex: 70 })]);
  await store.faces.undo(personId);
  const rows = await store.faces.rows(await store.faces.search(faceQuery.parse({ personId })));
  expect(rows.map(({ frameIndex, state }) => [frameIndex, state])).toEqual([
    [0, 'kept'],
    [70, 'kept'],
  ]);
});

test('a face added by hand keeps its picture while a redo can bring it back', async () => {
  const face = addedFace();
  await edit({ added: [face] }, 'add-face');
  await store.faces.undo(personId);
  expect(await store.faces.place(face.id)).toBeUndefined();
  expect((await store.faces.pictured(clip.id)).has(face.id)).toBe(true);
  await edit(toState('other', ids.slice(0, 1)));
  expect((await store.faces.pictured(clip.id)).has(face.id)).toBe(false);
});

test('edits of many at once do not lose each other', async () => {
  await Promise.all(ids.map((id) => edit(toState('rejected', [id]))));
  expect(await store.faces.countsOfClip(clip.id)).toEqual({ kept: 0, unsure: 0, other: 0, rejected: 12 });
  for (const _ of ids) await store.faces.undo(personId);
  expect(await store.faces.countsOfClip(clip.id)).toEqual({ kept: 12, unsure: 0, other: 0, rejected: 0 });
});
