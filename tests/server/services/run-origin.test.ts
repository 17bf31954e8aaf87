import { expect, test } from 'vitest';
import { readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

/** A run with a saved state. */
const trained = async (studio: TestStudio) => {
  const { personA, personB } = await readyPair(studio);
  const people = { personAId: personA.id, personBId: personB.id };
  const run = await studio.studio.runs.create({ ...people, settings: { architecture: 'swift' } });
  await studio.studio.runs.command(run.id, 'start');
  const work = await studio.runner.take('train-autoencoder');
  work.begin();
  await work.news(await writeCheckpoint(work.payload.runFolder, 7));
  work.done({ iteration: 7, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  return { people, run };
};

const parts = ['encoder'] as ['encoder'];

test('a new run is given the newest saved state of the run it begins with, and only the first time', async () => {
  await using studio = await openTestStudio();
  const { people, run } = await trained(studio);
  const settings = { architecture: 'swift', startFrom: { runId: run.id, parts } } as const;
  const next = await studio.studio.runs.create({ ...people, settings });
  await studio.studio.runs.command(next.id, 'start');
  const work = await studio.runner.take('train-autoencoder');
  expect(work.payload.startFrom).toMatchObject({ parts, checkpointPath: expect.stringContaining(run.id) });
  work.begin();
  await work.news(await writeCheckpoint(work.payload.runFolder, 3));
  work.done({ iteration: 3, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  await studio.studio.runs.command(next.id, 'start');
  const again = await studio.runner.take('train-autoencoder');
  expect(again.payload).toMatchObject({ startFrom: null, resumeFrom: expect.stringContaining(next.id) });
});

test('a run that is not there, has saved nothing, does not fit, or whose people do not agree is refused', async () => {
  await using studio = await openTestStudio();
  const { people, run } = await trained(studio);
  const begin = (runId: string, more: object = {}) =>
    studio.studio.runs.create({ ...people, settings: { architecture: 'swift', startFrom: { runId, parts }, ...more } });
  await expect(begin('nobody')).rejects.toMatchObject({ code: 'not_found' });
  const fresh = await studio.studio.runs.create({ ...people, settings: {} });
  await expect(begin(fresh.id)).rejects.toMatchObject({ code: 'no_checkpoint' });
  await expect(begin(run.id, { architecture: 'dfl-h128' })).rejects.toMatchObject({ code: 'bad_request' });
  const { consents } = await studio.studio.persons.read(people.personAId);
  await studio.studio.persons.withdrawConsent(people.personAId, consents[0]?.id ?? '');
  await expect(begin(run.id)).rejects.toMatchObject({ code: 'consent_withdrawn' });
});
