import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { RunView } from '#core/contract/run.ts';
import type { ShownFacesOffer } from '#core/contract/shown-faces.ts';
import {
  extractFaces,
  foundFace,
  importedClip,
  personWithConsent,
  writeCheckpoint,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

/** Two people with a clip of twelve seconds each. */
const filmedPair = async (studio: TestStudio) => {
  const film = async (name: string) => {
    const person = await personWithConsent(studio, name);
    const clip = await importedClip(studio, person.id);
    const faces = Array.from({ length: 60 }, (_, index) =>
      foundFace({ frameIndex: index * 5, yaw: (index % 12) * 4 - 24, mouth: (index % 5) / 5 }),
    );
    await extractFaces(studio, faces);
    return { person, clip, ids: faces.map(({ id }) => id) };
  };
  return { a: await film('Ana'), b: await film('Bo') };
};

const begin = async (studio: TestStudio, runId: string) => {
  await studio.studio.runs.command(runId, 'start');
  const work = await studio.runner.take('train-autoencoder');
  work.begin();
  await expect.poll(async () => (await studio.studio.runs.read(runId)).state).toBe('running');
  return work;
};

test('the faces shown are chosen at the first start, some held out, and stay over resumes whatever becomes of them', async () => {
  await using studio = await openTestStudio();
  const { a, b } = await filmedPair(studio);
  const run = await studio.studio.runs.create({ personAId: a.person.id, personBId: b.person.id, settings: {} });
  const first = await begin(studio, run.id);
  const { shownA, facesA, heldOutA } = first.payload;
  expect(shownA).toHaveLength(14);
  expect(shownA.filter(({ isHeldOut }) => isHeldOut).length).toBe(Math.min(4, heldOutA.length));
  expect(facesA.length + heldOutA.length).toBe(60);
  const bytes = await Promise.all(shownA.map(({ path }) => readFile(path, 'utf8')));
  await first.news(await writeCheckpoint(first.payload.runFolder, 7));
  first.done({ iteration: 7, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(first.jobId);
  const [set] = (await studio.studio.runs.read(run.id)).shownSets;
  const shownIds = set?.a.map(({ id }) => id) ?? [];
  expect(bytes).toEqual(shownIds.map((id) => `crop ${id}`));

  await studio.studio.faceEdits.edit(a.person.id, {
    do: 'set-state',
    faces: { ids: shownIds.slice(0, 5) },
    state: 'rejected',
  });
  const second = await begin(studio, run.id);
  expect(second.payload.shownA).toEqual(shownA);
  expect(await Promise.all(second.payload.shownA.map(({ path }) => readFile(path, 'utf8')))).toEqual(bytes);
  expect((await studio.studio.runs.read(run.id)).shownSets).toHaveLength(1);
});

test('other faces chosen on the way are a set of their own from that iteration on; the older one stays', async () => {
  await using studio = await openTestStudio();
  const { a, b } = await filmedPair(studio);
  const run = await studio.studio.runs.create({ personAId: a.person.id, personBId: b.person.id, settings: {} });
  const work = await begin(studio, run.id);
  const chosen = a.ids.slice(10, 13);
  const wish = { a: chosen, b: null, clipId: b.clip.id };
  const changing = studio.call<RunView>(`/api/runs/${run.id}/settings`, { shownFaces: wish }, 'PUT');
  await expect.poll(() => work.commands).toEqual(['stop']);
  await work.news(await writeCheckpoint(work.payload.runFolder, 9));
  work.done({ iteration: 9, reason: 'stopped' });
  expect((await changing).body).toMatchObject({ state: 'queued' });
  const again = await studio.runner.take('train-autoencoder');
  const { shownSets } = await studio.studio.runs.read(run.id);
  expect(shownSets.map(({ afterIteration }) => afterIteration)).toEqual([0, 9]);
  expect(shownSets[1]?.a.map(({ id }) => id).sort()).toEqual([...chosen].sort());
  expect(shownSets[1]?.b.every(({ isOfClip }) => isOfClip)).toBe(true);
  expect(again.payload.shownA).toHaveLength(3);
  expect(again.payload.resumeFrom).toMatch(/9\.safetensors$/);
});

test('what cannot be shown is refused: faces of others, faces not kept, the same one twice, a clip of neither', async () => {
  await using studio = await openTestStudio();
  const { a, b } = await filmedPair(studio);
  const { clip } = await (async () => {
    const person = await personWithConsent(studio, 'Cy');
    return { clip: await importedClip(studio, person.id) };
  })();
  const [face] = a.ids as [string];
  const create = (shownFaces: object) =>
    studio.call('/api/runs', { personAId: a.person.id, personBId: b.person.id, settings: { shownFaces } });
  expect((await create({ a: [face] })).status).toBe(201);
  expect((await create({ b: [face] })).status).toBe(400);
  expect((await create({ a: [face, face] })).status).toBe(400);
  expect((await create({ a: ['nobody'] })).status).toBe(400);
  expect((await create({ clipId: clip.id })).status).toBe(400);
  expect((await create({ a: a.ids.slice(0, 15) })).status).toBe(400);
});

test('what a new run would show is offered before it begins, as it then is', async () => {
  await using studio = await openTestStudio();
  const { a, b } = await filmedPair(studio);
  const query = new URLSearchParams({ personA: a.person.id, personB: b.person.id, clipId: a.clip.id });
  const { body: offer } = await studio.call<ShownFacesOffer>(`/api/shown-faces?${query}`);
  const run = await studio.studio.runs.create({
    personAId: a.person.id,
    personBId: b.person.id,
    settings: { shownFaces: { a: null, b: null, clipId: a.clip.id } },
  });
  const { payload } = await begin(studio, run.id);
  const [set] = (await studio.studio.runs.read(run.id)).shownSets;
  expect(set).toMatchObject({ a: offer.a.proposed, b: offer.b.proposed });
  expect(offer.a.heldOutIds).toHaveLength(payload.heldOutA.length);
});
