import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ConversionView, type CreateConversion, createConversion } from '#core/contract/conversion.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { LookPick } from '#core/contract/look-pick.ts';
import { trainedPair } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let named: { runId: string; clipId: string };

beforeEach(async () => {
  scene = await openTestStudio();
  const { clipA, runId } = await trainedPair(scene);
  named = { runId, clipId: clipA.id };
  scene.runner.playLooks();
});
afterEach(() => scene[Symbol.asyncDispose]());

const figures = {
  ...{ seam: 1, tone: 0.5, likenessToShown: 0.7, likenessToReplaced: 0.5, flicker: 0.2, landmarks: 0.05, wobble: 0.01 },
};

/** A worker that finds the last of the looks best, and a face that something lies before. */
const measureLast = async (): Promise<JobPayload<'measure-looks'>> => {
  const work = await scene.runner.take('measure-looks');
  work.begin();
  const looks = work.payload.looks.map((look, at, all) => ({
    ...{ ...look, figures },
    verdict: at === all.length - 1 ? ('chosen' as const) : ('usual' as const),
  }));
  const { colourTransfer, mask } = looks.at(-1) as LookPick['looks'][number];
  const keepInFront = work.payload.tellsCovers || work.payload.settings.keepInFront;
  const coveredShare = work.payload.tellsCovers ? 0.3 : null;
  work.done({ colourTransfer, mask, keepInFront, frames: 8, looks, coveredShare });
  return work.payload;
};

const ask = (settings: Partial<CreateConversion['settings']> = {}) =>
  scene.call<ConversionView>('/api/conversions', { ...named, settings: { to: 'b', ...settings } });

test('what nobody has said of a look is measured before anything is drawn, kept with the conversion and drawn with', async () => {
  const { body } = await ask();
  const asked = await measureLast();
  const work = await scene.runner.take('convert-video');
  expect(asked.looks[0]).toEqual({ colourTransfer: 'lab', mask: 'auto' });
  expect(new Set(asked.looks.map(({ colourTransfer }) => colourTransfer)).size).toBe(6);
  expect(work.payload.settings).toMatchObject({ ...asked.looks.at(-1), keepInFront: true });
  expect(work.payload.knownFaces).toHaveLength(1);
  const { settings } = await scene.studio.conversions.read(body.id);
  expect(settings).toMatchObject({ ...asked.looks.at(-1), measured: ['colourTransfer', 'mask', 'keepInFront'] });
  expect(settings.lookPick?.looks.map((look) => look.figures)).toEqual(asked.looks.map(() => figures));
  const exported = await scene.request(`/api/conversions/${body.id}/settings.json`);
  expect(await exported.json()).toMatchObject({ settings: { lookPick: settings.lookPick } });
});

test('another part of a clip is laid as the one whose segments are kept, and nothing is measured anew', async () => {
  await ask();
  await measureLast();
  const work = await scene.runner.take('convert-video');
  work.begin();
  for (const name of ['segment-0', 'segment-1']) {
    await mkdir(join(work.payload.unfinishedFolder, name), { recursive: true });
    await writeFile(join(work.payload.unfinishedFolder, name, 'frames.jsonl'), 'x');
  }
  await writeFile(work.payload.outputPath, 'video');
  await writeFile(join(work.payload.reportFolder, 'report.json'), '{}');
  work.done({ written: 2, swapped: 1, sizeBytes: 5, jitter: null });
  await scene.studio.jobs.whenEnded(work.jobId);

  await ask({ inSeconds: 0.1 });
  const next = await scene.runner.take('convert-video');
  expect(next.payload.ingredients).toBe(work.payload.ingredients);
  expect(next.payload.settings.lookPick).toEqual(work.payload.settings.lookPick);
  // Whoever asks for more than another part has it measured.
  await ask({ inSeconds: 0.1, maskFeather: 0.2 });
  expect((await measureLast()).settings).toMatchObject({ maskFeather: 0.2 });
});

test('explicit settings win: what was said is not measured, and what was said in full needs no measuring', async () => {
  await ask({ colourTransfer: 'linear', keepInFront: false });
  const { looks, tellsCovers } = await measureLast();
  expect(looks).toEqual(['auto', 'hull'].map((mask) => ({ colourTransfer: 'linear', mask })));
  expect(tellsCovers).toBe(false);
  const first = await scene.runner.take('convert-video');
  expect(first.payload.settings).toMatchObject({ colourTransfer: 'linear', mask: 'hull', keepInFront: false });
  await ask({ measured: [] });
  const second = await scene.runner.take('convert-video');
  expect(second.payload.settings).toMatchObject({ colourTransfer: 'lab', mask: 'auto', lookPick: null });
  expect(scene.runner.waitingKinds).not.toContain('measure-looks');
});

test('another try is made with what was picked, of the same ingredients, and measures nothing', async () => {
  const { body } = await ask();
  await measureLast();
  const first = await scene.runner.take('convert-video');
  first.begin();
  first.fail({ code: 'disk_full', message: 'full' });
  await scene.studio.jobs.whenEnded(first.jobId);
  expect((await scene.call(`/api/conversions/${body.id}/retry`, {})).status).toBe(202);
  const second = await scene.runner.take('convert-video');
  expect(second.payload.settings).toEqual(first.payload.settings);
  expect(second.payload.ingredients).toBe(first.payload.ingredients);
  expect(scene.runner.waitingKinds).not.toContain('measure-looks');
});

test('a dialog, a trial and a conversion of the same measure once', async () => {
  const request = { ...named, settings: { to: 'b', sideBySide: true } };
  const asked = scene.call<LookPick>('/api/conversions/look', request);
  await measureLast();
  const { status, body } = await asked;
  expect(status).toBe(200);
  await ask({ sideBySide: false, quality: 'finer' });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.settings.lookPick).toEqual(body);
  expect(scene.runner.waitingKinds).not.toContain('measure-looks');
});

test('cancelling waits for no measuring: what is measured for it ends, and what waits for its turn is let go', async () => {
  const [first, second] = [await ask(), await ask({ grain: 0.5 })];
  const work = await scene.runner.take('measure-looks');
  for (const { body } of [second, first]) {
    const jobId = (await scene.studio.conversions.read(body.id)).jobId ?? '';
    await scene.studio.jobs.cancel(jobId);
    await scene.studio.jobs.whenEnded(jobId);
    expect((await scene.studio.conversions.read(body.id)).state).toBe('cancelled');
  }
  await expect.poll(() => work.isCancelled).toBe(true);
  expect(scene.runner.waitingKinds).not.toContain('convert-video');
});

test('where it cannot be measured the face is laid as usual, and the conversion says that nothing was measured', async () => {
  const { body } = await ask();
  const work = await scene.runner.take('measure-looks');
  work.begin();
  work.fail({ code: 'memory_short', message: 'no room' });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.settings).toMatchObject({ colourTransfer: 'lab', mask: 'auto', keepInFront: false });
  expect((await scene.studio.conversions.read(body.id)).settings.lookPick).toMatchObject({ frames: 0, looks: [] });
});

test('over REST what is left open is left open: a clip of ten bits was written as H.264 because the contract filled that in', () => {
  const { settings } = createConversion.parse({ ...named, settings: { to: 'b' } });
  expect(settings).toEqual({ to: 'b' });
});
