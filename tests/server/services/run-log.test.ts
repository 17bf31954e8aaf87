import { expect, test } from 'vitest';
import type { RunLog } from '#core/contract/run-log.ts';
import { readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

const opened = {
  kind: 'opened',
  device: 'CPU',
  precision: 'fp32',
  parameterCount: 1000,
  facesA: 3,
  facesB: 2,
  heldOutA: 0,
  heldOutB: 0,
} as const;

const begun = async (studio: TestStudio) => {
  const { personA, personB } = await readyPair(studio);
  const run = await studio.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await studio.studio.runs.command(run.id, 'start');
  const work = await studio.runner.take('train-autoencoder');
  work.begin();
  await work.news(opened);
  return { run, work };
};

const happened = async ({ studio }: TestStudio, runId: string) =>
  (await studio.runLog.read(runId)).entries.map((entry) => entry.happened);

test('the log of a run tells its whole course in order, each entry once and with its facts', async () => {
  await using studio = await openTestStudio();
  const { run, work } = await begun(studio);
  work.print('a library says hello');
  await work.news(await writeCheckpoint(work.payload.runFolder, 5, { heldOutError: 0.25 }));
  await work.news({ kind: 'paused', reason: 'disk-full' });
  await work.news({ kind: 'resumed' });
  const changing = studio.studio.runSettings.change(run.id, {
    learningRate: 0.002,
    losses: { ...run.settings.losses, dssim: 3 },
  });
  await expect.poll(() => work.commands).toEqual(['stop']);
  await work.news(await writeCheckpoint(work.payload.runFolder, 7));
  work.done({ iteration: 7, reason: 'stopped' });
  await changing;
  const again = await studio.runner.take('train-autoencoder');
  again.begin();
  again.fail({ code: 'training_diverged', message: 'The loss is no longer a number.' });
  await expect.poll(async () => (await studio.studio.runs.read(run.id)).state).toBe('failed');

  const log = await happened(studio, run.id);
  expect(log.map(({ kind }) => kind)).toEqual([
    'started',
    'faces-shown',
    'opened',
    'printed',
    'checkpoint',
    'paused',
    'resumed',
    'checkpoint',
    'ended',
    'settings-changed',
    'started',
    'diverged',
    'failed',
  ]);
  expect(log).toContainEqual(opened);
  expect(log).toContainEqual({ kind: 'printed', line: 'a library says hello' });
  expect(log).toContainEqual(expect.objectContaining({ kind: 'checkpoint', iteration: 5, heldOutError: 0.25 }));
  expect(log).toContainEqual(expect.objectContaining({ kind: 'paused', reason: 'disk-full' }));
  expect(log).toContainEqual({ kind: 'ended', reason: 'stopped', iteration: 7 });
  expect(log).toContainEqual({
    kind: 'settings-changed',
    changes: [
      { path: 'losses.dssim', from: String(run.settings.losses.dssim), to: '3' },
      { path: 'learningRate', from: String(run.settings.learningRate), to: '0.002' },
    ],
  });
  expect(log.filter(({ kind }) => kind === 'started').at(-1)).toMatchObject({ iteration: 7, passedOver: [] });
});

test('each entry is told at once, and stands in the text file as a line', async () => {
  await using studio = await openTestStudio();
  const { run } = await begun(studio);
  const { body } = await studio.call<RunLog>(`/api/runs/${run.id}/log`);
  const told = studio.told.flatMap((event) => (event.type === 'run:log' ? [event.entry] : []));
  expect(told).toEqual(body.entries);
  const response = await studio.request(`/api/runs/${run.id}/log.txt`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines).toHaveLength(body.entries.length);
  expect(lines.at(-1)).toMatch(/^\S+Z opened device="CPU" precision="fp32"/);
  expect((await studio.call('/api/runs/nobody/log')).status).toBe(404);
});

test('a worker that prints without end fills no log', async () => {
  await using studio = await openTestStudio();
  const { run, work } = await begun(studio);
  for (let line = 0; line < 1000; line += 1) work.print(`line ${line} ${'x'.repeat(2000)}`);
  await expect
    .poll(async () => (await happened(studio, run.id)).filter(({ kind }) => kind === 'printed').length)
    .toBe(200);
  const printed = (await happened(studio, run.id)).flatMap((each) => (each.kind === 'printed' ? [each.line] : []));
  expect(Math.max(...printed.map((line) => line.length))).toBe(500);
  expect(printed[0]).toMatch(/^line 0 /);
});

test('a run that was cut when the studio ended says so, and what was noted before is still there', async () => {
  const first = await openTestStudio();
  const { run } = await begun(first);
  const before = (await first.studio.runLog.read(run.id)).entries;
  await first.close();
  await using again = await openTestStudio({ folder: first.folder });
  const after = (await again.studio.runLog.read(run.id)).entries;
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.at(-1)?.happened).toEqual({ kind: 'interrupted' });
});
