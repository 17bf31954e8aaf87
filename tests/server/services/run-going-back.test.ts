import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Curve } from '#core/contract/curve.ts';
import type { PreviewList, RunSettings, RunView } from '#core/contract/run.ts';
import type { ConversionRecord } from '#server/ports/studio-store.ts';
import { readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

type Work = Awaited<ReturnType<typeof started>>;

const started = async (studio: TestStudio) => {
  const work = await studio.runner.take('train-autoencoder');
  work.begin();
  return work;
};

/** What a trainer tells from one iteration to another: losses, looks at held-out faces, previews at some. */
const trains = async (work: Work, { from, to }: { readonly from: number; readonly to: number }): Promise<void> => {
  const iterations = Array.from({ length: to - from }, (_, index) => from + index + 1);
  const { runFolder, branch } = work.payload;
  await work.news({
    kind: 'losses',
    points: iterations.map((iteration) => ({ iteration, a: branch + 1, b: branch + 1, trainedSeconds: iteration })),
    imagesPerSecond: 10,
  });
  const error = { ssimError: 0.5, l1: 0.25 };
  await work.news({ kind: 'validation', point: { iteration: to, trainedSeconds: to, a: error, b: error } });
  const path = join(runFolder, 'previews', branch === 0 ? `${to}.png` : `${to}.${branch}.png`);
  await writeFile(path, `picture ${branch}/${to}`);
  await work.news({ kind: 'preview', iteration: to, path });
};

/** All files of the run and their digests. */
const filesOf = async (folder: string): Promise<Map<string, string>> => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const digest = async (path: string) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  return new Map(
    await Promise.all(
      names.map(
        async ({ parentPath, name }) => [join(parentPath, name), await digest(join(parentPath, name))] as const,
      ),
    ),
  );
};

/** A run that has trained to 30, with checkpoints at 10, 20 and 30, at work. */
const trainedRun = async (studio: TestStudio, settings: Partial<RunSettings> = { checkpointsKept: 5 }) => {
  const { personA, personB } = await readyPair(studio);
  const run = await studio.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings });
  await studio.studio.runs.command(run.id, 'start');
  const work = await started(studio);
  await studio.files.makeFolder(join(work.payload.runFolder, 'previews'));
  for (const to of [10, 20, 30]) {
    await trains(work, { from: to - 10, to });
    await work.news(await writeCheckpoint(work.payload.runFolder, to));
  }
  return { runId: run.id, work };
};

const checkpointAt = async (studio: TestStudio, runId: string, iteration: number) =>
  (await studio.studio.runs.read(runId)).checkpoints.find((each) => each.iteration === iteration && each.branch === 0)
    ?.id;

test('a run taken back to an earlier state goes on from there; nothing of what came after is deleted or changed', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  const before = await filesOf(work.payload.runFolder);
  const id = await checkpointAt(studio, runId, 10);
  const going = studio.call<RunView>(`/api/runs/${runId}/checkpoints/${id}/go-back`, {}, 'POST');
  await expect.poll(() => work.commands).toEqual(['stop']);
  work.done({ iteration: 30, reason: 'stopped' });
  const { body } = await going;
  expect(body).toMatchObject({ state: 'queued', iteration: 10, previewIteration: 10, previewBranch: 0 });
  expect(body.branches).toMatchObject([{ from: 10, reached: 30 }]);
  const again = await started(studio);
  expect(again.payload).toMatchObject({ branch: 1 });
  expect(again.payload.resumeFrom).toMatch(/10\.safetensors$/);
  await trains(again, { from: 10, to: 20 });
  await again.news(await writeCheckpoint(again.payload.runFolder, 20, { branch: 1 }));

  const after = await filesOf(work.payload.runFolder);
  for (const [path, digest] of before) {
    // What is left of curves moves to another file, and is looked at below.
    if (/\.(bin|f32)$/.test(path)) continue;
    expect(after.get(path), path).toBe(digest);
  }
  const { body: curve } = await studio.call<Curve>(`/api/runs/${runId}/curve`);
  expect(curve.buckets.iterations).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(curve.buckets.values.a.mean).toEqual([...new Array(10).fill(1), ...new Array(10).fill(2)]);
  expect(curve.left.map(({ iterations }) => [iterations[0], iterations.at(-1)])).toEqual([[11, 30]]);
  expect(curve.leftValidation.map((points) => points.map(({ iteration }) => iteration))).toEqual([[20, 30]]);
  expect(curve.validation.map(({ iteration }) => iteration)).toEqual([10, 20]);
  const { body: previews } = await studio.call<PreviewList>(`/api/runs/${runId}/previews`);
  expect(previews).toEqual({
    previews: [
      { branch: 0, iteration: 10 },
      { branch: 1, iteration: 20 },
    ],
    left: [
      { branch: 0, iteration: 20 },
      { branch: 0, iteration: 30 },
    ],
  });
  const picture = async (branch: number) => {
    const response = await studio.request(`/api/runs/${runId}/previews/20?branch=${branch}`);
    return response.text();
  };
  expect([await picture(0), await picture(1)]).toEqual(['picture 0/20', 'picture 1/20']);
});

test('saved states that were left are kept whatever is saved after, and are not gone on from', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  work.done({ iteration: 30, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  const id = (await checkpointAt(studio, runId, 20)) ?? '';
  const leftId = (await checkpointAt(studio, runId, 30)) ?? '';
  expect((await studio.studio.runGoingBack.goBack(runId, id)).state).toBe('stopped');
  await studio.studio.runSettings.change(runId, { checkpointEverySeconds: 60 });
  await studio.studio.runs.command(runId, 'start');
  const again = await started(studio);
  expect(again.payload.resumeFrom).toMatch(/20\.safetensors$/);
  for (const iteration of [40, 50, 60, 70, 80, 90])
    await again.news(await writeCheckpoint(again.payload.runFolder, iteration, { branch: 1 }));
  const { checkpoints } = await studio.studio.runs.read(runId);
  expect(checkpoints.find((each) => each.id === leftId)).toMatchObject({ isLeft: true, iteration: 30 });
  expect(checkpoints.filter((each) => !each.isLeft)).toHaveLength(5);
  const refused = await studio.call(`/api/runs/${runId}/checkpoints/${leftId}/go-back`, {}, 'POST');
  expect(refused.status).toBe(400);
  expect((await studio.call(`/api/runs/${runId}/checkpoints/nobody/go-back`, {}, 'POST')).status).toBe(404);
});

test('the state to go back to is not let go of by the save with which the training ends', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio, { checkpointsKept: 3 });
  const going = studio.studio.runGoingBack.goBack(runId, (await checkpointAt(studio, runId, 10)) ?? '');
  await expect.poll(() => work.commands).toEqual(['stop']);
  await work.news(await writeCheckpoint(work.payload.runFolder, 35));
  work.done({ iteration: 35, reason: 'stopped' });
  expect(await going).toMatchObject({ state: 'queued', iteration: 10 });
  const { checkpoints } = await studio.studio.runs.read(runId);
  expect(checkpoints.map(({ iteration, kind, isLeft }) => ({ iteration, kind, isLeft }))).toEqual([
    { iteration: 35, kind: 'automatic', isLeft: true },
    { iteration: 30, kind: 'automatic', isLeft: true },
    { iteration: 20, kind: 'automatic', isLeft: true },
    { iteration: 10, kind: 'automatic', isLeft: false },
  ]);
  expect((await started(studio)).payload.resumeFrom).toMatch(/\b10\.safetensors$/);
});

test('one whose file is not whole is refused before the training is ended', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  const id = await checkpointAt(studio, runId, 10);
  await writeFile(join(work.payload.runFolder, 'checkpoints', '10.safetensors'), 'cut');
  const going = studio.studio.runGoingBack.goBack(runId, id ?? '');
  await expect(going).rejects.toMatchObject({ code: 'checkpoint_damaged', facts: { iteration: 10, fault: 'cut' } });
  expect(work.commands).toEqual([]);
  expect((await studio.studio.runs.read(runId)).state).toBe('running');
});

test('where nothing came after the chosen state there is nothing to leave', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  work.done({ iteration: 30, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  const view = await studio.studio.runGoingBack.goBack(runId, (await checkpointAt(studio, runId, 30)) ?? '');
  expect(view).toMatchObject({ iteration: 30, branches: [] });
});

test('a saved state is deleted with its file where nobody needs it; the one that the training goes on from stays', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  work.done({ iteration: 30, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  const pathOf = async (iteration: number) =>
    `/api/runs/${runId}/checkpoints/${await checkpointAt(studio, runId, iteration)}`;
  const saved = async () => (await readdir(join(work.payload.runFolder, 'checkpoints'))).length;
  const left = await pathOf(30);
  const earlier = await pathOf(20);
  await studio.call(`${earlier}/go-back`, {}, 'POST');
  const before = await saved();
  expect((await studio.call(earlier, undefined, 'DELETE')).body).toMatchObject({ code: 'job_state' });
  const { body } = await studio.call<RunView>(left, undefined, 'DELETE');
  expect(body.checkpoints.map(({ iteration }) => iteration).sort()).toEqual([10, 20]);
  expect(await saved()).toBe(before - 1);
  expect((await studio.call(left, undefined, 'DELETE')).body).toMatchObject({ code: 'not_found' });
});

test('a saved state that a conversion is drawn with is not deleted', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  work.done({ iteration: 30, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  const checkpointId = (await checkpointAt(studio, runId, 10)) as string;
  const { personA } = await studio.studio.runs.read(runId);
  const [clip] = await studio.studio.clips.list(personA.id);
  await studio.studio.conversions.create({ runId, clipId: clip?.id as string, checkpointId, settings: { to: 'b' } });
  const { body } = await studio.call(`/api/runs/${runId}/checkpoints/${checkpointId}`, undefined, 'DELETE');
  expect(body).toMatchObject({ code: 'job_state' });
});

test('nor is one with which a conversion of another run draws somebody else', async () => {
  await using studio = await openTestStudio();
  const { runId, work } = await trainedRun(studio);
  work.done({ iteration: 30, reason: 'stopped' });
  await studio.studio.jobs.whenEnded(work.jobId);
  const checkpointId = (await checkpointAt(studio, runId, 10)) as string;
  const { personA, personB } = await studio.studio.runs.read(runId);
  const [clip] = await studio.studio.clips.list(personA.id);
  const { id } = await studio.studio.conversions.create({ runId, clipId: clip?.id as string, settings: { to: 'b' } });
  const path = `/api/runs/${runId}/checkpoints/${checkpointId}`;
  const other = await studio.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  const conversion = (await studio.store.conversions.read(id)) as ConversionRecord;
  const otherFaces = [{ identity: 'another', runId, to: 'b' as const, checkpointId }];
  const settings = { ...conversion.settings, otherFaces };
  await studio.store.conversions.insert({ ...conversion, id: randomUUID(), runId: other.id, settings });
  expect((await studio.call(path, undefined, 'DELETE')).body).toMatchObject({ code: 'job_state' });
});
