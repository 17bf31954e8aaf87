import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CreateConversion } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import { givingUpSegments } from '#server/services/kept-segments.ts';
import { readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

const studio = async () => {
  const { personA, personB, clipA } = await readyPair(scene);
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await scene.studio.runs.command(run.id, 'start');
  const training = await scene.runner.take('train-autoencoder');
  training.begin();
  await training.news(await writeCheckpoint(training.payload.runFolder, 1));
  training.done({ iteration: 1, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(training.jobId);
  return { run, clipA, personA };
};

/** A conversion that has been made of so many segments. */
const convert = async (
  { run, clipA }: Awaited<ReturnType<typeof studio>>,
  { segments = 3, settings = {} }: { segments?: number; settings?: Partial<CreateConversion['settings']> } = {},
) => {
  const asked = { runId: run.id, clipId: clipA.id, settings: { to: 'b' as const, ...settings } };
  const { id } = await scene.studio.conversions.create(asked);
  const work = await scene.runner.take('convert-video');
  work.begin();
  for (let at = 0; at < segments; at += 1) {
    const folder = join(work.payload.unfinishedFolder, `segment-${at}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'frames.jsonl'), 'x');
  }
  await writeFile(work.payload.outputPath, 'video');
  await writeFile(join(work.payload.reportFolder, 'report.json'), '{}');
  work.done({ written: 2, swapped: 1, sizeBytes: 5, jitter: null });
  await scene.studio.jobs.whenEnded(work.jobId);
  expect((await scene.studio.conversions.read(id)).state).toBe('done');
  return { id, payload: work.payload, folder: scene.files.paths.conversionSegments(id) };
};

const isKept = (folder: string) => scene.files.exists(folder);

test('segments of the newest conversion of a clip are kept and handed to the next one, another’s in or out point alike', async () => {
  const scenery = await studio();
  const first = await convert(scenery);
  expect(first.payload.finishedElsewhere).toEqual([]);
  expect(await scene.files.names(first.folder)).toEqual(['segment-0', 'segment-1', 'segment-2']);
  const second = await convert(scenery, { settings: { inSeconds: 0.1 } });
  expect(second.payload.finishedElsewhere).toEqual([first.folder]);
  expect(second.payload.ingredients).toBe(first.payload.ingredients);
  expect([await isKept(first.folder), await isKept(second.folder)]).toEqual([false, true]);
  const third = await convert(scenery, { settings: { maskFeather: 0.3 } });
  expect(third.payload.ingredients).not.toBe(first.payload.ingredients);
});

test('of one segment, and of formats without loss, none are kept', async () => {
  const scenery = await studio();
  expect(await isKept((await convert(scenery, { segments: 1 })).folder)).toBe(false);
  expect(await isKept((await convert(scenery, { settings: { format: 'ffv1' } })).folder)).toBe(false);
});

test('they go with the conversion, the clip and the consent', async () => {
  const scenery = await studio();
  const removed = await convert(scenery);
  await scene.studio.conversions.remove(removed.id);
  expect(await isKept(removed.folder)).toBe(false);
  const refused = await convert(scenery);
  const [consent] = await scene.store.consents.listOf(scenery.personA.id);
  await scene.studio.persons.withdrawConsent(scenery.personA.id, consent?.id ?? '');
  expect(await isKept(refused.folder)).toBe(false);
  expect(await scene.files.exists(scene.files.paths.conversionVideo(refused.id, 'mp4'))).toBe(true);
  await scene.studio.clips.remove(scenery.clipA.id);
  expect(await isKept(scene.files.paths.folderOf('conversions', refused.id))).toBe(false);
});

test('they are kept for a week', async () => {
  const scenery = await studio();
  const { id, folder } = await convert(scenery);
  const age = async (days: number) => {
    const then = new Date(Date.now() - days * 86_400_000);
    await utimes(scene.files.paths.conversionReport(id), then, then);
    // Whatever conversion comes next looks.
    await scene.studio.conversions.create({ runId: scenery.run.id, clipId: scenery.clipA.id, settings: { to: 'b' } });
    const work = await scene.runner.take('convert-video');
    await scene.studio.jobs.cancel(work.jobId);
    await scene.studio.jobs.whenEnded(work.jobId);
  };
  await age(6.9);
  expect(await isKept(folder)).toBe(true);
  await age(7.1);
  expect(await isKept(folder)).toBe(false);
});

test('they are given up where room is needed, before it is said that there is none', async () => {
  const { folder } = await convert(await studio());
  const full = new StudioError('disk_full', 'full');
  const requireRoom = async (bytes: number) => {
    if (bytes > 1e15 || (bytes > 1e9 && (await isKept(folder)))) throw full;
  };
  const files = givingUpSegments({ store: scene.store, files: { ...scene.files, requireRoom } });
  await files.requireRoom(1);
  expect(await isKept(folder)).toBe(true);
  await files.requireRoom(2e9);
  expect(await isKept(folder)).toBe(false);
  await expect(files.requireRoom(2e15)).rejects.toBe(full);
});
