import { expect, test } from 'vitest';
import type { RunView } from '#core/contract/run.ts';
import { readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio } from '#tests/server/helpers/test-studio.ts';

test('a run at work takes new settings by going on from what it saves', async () => {
  await using studio = await openTestStudio();
  const { personA, personB } = await readyPair(studio);
  const run = await studio.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await studio.studio.runs.command(run.id, 'start');
  const work = await studio.runner.take('train-autoencoder');
  work.begin();
  await expect.poll(async () => (await studio.studio.runs.read(run.id)).state).toBe('running');

  const changing = studio.call<RunView>(`/api/runs/${run.id}/settings`, { learningRate: 0.001, batchSize: 4 }, 'PUT');
  await expect.poll(() => work.commands).toEqual(['stop']);
  await work.news(await writeCheckpoint(work.payload.runFolder, 7));
  work.done({ iteration: 7, reason: 'stopped' });
  const { body } = await changing;
  expect(body).toMatchObject({ state: 'queued', settings: { learningRate: 0.001, batchSize: 4, seed: 1 } });
  const again = await studio.runner.take('train-autoencoder');
  expect(again.payload.settings).toMatchObject({ learningRate: 0.001, batchSize: 4, precision: 'auto' });
  expect(again.payload.resumeFrom).toMatch(/7\.safetensors$/);
});

test('what is done to faces, and what is taken as their distance, may change on the way', async () => {
  await using studio = await openTestStudio();
  const { personA, personB } = await readyPair(studio);
  const run = await studio.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  const changes = {
    augmentation: { ...run.settings.augmentation, noise: { chance: 0.25, amount: 2 } },
    losses: { ...run.settings.losses, dssim: 7 },
  };
  const { body } = await studio.call<RunView>(`/api/runs/${run.id}/settings`, changes, 'PUT');
  expect(body.settings).toEqual({ ...run.settings, ...changes });
  const none = { ...run.settings.losses, mae: 0, mse: 0, dssim: 0, multiScale: 0 };
  expect((await studio.call(`/api/runs/${run.id}/settings`, { losses: none }, 'PUT')).status).toBe(400);
});

test('a run that rests only keeps them; what makes no sense, or shapes its weights, is refused', async () => {
  await using studio = await openTestStudio();
  const { personA, personB } = await readyPair(studio);
  const run = await studio.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  const put = (body: object) => studio.call<RunView>(`/api/runs/${run.id}/settings`, body, 'PUT');
  expect((await put({ previewEvery: 100 })).body).toMatchObject({
    state: 'draft',
    settings: { previewEvery: 100, batchSize: run.settings.batchSize },
  });
  expect((await put({ learningRate: -1 })).status).toBe(400);
  expect((await put({ precision: 'fp32' })).status).toBe(400);
});
