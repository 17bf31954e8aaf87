import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { trainedPair } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let ask: { runId: string; clipId: string; settings: { to: 'b' } };
beforeEach(async () => {
  scene = await openTestStudio();
  const { clipA, runId } = await trainedPair(scene);
  ask = { runId, clipId: clipA.id, settings: { to: 'b' } };
});
afterEach(() => scene[Symbol.asyncDispose]());

const convert = async (): Promise<{ id: string; jobId: string }> => {
  const { body } = await scene.call<ConversionView>('/api/conversions', ask);
  return { id: body.id, jobId: body.jobId ?? '' };
};

const post = <Reply>(jobId: string, what: string, body: object = {}) =>
  scene.call<Reply>(`/api/jobs/${jobId}/${what}`, body);

/** Conversions that wait, as a page puts them. */
const line = async (): Promise<string[]> => {
  const { body } = await scene.call<JobView[]>('/api/jobs');
  const waiting = body.filter(({ kind, state }) => kind === 'convert-video' && state === 'queued');
  return waiting.sort((one, other) => (one.place ?? 0) - (other.place ?? 0)).map(({ id }) => id);
};

test('those that wait are put in another order, which the workers and every page are told', async () => {
  const [a, b, c] = [await convert(), await convert(), await convert()].map(({ jobId }) => jobId) as [
    string,
    string,
    string,
  ];
  expect(await line()).toEqual([a, b, c]);
  scene.told.length = 0;
  expect((await post(c, 'move', { to: 'first' })).status).toBe(200);
  expect(await line()).toEqual([c, a, b]);
  const told = scene.told.flatMap((event) => (event.type === 'job:changed' ? [event.job.id] : []));
  expect(told.toSorted()).toEqual([a, b, c].toSorted());
  await post(c, 'move', { to: 'later' });
  await post(a, 'move', { to: 'last' });
  expect(await line()).toEqual([c, b, a]);
  await post(a, 'move', { to: 'earlier' });
  expect(await line()).toEqual([c, a, b]);
  expect(scene.runner.reordered.at(-1)).toEqual([c, a, b]);
  expect((await post(c, 'move', { to: 'sideways' })).status).toBe(400);
});

test('what has begun is in no line any more', async () => {
  const { jobId } = await convert();
  (await scene.runner.take('convert-video')).begin();
  expect(await post(jobId, 'move', { to: 'first' })).toMatchObject({ status: 409, body: { code: 'job_state' } });
});

test('a conversion is held and goes on, and says so; one that waits or has ended is not held', async () => {
  const { jobId } = await convert();
  expect((await post(jobId, 'pause')).status).toBe(409);
  const work = await scene.runner.take('convert-video');
  work.begin();
  await post(jobId, 'pause');
  await work.news({ kind: 'paused', reason: 'asked' });
  expect((await scene.studio.jobs.read(jobId)).state).toBe('paused');
  await post(jobId, 'resume');
  await work.news({ kind: 'resumed' });
  expect((await scene.studio.jobs.read(jobId)).state).toBe('running');
  expect(work.commands).toEqual(['pause', 'resume']);
  work.fail({ code: 'tool_failed', message: 'ffmpeg failed.' });
  await scene.studio.jobs.whenEnded(jobId);
  expect((await post(jobId, 'pause')).status).toBe(409);
});

test('what failed is done once more, with the same settings and saved state, under the same name', async () => {
  const { id, jobId } = await convert();
  const first = await scene.runner.take('convert-video');
  first.begin();
  expect((await post(jobId, 'retry')).status).toBe(409);
  first.fail({ code: 'disk_full', message: 'The disk is full.' });
  await scene.studio.jobs.whenEnded(jobId);
  expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'failed', error: { code: 'disk_full' } });
  expect((await post(jobId, 'retry')).status).toBe(202);
  const again = await scene.runner.take('convert-video');
  expect(again.payload).toMatchObject({ conversionId: id, settings: first.payload.settings });
  expect(again.payload.drawnBy).toEqual(first.payload.drawnBy);
  expect(again.jobId).not.toBe(jobId);
  expect(await scene.studio.conversions.read(id)).toMatchObject({ state: 'queued', error: null, iteration: 10 });
  expect((await post(jobId, 'retry')).status).toBe(409);
});

test('what a worker wrote is read while it works, after it, and after a restart', async () => {
  const { jobId } = await convert();
  const work = await scene.runner.take('convert-video');
  work.begin();
  const log = async (from: TestStudio) => (await from.request(`/api/jobs/${jobId}/log.txt`)).text();
  work.print('ffmpeg -i clip.mp4');
  expect(await log(scene)).toMatch(/^\d{4}-\S+Z ffmpeg -i clip\.mp4\n$/);
  for (let line = 1; line <= 1000; line += 1) work.print(`line ${line}`);
  work.fail({ code: 'tool_failed', message: 'ffmpeg failed.' });
  await scene.studio.jobs.whenEnded(jobId);
  const kept = await log(scene);
  expect(kept).toContain('ffmpeg -i clip.mp4');
  expect(kept).toContain('… 501 lines …');
  expect(kept).toMatch(/line 1000\n$/);
  await scene.close();
  const { folder } = scene;
  scene = await openTestStudio({ folder });
  expect(await log(scene)).toBe(kept);
  expect((await scene.request('/api/jobs/nobody/log.txt')).status).toBe(404);
});
