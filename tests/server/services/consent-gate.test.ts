import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { usualExtraction } from '#core/contract/clip.ts';
import {
  consent,
  extractFaces,
  facesOf,
  facts,
  foundFace,
  importedClip,
  personWithConsent,
  readyPair,
  writeCheckpoint,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let today = '2026-05-10';

beforeEach(async () => {
  today = '2026-05-10';
  scene = await openTestStudio({ now: () => new Date(`${today}T12:00:00`) });
});
afterEach(() => scene[Symbol.asyncDispose]());

const withdraw = async (personId: string) => {
  const { consents } = await scene.studio.persons.read(personId);
  for (const { id } of consents) await scene.studio.persons.withdrawConsent(personId, id);
};

const lapses: [string, string, (personId: string) => Promise<void>][] = [
  ['withdrawn', 'consent_withdrawn', withdraw],
  [
    'expired',
    'consent_expired',
    async (personId) => {
      await withdraw(personId);
      await scene.studio.persons.recordConsent(personId, {
        ...consent,
        validFrom: '2026-05-01',
        validUntil: '2026-05-10',
      });
      today = '2026-05-11';
    },
  ],
];

describe('without consent, nothing of a person is used:', () => {
  test('no file is imported and nothing is left behind', async () => {
    const { id } = await scene.studio.persons.create({ name: 'Ana' });
    const path = await scene.file('a.mp4');
    await expect(scene.studio.clips.importFile({ personId: id, path, extract: usualExtraction })).rejects.toMatchObject(
      {
        code: 'consent_missing',
      },
    );
    expect(await scene.studio.clips.list(id)).toEqual([]);
    expect(await scene.files.names(join(scene.files.paths.root, 'clips'))).toEqual([]);
  });

  test('no upload is begun', async () => {
    const { id } = await scene.studio.persons.create({ name: 'Ana' });
    await expect(scene.studio.clips.allowUpload({ personId: id, sizeBytes: 10 })).rejects.toMatchObject({
      code: 'consent_missing',
    });
  });

  test('consent that begins later is none today', async () => {
    const { id } = await scene.studio.persons.create({ name: 'Ana' });
    await scene.studio.persons.recordConsent(id, { ...consent, validFrom: '2026-05-11' });
    const path = await scene.file('a.mp4');
    await expect(scene.studio.clips.importFile({ personId: id, path, extract: usualExtraction })).rejects.toMatchObject(
      {
        code: 'consent_missing',
      },
    );
  });

  test.each(lapses)(
    '%s: no extraction, run, resume or conversion begins, for either person',
    async (_name, code, lapse) => {
      const { studio, runner } = scene;
      const { personA, personB, clipA } = await readyPair(scene);
      const run = await studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
      await studio.runs.command(run.id, 'start');
      const work = await runner.take('train-autoencoder');
      work.begin();
      await work.news(await writeCheckpoint(work.payload.runFolder, 1));
      work.done({ iteration: 1, reason: 'stopped' });
      await studio.jobs.whenEnded(work.jobId);
      await lapse(personB.id);
      const attempts = [
        () => studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} }),
        () => studio.runs.command(run.id, 'start'),
        () => studio.conversions.create({ runId: run.id, clipId: clipA.id, settings: { to: 'b' } }),
        async () => {
          const [clip] = await studio.clips.list(personB.id);
          return studio.extractions.start(clip?.id ?? '', {});
        },
        async () =>
          studio.clips.importFile({
            personId: personB.id,
            path: await scene.file('new.mp4'),
            extract: usualExtraction,
          }),
      ];
      for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code });
      expect(runner.waitingKinds).toEqual([]);
    },
  );
});

describe('consent taken back while work goes on', () => {
  test('ends the work of that person and says why', async () => {
    const { personA, personB } = await readyPair(scene);
    const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
    await scene.studio.runs.command(run.id, 'start');
    const work = await scene.runner.take('train-autoencoder');
    work.begin();
    await withdraw(personA.id);
    expect(work.isCancelled).toBe(true);
    expect(await scene.studio.jobs.read(work.jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'consent_withdrawn' },
    });
    expect(await scene.studio.runs.read(run.id)).toMatchObject({
      state: 'failed',
      error: { code: 'consent_withdrawn' },
    });
  });

  test('keeps nothing of a worker that was done all the same: import', async () => {
    const { id } = await personWithConsent(scene, 'Ana');
    const clip = await scene.studio.clips.importFile({
      personId: id,
      path: await scene.file('a.mp4'),
      extract: usualExtraction,
    });
    const work = await scene.runner.take('import-video');
    await scene.store.consents.withdraw(
      (await scene.studio.persons.read(id)).consents[0]?.id ?? '',
      new Date().toISOString(),
    );
    work.done({ facts, sha256: 'x', sizeBytes: 3, playable: true });
    expect(await scene.studio.jobs.whenEnded(work.jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'consent_withdrawn' },
    });
    expect(await scene.studio.clips.list(id)).toEqual([]);
    expect(await scene.files.exists(scene.files.paths.folderOf('clips', clip.id))).toBe(false);
  });

  test('keeps nothing of a worker that was done all the same: faces', async () => {
    const { id } = await personWithConsent(scene, 'Ana');
    const clip = await importedClip(scene, id);
    const work = await scene.runner.take('extract-faces');
    const face = foundFace();
    await writeFile(join(work.payload.facesFolder, `${face.id}.jpg`), 'crop');
    await work.news({ kind: 'faces', faces: [face] });
    await scene.store.consents.withdraw(
      (await scene.studio.persons.read(id)).consents[0]?.id ?? '',
      new Date().toISOString(),
    );
    work.done({ framesRead: 1, faceCount: 1, descriptor: [1], clusters: [] });
    expect(await scene.studio.jobs.whenEnded(work.jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'consent_withdrawn' },
    });
    expect(await facesOf(scene, id)).toEqual([]);
    expect(await scene.files.names(scene.files.paths.faces(clip.id))).toEqual([]);
    expect(await scene.files.names(join(scene.files.paths.root, 'tmp'))).toEqual([]);
  });

  test('keeps nothing of a worker that was done all the same: conversion', async () => {
    const { personA, personB, clipA } = await readyPair(scene);
    const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
    await scene.studio.runs.command(run.id, 'start');
    const training = await scene.runner.take('train-autoencoder');
    await training.news(await writeCheckpoint(training.payload.runFolder, 1));
    training.done({ iteration: 1, reason: 'limit' });
    await scene.studio.jobs.whenEnded(training.jobId);
    const conversion = await scene.studio.conversions.create({
      runId: run.id,
      clipId: clipA.id,
      settings: { to: 'b' },
    });
    const work = await scene.runner.take('convert-video');
    await mkdir(dirname(work.payload.outputPath), { recursive: true });
    await writeFile(work.payload.outputPath, 'video');
    const { consents } = await scene.studio.persons.read(personB.id);
    await scene.store.consents.withdraw(consents[0]?.id ?? '', new Date().toISOString());
    work.done({ written: 1, swapped: 1, sizeBytes: 5, jitter: null });
    await scene.studio.jobs.whenEnded(work.jobId);
    expect(await scene.studio.conversions.read(conversion.id)).toMatchObject({
      state: 'failed',
      error: { code: 'consent_withdrawn' },
    });
    await expect(scene.studio.conversions.video(conversion.id, 'result')).rejects.toMatchObject({ code: 'not_found' });
    expect(await scene.files.names(join(scene.files.paths.root, 'conversions'))).toEqual([]);
  });

  test('another record in force lets the work go on', async () => {
    const { id } = await personWithConsent(scene, 'Ana');
    const { consents } = await scene.studio.persons.recordConsent(id, consent);
    await importedClip(scene, id);
    const { isCancelled } = await scene.runner.take('extract-faces');
    const person = await scene.studio.persons.withdrawConsent(id, consents[0]?.id ?? '');
    expect([person.consent, isCancelled]).toEqual(['active', false]);
  });

  test('the clips stay listed, so that they can be removed', async () => {
    const { id } = await personWithConsent(scene, 'Ana');
    const clip = await importedClip(scene, id);
    await extractFaces(scene, [foundFace()]);
    await withdraw(id);
    expect(await facesOf(scene, id)).toHaveLength(1);
    await scene.studio.clips.remove(clip.id);
    expect(await scene.studio.clips.list(id)).toEqual([]);
  });
});
