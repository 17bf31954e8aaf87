import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { usualExtraction } from '#core/contract/clip.ts';
import {
  extractFaces,
  facesOf,
  foundFace,
  importedClip,
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

test('a damaged checkpoint is passed over for the one before', async () => {
  const { run, work } = await trainedRun();
  work.done({ iteration: 2, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  await writeFile(join(work.payload.runFolder, 'checkpoints', '2.safetensors'), 'weights after X');
  await scene.studio.runs.command(run.id, 'start');
  expect((await scene.runner.take('train-autoencoder')).payload.resumeFrom).toMatch(/1\.safetensors$/);
  expect((await scene.studio.runs.read(run.id)).checkpoints.map(({ iteration }) => iteration)).toEqual([1]);
});

test('the newest two checkpoints are kept, and older files go', async () => {
  const { work } = await trainedRun();
  await work.news(await writeCheckpoint(work.payload.runFolder, 3));
  expect((await readdir(join(work.payload.runFolder, 'checkpoints'))).toSorted()).toEqual([
    '2.safetensors',
    '3.safetensors',
  ]);
});

test('files that no row names, and rows whose file is gone, do not survive a start', async () => {
  const { run, work, clipA } = await trainedRun();
  const { paths } = scene.files;
  await writeFile(join(work.payload.runFolder, 'checkpoints', '9.safetensors.part'), 'half');
  await scene.files.remove(paths.checkpoint(run.id, '2.safetensors'));
  for (const noun of ['clips', 'faces', 'runs', 'conversions'] as const)
    await mkdir(paths.folderOf(noun, 'stray'), { recursive: true });
  await writeFile(paths.face(clipA.id, 'stray'), 'crop');
  await restart();
  expect(await scene.files.names(join(paths.run(run.id), 'checkpoints'))).toEqual(['1.safetensors']);
  expect((await scene.studio.runs.read(run.id)).checkpoints.map(({ iteration }) => iteration)).toEqual([1]);
  for (const noun of ['clips', 'faces', 'runs', 'conversions'] as const)
    expect(await scene.files.exists(paths.folderOf(noun, 'stray'))).toBe(false);
  expect(await scene.files.names(paths.faces(clipA.id))).toHaveLength(3);
});

test('a conversion that was cut has failed and left no video', async () => {
  const { run, work, clipA } = await trainedRun();
  work.done({ iteration: 2, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  const { id } = await scene.studio.conversions.create({ runId: run.id, clipId: clipA.id, settings: { to: 'b' } });
  const { payload } = await scene.runner.take('convert-video');
  await writeFile(payload.outputPath, 'half');
  await restart();
  expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } });
  expect(await scene.files.names(join(scene.files.paths.root, 'tmp'))).toEqual([]);
});
