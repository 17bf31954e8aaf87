/** Models of others: nothing is kept before it was looked through, and nothing is drawn of a person who does not consent here. */
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import { consent, extractFaces, foundFace, importedClip, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

const facts = { sha256: 'ab'.repeat(32), sizeBytes: 9, faceSize: 224, morphs: true };

const arriving = async () =>
  scene.studio.dfmModels.adopt({ path: await scene.file('upload', 'some model'), name: 'somebody.dfm' });

const imported = async (): Promise<string> => {
  const { modelId, job } = await arriving();
  (await scene.runner.take('import-dfm')).done(facts);
  await scene.studio.jobs.whenEnded(job.id);
  return modelId;
};

/** Ana's clip, and a model of whoever is named. */
const stage = async () => {
  const [ana, eva] = [await personWithConsent(scene, 'Ana'), await personWithConsent(scene, 'Eva')];
  const clip = await importedClip(scene, ana.id);
  await extractFaces(scene, [foundFace()]);
  return { ana, eva, clip, modelId: await imported() };
};

const convert = (modelId: string, clipId: string, settings = {}) =>
  scene.call<ConversionView & ErrorReport>('/api/conversions', {
    modelId,
    clipId,
    settings: { to: 'b', ...settings },
  });

const name = (modelId: string, personId: string) =>
  scene.call<DfmModelView & ErrorReport>(`/api/dfm-models/${modelId}/person`, { personId }, 'PUT');

test('a model is kept when it was looked through, and says what it is and that nobody was named', async () => {
  const { modelId, job } = await arriving();
  expect((await scene.call('/api/dfm-models')).body).toEqual([]);
  const work = await scene.runner.take('import-dfm');
  expect(work.payload.modelId).toBe(modelId);
  work.done(facts);
  await scene.studio.jobs.whenEnded(job.id);
  const { body } = await scene.call<DfmModelView[]>('/api/dfm-models');
  expect(body).toEqual([
    { ...facts, id: modelId, name: 'somebody.dfm', person: null, consent: 'unknown', createdAt: expect.any(String) },
  ]);
  expect(scene.told).toContainEqual({ type: 'model:changed', model: body[0] });
  expect(await scene.files.exists(scene.files.paths.dfmModel(modelId))).toBe(true);
});

test('of a model that is refused nothing is left', async () => {
  const { modelId, job } = await arriving();
  const work = await scene.runner.take('import-dfm');
  work.fail({ code: 'model_refused', message: 'This is not an ONNX file.' });
  expect((await scene.studio.jobs.whenEnded(job.id)).error).toMatchObject({ code: 'model_refused' });
  expect((await scene.call('/api/dfm-models')).body).toEqual([]);
  expect(await scene.files.exists(dirname(work.payload.path))).toBe(false);
  expect(await scene.files.exists(scene.files.paths.folderOf('models', modelId))).toBe(false);
});

test('nothing is converted or tried with a model while nobody was named for its face', async () => {
  const { clip, modelId } = await stage();
  const refused = { status: 403, body: { code: 'consent_unknown', facts: { modelId } } };
  expect(await convert(modelId, clip.id)).toMatchObject(refused);
  const trial = { modelId, clipId: clip.id, settings: { to: 'b' }, frameIndex: 0 };
  expect(await scene.call('/api/conversions/trial', trial)).toMatchObject(refused);
  expect(scene.runner.waitingKinds).toEqual([]);
});

test('only a person of this studio who consents now is named for its face', async () => {
  const modelId = await imported();
  const { id } = await scene.studio.persons.create({ name: 'Nobody asked' });
  expect(await name(modelId, id)).toMatchObject({ status: 403, body: { code: 'consent_missing' } });
  expect(await name(modelId, 'elsewhere')).toMatchObject({ status: 404 });
  await scene.studio.persons.recordConsent(id, consent);
  expect((await name(modelId, id)).body).toMatchObject({ person: { id, name: 'Nobody asked' }, consent: 'active' });
});

test('named, it is drawn with from the bytes that were looked through, over anybody who consents, and the file says so', async () => {
  const { ana, eva, clip, modelId } = await stage();
  await name(modelId, eva.id);
  const { status, body } = await convert(modelId, clip.id, { morph: 0.4, mask: 'learned' });
  expect(status).toBe(202);
  expect(body).toMatchObject({
    ...{ runId: null, iteration: null, checkpoint: null, model: { id: modelId, name: 'somebody.dfm' } },
    ...{ personAName: 'Ana', personBName: 'Eva' },
  });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.drawnBy).toEqual({ kind: 'dfm', path: scene.files.paths.dfmModel(modelId), sha256: facts.sha256 });
  expect(payload.settings.morph).toBe(0.4);
  expect(payload.marks.comment).toContain(`somebody.dfm (SHA-256 ${facts.sha256})`);
  expect((await scene.studio.jobs.list())[0]?.title).toBe(`${clip.name} → Eva`);
  await scene.studio.persons.withdrawConsent(ana.id, ana.consents[0]?.id ?? '');
  expect(await convert(modelId, clip.id)).toMatchObject({ status: 403, body: { code: 'consent_withdrawn' } });
});

test('what asks for a run and a model at once, for neither, or for the other direction is refused', async () => {
  const { eva, clip, modelId } = await stage();
  await name(modelId, eva.id);
  expect(await convert(modelId, clip.id, { to: 'a' })).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  for (const named of [{}, { modelId, runId: 'run' }]) {
    const body = { ...named, clipId: clip.id, settings: { to: 'b' } };
    expect(await scene.call('/api/conversions', body)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  }
});

test('consent that is withdrawn ends a conversion at work, and withholds what was made', async () => {
  const { eva, clip, modelId } = await stage();
  await name(modelId, eva.id);
  const done = (await convert(modelId, clip.id)).body;
  const first = await scene.runner.take('convert-video');
  await writeFile(first.payload.outputPath, 'a video');
  first.done({ written: 1, swapped: 1, sizeBytes: 7, jitter: null });
  await scene.studio.jobs.whenEnded(done.jobId ?? '');
  expect((await scene.request(`/api/conversions/${done.id}/video`)).status).toBe(200);
  const running = (await convert(modelId, clip.id)).body;
  const work = await scene.runner.take('convert-video');
  work.begin();
  await scene.studio.persons.withdrawConsent(eva.id, eva.consents[0]?.id ?? '');
  expect(work.isCancelled).toBe(true);
  expect(await scene.studio.conversions.read(running.id)).toMatchObject({
    state: 'failed',
    error: { code: 'consent_withdrawn' },
  });
  expect((await scene.call<DfmModelView>(`/api/dfm-models/${modelId}`)).body.consent).toBe('withdrawn');
  expect(await convert(modelId, clip.id)).toMatchObject({ status: 403, body: { code: 'consent_withdrawn' } });
  expect((await scene.request(`/api/conversions/${done.id}/video`)).status).toBe(403);
});

test('somebody else is named only while nothing was converted with it', async () => {
  const { ana, eva, clip, modelId } = await stage();
  await name(modelId, ana.id);
  expect((await name(modelId, eva.id)).status).toBe(200);
  await convert(modelId, clip.id);
  expect((await name(modelId, eva.id)).status).toBe(200);
  expect(await name(modelId, ana.id)).toMatchObject({ status: 409, body: { code: 'in_use' } });
});

test('a conversion that failed is done again with the same model', async () => {
  const { eva, clip, modelId } = await stage();
  await name(modelId, eva.id);
  const { body } = await convert(modelId, clip.id);
  const first = await scene.runner.take('convert-video');
  first.fail({ code: 'worker_crashed', message: 'gone' });
  await scene.studio.jobs.whenEnded(body.jobId ?? '');
  await scene.studio.conversions.retry(body.id);
  expect((await scene.runner.take('convert-video')).payload.drawnBy).toEqual(first.payload.drawnBy);
});

test('whoever is removed takes the models of their face along, and what was made with them, or of their clips', async () => {
  const { ana, eva, clip, modelId } = await stage();
  await name(modelId, eva.id);
  const other = await imported();
  await name(other, eva.id);
  const conversions = [(await convert(modelId, clip.id)).body.id, (await convert(other, clip.id)).body.id];
  await scene.studio.persons.remove(ana.id);
  expect(scene.told.filter(({ type }) => type === 'conversion:removed')).toHaveLength(conversions.length);
  expect((await scene.call<DfmModelView[]>('/api/dfm-models')).body).toHaveLength(2);
  await scene.studio.persons.remove(eva.id);
  expect((await scene.call('/api/dfm-models')).body).toEqual([]);
  expect(await scene.files.exists(scene.files.paths.folderOf('models', modelId))).toBe(false);
  expect(scene.told.filter(({ type }) => type === 'model:removed')).toHaveLength(2);
});

test('a model that is removed takes its conversions along', async () => {
  const { eva, clip, modelId } = await stage();
  await name(modelId, eva.id);
  const { body } = await convert(modelId, clip.id);
  expect((await scene.call(`/api/dfm-models/${modelId}`, undefined, 'DELETE')).status).toBe(204);
  expect((await scene.call(`/api/conversions/${body.id}`)).status).toBe(404);
  expect(await scene.files.exists(scene.files.paths.dfmModel(modelId))).toBe(false);
});
