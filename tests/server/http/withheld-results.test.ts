/** What shows a result shows it only while everybody in it consents: asked of every route there is. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import type { StudioEvent } from '#core/contract/events.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { openApiDocument } from '#server/http/openapi-document.ts';
import { consent, trainedPair } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

const routes = Object.entries(openApiDocument().paths ?? {})
  .filter(([path]) => path.startsWith('/api/conversions'))
  .flatMap(([path, methods]) => Object.keys(methods as object).map((method) => `${method} ${path}`));

/** Told of a conversion as of any other: how it stands and what it was made with, no pixel of it. */
const tellOnly = [
  'get /api/conversions',
  'get /api/conversions/{id}',
  'get /api/conversions/{id}/exports',
  'get /api/conversions/{id}/settings.json',
];

/** Of what failed alone, which has no result to show. */
const ofFailed = 'post /api/conversions/{id}/retry';

let scene: TestStudio;
let place: Record<string, string>;
let asked: { runId: string; clipId: string; settings: { to: 'b' } };
let personId: string;

beforeAll(async () => {
  scene = await openTestStudio();
  const { runId, clipA, personB } = await trainedPair(scene);
  personId = personB.id;
  asked = { runId, clipId: clipA.id, settings: { to: 'b' } };
  const { id } = await scene.studio.conversions.create(asked);
  const work = await scene.runner.take('convert-video');
  const folder = dirname(work.payload.outputPath);
  const report = {
    ...{ frames: { written: 1, swapped: 1, nobody: 0, anotherPerson: 0 }, durationSeconds: 0, framesPerBucket: 1 },
    untouched: [0],
    measures: Object.fromEntries(
      ['likenessToShown', 'likenessToReplaced', 'flicker', 'seam', 'landmarks', 'eyes', 'mouth', 'jitter'].map(
        (name) => [name, null],
      ),
    ),
  };
  for (const [name, text] of [
    ['result.mp4', 'result'],
    ['side-by-side.mp4', 'both'],
    ['worst-3.jpg', 'worst'],
    ['report.json', JSON.stringify(report)],
  ] as const)
    await writeFile(join(folder, name), text);
  work.done({ written: 1, swapped: 1, sizeBytes: 6, jitter: null });
  await scene.studio.jobs.whenEnded(work.jobId);
  const { body: job } = await scene.call<JobView>(`/api/conversions/${id}/exports`, { format: 'gif', of: 'result' });
  const writing = await scene.runner.take('export-conversion');
  await mkdir(writing.payload.folder, { recursive: true });
  await writeFile(writing.payload.outputPath, 'loop');
  writing.done({ sizeBytes: 4, frames: 1 });
  await scene.studio.jobs.whenEnded(job.id);
  const [{ id: exportId } = { id: '' }] = await scene.studio.conversionExports.list(id);
  place = { id, exportId, frame: '3' };
});
afterAll(() => scene[Symbol.asyncDispose]());

const ask = (route: string): Promise<Response> => {
  const [method = '', path = ''] = route.split(' ');
  const bodies: Record<string, unknown> = {
    '/api/conversions': asked,
    '/api/conversions/look': asked,
    '/api/conversions/trial': { ...asked, frameIndex: 0, closeUp: true },
    '/api/conversions/{id}/exports': { format: 'gif', of: 'result' },
  };
  return scene.request(
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => place[name] ?? ''),
    {
      method: method.toUpperCase(),
      ...(method === 'post' && { body: JSON.stringify(bodies[path]), headers: { 'content-type': 'application/json' } }),
    },
  );
};

const gets = routes.filter((route) => route.startsWith('get '));

test('every route answers while everybody consents', async () => {
  for (const route of gets) expect([route, (await ask(route)).status]).toEqual([route, 200]);
});

test('once somebody has withdrawn consent none gives a picture of the result out, and the conversion says why', async () => {
  const { consents } = await scene.studio.persons.read(personId);
  await scene.studio.persons.withdrawConsent(personId, consents[0]?.id ?? '');
  const refused = routes.filter(
    (route) => !tellOnly.includes(route) && route !== ofFailed && !route.startsWith('delete '),
  );
  expect(refused.length).toBeGreaterThan(6);
  for (const route of refused) {
    const response = await ask(route);
    const { code } = (await response.json()) as ErrorReport;
    expect([route, response.status, code]).toEqual([route, 403, 'consent_withdrawn']);
  }
  for (const route of tellOnly) expect([route, (await ask(route)).status]).toEqual([route, 200]);
  expect((await ask(ofFailed)).status).toBe(409);
  const { body } = await scene.call<ConversionView>(`/api/conversions/${place.id}`);
  expect(body).toMatchObject({ state: 'done', withheld: { code: 'consent_withdrawn' } });
  expect(lastTold()).toMatchObject({ withheld: { code: 'consent_withdrawn' } });
});

test('nothing was deleted: recorded anew, consent brings everything back', async () => {
  await scene.studio.persons.recordConsent(personId, consent);
  for (const route of gets) expect([route, (await ask(route)).status]).toEqual([route, 200]);
  expect(lastTold()).toMatchObject({ withheld: null });
});

const lastTold = (): ConversionView | undefined =>
  scene.told.findLast(
    (event): event is Extract<StudioEvent, { type: 'conversion:changed' }> => event.type === 'conversion:changed',
  )?.conversion;
