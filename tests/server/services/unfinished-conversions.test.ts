import { utimes, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { ErrorCode } from '#core/contract/errors.ts';
import { noteFrames, readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

/** A conversion at work that has noted frames up to 41 s. */
const converting = async () => {
  const { personA, personB, clipA } = await readyPair(scene);
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await scene.studio.runs.command(run.id, 'start');
  const training = await scene.runner.take('train-autoencoder');
  training.begin();
  await training.news(await writeCheckpoint(training.payload.runFolder, 1));
  training.done({ iteration: 1, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(training.jobId);
  const { id } = await scene.studio.conversions.create({ runId: run.id, clipId: clipA.id, settings: { to: 'b' } });
  const work = await scene.runner.take('convert-video');
  work.begin();
  await noteFrames(work.payload.unfinishedFolder, 41);
  return { id, run, work, clipA, personA };
};

const failed = async (code: ErrorCode) => {
  const scenery = await converting();
  scenery.work.fail({ code, message: 'x' });
  await scene.studio.jobs.whenEnded(scenery.work.jobId);
  return scenery;
};

const isKept = (folder: string) => scene.files.exists(folder);

test.each(['worker_crashed', 'disk_full', 'tool_failed'] as const)(
  'what was made before %s is kept and told of, and another try gets it',
  async (code) => {
    const { id, work } = await failed(code);
    expect(await scene.studio.conversions.read(id)).toMatchObject({
      state: 'failed',
      error: { code },
      keptSeconds: 41,
    });
    expect(await scene.files.names(join(scene.files.paths.root, 'tmp'))).toEqual([]);
    const { status, body } = await scene.call<ConversionView>(`/api/conversions/${id}/retry`, {});
    expect([status, body.state, body.keptSeconds]).toEqual([202, 'queued', null]);
    const { payload } = await scene.runner.take('convert-video');
    expect(payload.unfinishedFolder).toBe(work.payload.unfinishedFolder);
    expect(payload.ingredients).toBe(work.payload.ingredients);
    expect(await isKept(payload.unfinishedFolder)).toBe(true);
  },
);

test('of what was half made before the machine went down nothing is told, of what was finished all', async () => {
  const { id, work } = await failed('worker_crashed');
  const [segment] = await scene.files.names(work.payload.unfinishedFolder);
  const inSegment = (name: string) => join(work.payload.unfinishedFolder, segment ?? '', name);
  const longAgo = new Date(Date.now() - 1000 * uptime() - 1000);
  await utimes(inSegment('frames.jsonl'), longAgo, longAgo);
  expect(await scene.studio.conversions.read(id)).toMatchObject({ keptSeconds: null });
  await writeFile(inSegment('finished.json'), '');
  expect(await scene.studio.conversions.read(id)).toMatchObject({ keptSeconds: 41 });
});

test('what is drawn otherwise is told apart from what was drawn', async () => {
  const { id, run, work, clipA, personA } = await failed('worker_crashed');
  const { ingredients } = work.payload;
  const seen = new Set([ingredients]);
  const retried = async () => {
    await scene.studio.conversions.retry(id);
    const next = await scene.runner.take('convert-video');
    next.fail({ code: 'worker_crashed', message: 'x' });
    await scene.studio.jobs.whenEnded(next.jobId);
    return next.payload.ingredients;
  };
  expect(await retried()).toBe(ingredients);
  // Somebody is now known to be another, so other faces are swapped.
  await scene.studio.faceEdits.edit(personA.id, { do: 'decide-cluster', clusterId: 'cluster', isPerson: false });
  seen.add(await retried());
  // Another conversion of the same clip.
  for (const settings of [{ to: 'b' }, { to: 'b', maskFeather: 0.3 }, { to: 'b', quality: 'finer' }] as const) {
    await scene.studio.conversions.create({ runId: run.id, clipId: clipA.id, settings });
    const { payload } = await scene.runner.take('convert-video');
    expect(payload.unfinishedFolder).not.toBe(work.payload.unfinishedFolder);
    seen.add(payload.ingredients);
  }
  // The first of them is made of what the last try is made of, in a folder of its own.
  expect(seen.size).toBe(4);
});

test('whoever cancels keeps nothing, be it at work or waiting for another try', async () => {
  const { id, work } = await converting();
  await scene.studio.jobs.cancel(work.jobId);
  await scene.studio.jobs.whenEnded(work.jobId);
  expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'cancelled', keptSeconds: null });
  expect(await isKept(work.payload.unfinishedFolder)).toBe(false);
  await scene.studio.conversions.retry(id);
  const again = await scene.runner.take('convert-video');
  await noteFrames(again.payload.unfinishedFolder, 1);
  await scene.studio.jobs.cancel(again.jobId);
  await scene.studio.jobs.whenEnded(again.jobId);
  expect(await isKept(again.payload.unfinishedFolder)).toBe(false);
});

test('what is kept goes with the conversion, the run, the clip, the person', async () => {
  const removals = {
    conversion: ({ id }) => scene.studio.conversions.remove(id),
    run: ({ run }) => scene.studio.runs.remove(run.id),
    clip: ({ clipA }) => scene.studio.clips.remove(clipA.id),
    person: ({ personA }) => scene.studio.persons.remove(personA.id),
  } satisfies Record<string, (scenery: Awaited<ReturnType<typeof failed>>) => Promise<void>>;
  for (const [name, remove] of Object.entries(removals)) {
    const scenery = await failed('worker_crashed');
    expect(await isKept(scenery.work.payload.unfinishedFolder), name).toBe(true);
    await remove(scenery);
    expect(await isKept(scenery.work.payload.unfinishedFolder), name).toBe(false);
  }
});

test('what is kept goes with the consent of either person, whether it had failed or is at work', async () => {
  for (const begin of [() => failed('worker_crashed'), converting]) {
    const { id, work, personA } = await begin();
    const [consent] = await scene.store.consents.listOf(personA.id);
    await scene.studio.persons.withdrawConsent(personA.id, consent?.id ?? '');
    await scene.studio.jobs.whenEnded(work.jobId);
    expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'failed', keptSeconds: null });
    expect(await isKept(work.payload.unfinishedFolder)).toBe(false);
  }
});

test('a conversion that went on says what all of its tries took, and keeps no more than its result', async () => {
  const { id } = await failed('worker_crashed');
  await scene.studio.conversions.retry(id);
  const work = await scene.runner.take('convert-video');
  work.begin();
  await writeFile(work.payload.outputPath, 'video');
  work.done({ written: 2, swapped: 1, sizeBytes: 5, jitter: null, earlierSeconds: 100 });
  await scene.studio.jobs.whenEnded(work.jobId);
  const { state, seconds } = await scene.studio.conversions.read(id);
  expect(state).toBe('done');
  expect(seconds).toBeGreaterThan(100);
  expect(seconds).toBeLessThan(110);
  expect(await scene.files.names(scene.files.paths.folderOf('conversions', id))).toEqual(['result.mp4']);
});
