import { expect, test } from 'vitest';
import {
  extractFaces,
  foundFace,
  importedClip,
  personWithConsent,
  readyPair,
  writeCheckpoint,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

/** A pair, and somebody else with five kept faces. */
const threePeople = async (test: TestStudio) => {
  const { personA, personB } = await readyPair(test);
  const third = await personWithConsent(test, 'Cy');
  await importedClip(test, third.id);
  await extractFaces(
    test,
    Array.from({ length: 5 }, (_, frameIndex) => foundFace({ frameIndex, clusterId: 'third' })),
  );
  return { third, pair: { personAId: personA.id, personBId: personB.id } };
};

const withThird = (id: string) => ({ architecture: 'swift' as const, morePeople: { a: [id], b: [] } });

test('a run is trained on the kept faces of everybody who is on a side', async () => {
  await using opened = await openTestStudio();
  const { runs } = opened.studio;
  const { third, pair } = await threePeople(opened);
  const facesOfRun = async (settings: object) => {
    const run = await runs.create({ ...pair, settings: { ...settings, heldOutShare: 0 } });
    await runs.command(run.id, 'start');
    const work = await opened.runner.take('train-autoencoder');
    work.begin();
    work.done({ iteration: 1, reason: 'stopped' });
    await opened.studio.jobs.whenEnded(work.jobId);
    return work.payload;
  };
  const alone = await facesOfRun({ architecture: 'swift' });
  const together = await facesOfRun(withThird(third.id));
  expect(together.facesA).toHaveLength(alone.facesA.length + 5);
  expect(together.facesA.slice(0, alone.facesA.length)).toEqual(alone.facesA);
  expect(together.facesB).toEqual(alone.facesB);
});

test('a run ends, and nothing begins with it, when anybody on a side withdraws consent', async () => {
  await using opened = await openTestStudio();
  const { runs, persons, jobs } = opened.studio;
  const { third, pair } = await threePeople(opened);
  const run = await runs.create({ ...pair, settings: withThird(third.id) });
  await runs.command(run.id, 'start');
  const work = await opened.runner.take('train-autoencoder');
  work.begin();
  await work.news(await writeCheckpoint(work.payload.runFolder, 7));
  await persons.withdrawConsent(third.id, third.consents[0]?.id ?? '');
  await jobs.whenEnded(work.jobId);
  expect(await runs.read(run.id)).toMatchObject({ state: 'failed', error: { code: 'consent_withdrawn' } });
  await expect(runs.command(run.id, 'start')).rejects.toMatchObject({ code: 'consent_withdrawn' });
  const begun = { ...pair, settings: { architecture: 'swift', startFrom: { runId: run.id, parts: ['encoder'] } } };
  await expect(runs.create(begun as Parameters<typeof runs.create>[0])).rejects.toMatchObject({
    code: 'consent_withdrawn',
  });
});

test('nobody is on both sides of a run, or twice on one', async () => {
  await using opened = await openTestStudio();
  const { runs } = opened.studio;
  const { third, pair } = await threePeople(opened);
  const [a, both] = [[pair.personAId], [third.id]];
  for (const morePeople of [
    { a: [], b: a },
    { a, b: [] },
    { a: both, b: both },
  ]) {
    await expect(runs.create({ ...pair, settings: { morePeople } })).rejects.toMatchObject({ code: 'bad_request' });
  }
});

test('with a person goes every run that was trained on their faces', async () => {
  await using opened = await openTestStudio();
  const { runs, persons } = opened.studio;
  const { third, pair } = await threePeople(opened);
  const base = await runs.create({ ...pair, settings: withThird(third.id) });
  const other = await runs.create({ ...pair, settings: { architecture: 'swift' } });
  await persons.remove(third.id);
  expect((await runs.list()).map(({ id }) => id)).toEqual([other.id]);
  await expect(runs.read(base.id)).rejects.toMatchObject({ code: 'not_found' });
});
