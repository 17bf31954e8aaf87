import { afterEach, beforeEach, expect, test } from 'vitest';
import { usualExtraction } from '#core/contract/clip.ts';
import {
  extractFaces,
  facesOf,
  facts,
  foundFace,
  importedClip,
  personWithConsent,
  readyPair,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

const importing = async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const clip = await scene.studio.clips.importFile({
    personId: id,
    path: await scene.file('a.mp4'),
    extract: usualExtraction,
  });
  return { personId: id, clip, work: await scene.runner.take('import-video') };
};

test('a refused import leaves neither clip nor files, and its job says why', async () => {
  const { personId, clip, work } = await importing();
  work.begin();
  work.fail({ code: 'video_truncated', message: 'The video ends in the middle.' });
  expect(await scene.studio.jobs.whenEnded(work.jobId)).toMatchObject({
    state: 'failed',
    error: { code: 'video_truncated', message: 'The video ends in the middle.' },
  });
  expect(await scene.studio.clips.list(personId)).toEqual([]);
  expect(await scene.files.exists(scene.files.paths.folderOf('clips', clip.id))).toBe(false);
  expect(scene.told).toContainEqual({ type: 'clip:removed', clipId: clip.id, personId });
});

test('the same file twice is refused the second time, with the clip it is', async () => {
  const { personId, clip, work } = await importing();
  const { createHash } = await import('node:crypto');
  work.done({ facts, sha256: createHash('sha256').update('a.mp4').digest('hex'), sizeBytes: 5, playable: true });
  await scene.studio.jobs.whenEnded(work.jobId);
  const again = scene.studio.clips.importFile({ personId, path: await scene.file('a.mp4'), extract: usualExtraction });
  await expect(again).rejects.toMatchObject({ code: 'clip_duplicate', facts: { clipId: clip.id } });
  expect(await scene.studio.clips.list(personId)).toHaveLength(1);
});

test('a cancelled job ends, and an ended one cannot be cancelled', async () => {
  const { work } = await importing();
  work.begin();
  await scene.studio.jobs.cancel(work.jobId);
  expect(work.isCancelled).toBe(true);
  expect((await scene.studio.jobs.whenEnded(work.jobId)).state).toBe('cancelled');
  await expect(scene.studio.jobs.cancel(work.jobId)).rejects.toMatchObject({ code: 'job_state' });
});

test('progress is told while it goes on, at most ten times a second, and the end is told once', async () => {
  const { work } = await importing();
  work.begin();
  for (let done = 0; done < 100; done++)
    work.progress({ stage: 'reading', done, total: 100, unit: 'frames', rate: null, etaSeconds: null });
  work.done({ facts, sha256: 'x', sizeBytes: 5, playable: true });
  await scene.studio.jobs.whenEnded(work.jobId);
  const told = scene.told.flatMap((event) =>
    event.type === 'job:changed' && event.job.id === work.jobId ? [event.job] : [],
  );
  expect(told.filter((job) => job.progress !== null && job.state === 'running').length).toBeLessThan(5);
  expect(told.filter((job) => job.state === 'done')).toHaveLength(1);
});

test('two clips of one person are searched one after the other, the second knowing whose face it is', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  await importedClip(scene, id);
  await importedClip(scene, id);
  const first = await scene.runner.take('extract-faces');
  expect(first.payload.knownDescriptor).toBeNull();
  expect(scene.runner.waitingKinds).toEqual([]);
  first.done({ framesRead: 1, faceCount: 0, descriptor: [0.6, 0.8], clusters: [] });
  await scene.studio.jobs.whenEnded(first.jobId);
  const { knownDescriptor } = (await scene.runner.take('extract-faces')).payload;
  expect(knownDescriptor?.map((value) => Math.round(value * 10) / 10)).toEqual([0.6, 0.8]);
});

test('faces rejected by hand stay rejected when the clip is searched again', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const clip = await importedClip(scene, id);
  await extractFaces(scene, [foundFace({ frameIndex: 3 }), foundFace({ frameIndex: 8 })]);
  const [row] = await facesOf(scene, id);
  await scene.studio.faceEdits.edit(id, { do: 'set-state', faces: { ids: [row?.id ?? ''] }, state: 'rejected' });
  await scene.studio.extractions.start(clip.id, {});
  await extractFaces(scene, [foundFace({ frameIndex: 3 }), foundFace({ frameIndex: 4 }), foundFace({ frameIndex: 8 })]);
  const states = (await facesOf(scene, id)).map((face) => [face.frameIndex, face.state]);
  expect(states).toEqual([
    [3, 'rejected'],
    [4, 'kept'],
    [8, 'kept'],
  ]);
  expect(await scene.files.names(scene.files.paths.faces(clip.id))).toHaveLength(3);
});

test('a run with too few faces is refused before anything starts', async () => {
  const { personA, personB } = await readyPair(scene);
  const rows = await facesOf(scene, personB.id);
  const faces = { ids: rows.map(({ id }) => id) };
  await scene.studio.faceEdits.edit(personB.id, { do: 'set-state', faces, state: 'rejected' });
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await expect(scene.studio.runs.command(run.id, 'start')).rejects.toMatchObject({
    code: 'too_few_faces',
    facts: { keptFaces: 0, minimumFaces: 2 },
  });
  expect((await scene.studio.runs.read(run.id)).state).toBe('draft');
});

test('pausing, resuming and stopping a run are told to its worker, and follow what the worker says', async () => {
  const { personA, personB } = await readyPair(scene);
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  const stateAfter = async (command: 'start' | 'pause' | 'resume' | 'stop') =>
    (await scene.studio.runs.command(run.id, command)).state;
  await stateAfter('start');
  await expect(stateAfter('start')).rejects.toMatchObject({ code: 'job_state' });
  const work = await scene.runner.take('train-autoencoder');
  work.begin();
  await expect.poll(async () => (await scene.studio.runs.read(run.id)).state).toBe('running');
  expect(await stateAfter('pause')).toBe('running');
  await work.news({ kind: 'paused', reason: 'asked' });
  expect((await scene.studio.runs.read(run.id)).state).toBe('paused');
  expect((await scene.studio.jobs.read(work.jobId)).state).toBe('paused');
  await stateAfter('resume');
  await work.news({ kind: 'resumed' });
  await stateAfter('stop');
  expect(work.commands).toEqual(['pause', 'resume', 'stop']);
});

test('a clip of the wrong person is not converted', async () => {
  const { personA, personB, clipB } = await readyPair(scene);
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await expect(
    scene.studio.conversions.create({ runId: run.id, clipId: clipB.id, settings: { to: 'b' } }),
  ).rejects.toMatchObject({ code: 'bad_request' });
  await expect(
    scene.studio.conversions.create({ runId: run.id, clipId: clipB.id, settings: { to: 'a' } }),
  ).rejects.toMatchObject({ code: 'no_checkpoint' });
});
