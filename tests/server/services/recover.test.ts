import { mkdir, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usualExtraction } from '#core/contract/clip.ts';
import type { CheckpointFault, RunView } from '#core/contract/run.ts';
import {
  extractFaces,
  facesOf,
  foundFace,
  importedClip,
  noteFrames,
  personWithConsent,
  readyPair,
  writeCheckpoint,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

/** Ends the studio as a crash would leave its rows, and opens it anew. */
const restart = async () => {
  await scene.close();
  scene = await openTestStudio({ folder: scene.folder });
};

const trainedRun = async () => {
  const { personA, personB, clipA } = await readyPair(scene);
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await scene.studio.runs.command(run.id, 'start');
  const work = await scene.runner.take('train-autoencoder');
  work.begin();
  const points = [1, 2, 3].map((iteration) => ({ iteration, a: 1 / iteration, b: 1, trainedSeconds: iteration }));
  await work.news({ kind: 'losses', points, imagesPerSecond: 4, waitingShare: 0 });
  await work.news(await writeCheckpoint(work.payload.runFolder, 1));
  await work.news(await writeCheckpoint(work.payload.runFolder, 2));
  return { run, work, clipA };
};

test('an import that was cut goes on by itself', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const clip = await scene.studio.clips.importFile({
    personId: id,
    path: await scene.file('a.mp4'),
    extract: usualExtraction,
  });
  await restart();
  expect((await scene.runner.take('import-video')).payload.clipId).toBe(clip.id);
});

test('an import that was cut is not gone on with where consent has ended', async () => {
  const { id, consents } = await personWithConsent(scene, 'Ana');
  await scene.studio.clips.importFile({ personId: id, path: await scene.file('a.mp4'), extract: usualExtraction });
  await scene.store.consents.withdraw(consents[0]?.id ?? '', new Date().toISOString());
  await restart();
  expect([await scene.studio.clips.list(id), scene.runner.waitingKinds]).toEqual([[], []]);
});

test('an extraction that was cut begins anew, and the faces found before stay until then', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const clip = await importedClip(scene, id);
  await extractFaces(scene, [foundFace()]);
  await scene.studio.extractions.start(clip.id, {});
  await scene.runner.take('extract-faces');
  await restart();
  expect(await facesOf(scene, id)).toHaveLength(1);
  expect((await scene.runner.take('extract-faces')).payload.clipId).toBe(clip.id);
});

test('a run that was cut is stopped, says why, and goes on from its newest checkpoint with its curve cut there', async () => {
  const { run } = await trainedRun();
  await restart();
  const stopped = await scene.studio.runs.read(run.id);
  expect(stopped).toMatchObject({ state: 'stopped', error: { code: 'interrupted' }, jobId: null });
  expect((await scene.studio.jobs.list())[0]).toMatchObject({
    kind: 'train-autoencoder',
    state: 'failed',
    error: { code: 'interrupted' },
  });
  await scene.studio.runs.command(run.id, 'start');
  const { payload } = await scene.runner.take('train-autoencoder');
  expect(payload.resumeFrom).toMatch(/2\.safetensors$/);
  expect(payload.trainedSeconds).toBe(2);
  expect((await scene.studio.runs.curve(run.id, { buckets: 16 })).buckets.iterations).toEqual([1, 2]);
});

describe('a checkpoint whose file is not right is passed over for the one before, and the run says which and why', () => {
  const damages: [CheckpointFault, (path: string) => Promise<void>][] = [
    ['missing', (path) => rm(path)],
    ['cut', (path) => truncate(path, 5)],
    ['changed', (path) => writeFile(path, 'weights after X')],
    // Of another program, or of another run.
    ['changed', (path) => writeFile(path, 'some other model that is whole')],
  ];
  test.each(damages)('%s', async (fault, damage) => {
    const { run, work } = await trainedRun();
    work.done({ iteration: 2, reason: 'stopped' });
    await scene.studio.jobs.whenEnded(work.jobId);
    await damage(join(work.payload.runFolder, 'checkpoints', '2.safetensors'));
    await scene.studio.runs.command(run.id, 'start');
    const next = await scene.runner.take('train-autoencoder');
    expect(next.payload.resumeFrom).toMatch(/1\.safetensors$/);
    const view = await scene.studio.runs.read(run.id);
    expect(view.resumed).toMatchObject({
      why: 'started',
      iteration: 1,
      reachedIteration: 3,
      passedOver: [{ iteration: 2, fault }],
    });
    expect(view.checkpoints.map((checkpoint) => checkpoint.fault)).toEqual([fault, null]);
    // A right one takes its place.
    next.begin();
    await next.news(await writeCheckpoint(next.payload.runFolder, 2));
    expect((await scene.studio.runs.read(run.id)).checkpoints.map((checkpoint) => checkpoint.fault)).toEqual([
      null,
      null,
    ]);
  });
});

test('a run none of whose checkpoints is right does not begin anew by itself', async () => {
  const { run, work } = await trainedRun();
  work.done({ iteration: 2, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  for (const iteration of [1, 2])
    await truncate(join(work.payload.runFolder, 'checkpoints', `${iteration}.safetensors`), 3);
  await expect(scene.studio.runs.command(run.id, 'start')).rejects.toMatchObject({ code: 'checkpoints_lost' });
  expect((await scene.studio.runs.curve(run.id, { buckets: 16 })).buckets.iterations).toEqual([1, 2, 3]);
  // Put back, it goes on.
  await writeCheckpoint(work.payload.runFolder, 1);
  await scene.studio.runs.command(run.id, 'start');
  expect((await scene.runner.take('train-autoencoder')).payload.resumeFrom).toMatch(/1\.safetensors$/);
});

test('a run whose losses are no longer numbers stands at its last good checkpoint, and says so', async () => {
  const { run, work } = await trainedRun();
  work.fail({ code: 'training_diverged', message: 'not a number' });
  await scene.studio.jobs.whenEnded(work.jobId);
  expect(await scene.studio.runs.read(run.id)).toMatchObject({
    state: 'failed',
    error: { code: 'training_diverged' },
    iteration: 2,
    trainedSeconds: 2,
    lossA: 1 / 2,
    resumed: { why: 'diverged', iteration: 2, reachedIteration: 3, passedOver: [] },
  });
});

test('a run that waits for room on the disk says that this is why it is paused', async () => {
  const { run, work } = await trainedRun();
  await work.news({ kind: 'paused', reason: 'disk-full' });
  expect(await scene.studio.runs.read(run.id)).toMatchObject({ state: 'paused', pausedFor: 'disk-full' });
  await work.news({ kind: 'resumed' });
  expect(await scene.studio.runs.read(run.id)).toMatchObject({ state: 'running', pausedFor: null });
});

test('the checkpoint with the least error is kept as well, and one with a name for ever', async () => {
  const { run, work } = await trainedRun();
  const kept = async () =>
    (await scene.studio.runs.read(run.id)).checkpoints.map(({ iteration, kind, name }) => ({ iteration, kind, name }));
  for (const [iteration, error] of [
    [3, 0.5],
    [4, 0.2],
    [5, 0.4],
  ] as const)
    await work.news(await writeCheckpoint(work.payload.runFolder, iteration, { heldOutError: error }));
  const [, four] = (await scene.studio.runs.read(run.id)).checkpoints;
  const named = await scene.call<RunView>(
    `/api/runs/${run.id}/checkpoints/${four?.id}/name`,
    { name: 'before the eyes' },
    'PUT',
  );
  expect(named.status).toBe(200);
  for (const [iteration, error] of [
    [6, 0.3],
    [7, 0.35],
    [8, 0.36],
    [9, 0.1],
    [10, 0.15],
    [11, 0.12],
  ] as const)
    await work.news(await writeCheckpoint(work.payload.runFolder, iteration, { heldOutError: error }));
  expect(await kept()).toEqual([
    { iteration: 11, kind: 'automatic', name: null },
    { iteration: 10, kind: 'automatic', name: null },
    { iteration: 9, kind: 'best', name: null },
    { iteration: 4, kind: 'snapshot', name: 'before the eyes' },
  ]);
  expect((await readdir(join(work.payload.runFolder, 'checkpoints'))).length).toBe(4);
});

test('the newest two checkpoints are kept, and older files go', async () => {
  const { work } = await trainedRun();
  await work.news(await writeCheckpoint(work.payload.runFolder, 3));
  expect((await readdir(join(work.payload.runFolder, 'checkpoints'))).toSorted()).toEqual([
    '2.safetensors',
    '3.safetensors',
  ]);
});

test('files that no row names do not survive a start, and of a checkpoint whose file is gone it is said', async () => {
  const { run, work, clipA } = await trainedRun();
  const { paths } = scene.files;
  await writeFile(join(work.payload.runFolder, 'checkpoints', '9.safetensors.part'), 'half');
  await scene.files.remove(paths.checkpoint(run.id, '2.safetensors'));
  for (const noun of ['clips', 'faces', 'runs', 'conversions'] as const)
    await mkdir(paths.folderOf(noun, 'stray'), { recursive: true });
  await writeFile(paths.face(clipA.id, 'stray'), 'crop');
  await restart();
  expect(await scene.files.names(join(paths.run(run.id), 'checkpoints'))).toEqual(['1.safetensors']);
  // What it had is still said, until there is something newer.
  expect((await scene.studio.runs.read(run.id)).checkpoints).toMatchObject([
    { iteration: 2, fault: 'missing' },
    { iteration: 1, fault: null },
  ]);
  for (const noun of ['clips', 'faces', 'runs', 'conversions'] as const)
    expect(await scene.files.exists(paths.folderOf(noun, 'stray'))).toBe(false);
  expect(await scene.files.names(paths.faces(clipA.id))).toHaveLength(3);
});

/** A conversion at work that has noted frames up to this second. */
const converting = async (seconds: number) => {
  const { run, work, clipA } = await trainedRun();
  work.done({ iteration: 2, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  const { id } = await scene.studio.conversions.create({ runId: run.id, clipId: clipA.id, settings: { to: 'b' } });
  const { payload } = await scene.runner.take('convert-video');
  await writeFile(payload.outputPath, 'half');
  await noteFrames(payload.unfinishedFolder, seconds);
  return { id, payload, clipA };
};

test('a conversion that was cut leaves no video and goes on by itself with what it had made', async () => {
  const { id, payload } = await converting(41);
  await restart();
  expect(await scene.files.names(join(scene.files.paths.root, 'tmp'))).toHaveLength(1);
  const again = await scene.runner.take('convert-video');
  expect(again.payload).toMatchObject({
    conversionId: id,
    unfinishedFolder: payload.unfinishedFolder,
    ingredients: payload.ingredients,
  });
  expect(await scene.files.names(payload.unfinishedFolder)).toEqual(['segment']);
  expect((await scene.studio.jobs.list()).map(({ kind, state }) => [kind, state])).toContainEqual([
    'convert-video',
    'failed',
  ]);
});

test('a conversion that was cut stays where it is when consent has ended, and nothing of it is kept', async () => {
  const { id, payload, clipA } = await converting(41);
  const [consent] = await scene.store.consents.listOf(clipA.personId);
  await scene.store.consents.withdraw(consent?.id ?? '', new Date().toISOString());
  await restart();
  expect(await scene.studio.conversions.read(id)).toMatchObject({
    state: 'failed',
    error: { code: 'interrupted' },
    keptSeconds: null,
  });
  expect(await scene.files.exists(payload.unfinishedFolder)).toBe(false);
});

test('of a conversion whose end was cut nothing is seen, and what another try goes on with stays', async () => {
  const { id, payload } = await converting(41);
  await scene.close();
  const video = scene.files.paths.conversionVideo(id, 'mp4');
  await writeFile(video, 'whole');
  await restart();
  expect(await scene.files.exists(video)).toBe(false);
  expect(await scene.files.names(payload.unfinishedFolder)).toEqual(['segment']);
});

test('what nobody tries again for a week is removed at the next start', async () => {
  const { id, payload } = await converting(41);
  await scene.store.conversions.update(id, { state: 'failed' });
  const [job] = (await scene.store.jobs.active()).filter(({ kind }) => kind === 'convert-video');
  await scene.store.jobs.update(job?.id ?? '', { state: 'failed' });
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  const notes = join(payload.unfinishedFolder, 'segment', 'frames.jsonl');
  // Half-made segments are of no use once the machine itself was off.
  await writeFile(join(payload.unfinishedFolder, 'segment', 'finished.json'), '');
  await utimes(notes, days(6.9), days(6.9));
  await restart();
  expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'failed', keptSeconds: 41 });
  await utimes(notes, days(7.1), days(7.1));
  await restart();
  expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'failed', keptSeconds: null });
  expect(await scene.files.exists(payload.unfinishedFolder)).toBe(false);
});
