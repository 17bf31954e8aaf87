import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trialQuestion } from '#core/contract/trial.ts';
import { trainedPair } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let request: { runId: string; clipId: string; settings: { to: 'b'; grain: number }; frameIndex: number };
let personId: string;

beforeEach(async () => {
  scene = await openTestStudio();
  const { personA, clipA, runId } = await trainedPair(scene);
  personId = personA.id;
  request = { runId, clipId: clipA.id, settings: { to: 'b', grain: 0.4 }, frameIndex: 7 };
});
afterEach(() => scene[Symbol.asyncDispose]());

/** A worker that writes what it was asked as its picture. */
const playWorker = async () => {
  const work = await scene.runner.take('try-conversion');
  work.answer = async (raw) => {
    const question = trialQuestion.parse(raw);
    await writeFile(question.picturePath, JSON.stringify(question.settings));
    return { outcome: 'swapped' };
  };
  work.begin();
  return work;
};

const askFor = (change: object = {}) =>
  scene.request('/api/conversions/trial', {
    method: 'POST',
    body: JSON.stringify({ ...request, ...change }),
    headers: { 'content-type': 'application/json' },
  });

test('one worker draws frame after frame, each with the settings asked for, and keeps none of the pictures', async () => {
  const first = askFor();
  const worker = await playWorker();
  const reply = await first;
  expect(reply.headers.get('content-type')).toBe('image/jpeg');
  expect(reply.headers.get('trial-outcome')).toBe('swapped');
  expect(await reply.json()).toMatchObject({ to: 'b', grain: 0.4, colourTransfer: 'lab' });
  const again = await askFor({ settings: { to: 'b', colourTransfer: 'mean' } });
  expect(await again.json()).toMatchObject({ grain: 1, colourTransfer: 'mean' });
  expect(scene.runner.waitingKinds).not.toContain('try-conversion');
  expect(await scene.files.names(`${scene.files.paths.root}/tmp`)).toEqual([]);
  worker.done({ drawn: 2 });
});

test('a worker that went to rest is started anew', async () => {
  const first = askFor();
  (await playWorker()).done({ drawn: 0 });
  // It may rest before or after the question came; either way the next one draws.
  const second = askFor({ frameIndex: 8 });
  await playWorker();
  expect((await second).status).toBe(200);
  expect([200, 409]).toContain((await first).status);
});

test('without consent no frame is drawn', async () => {
  const [record] = (await scene.studio.persons.read(personId)).consents;
  await scene.studio.persons.withdrawConsent(personId, record?.id ?? '');
  const reply = await askFor();
  expect(reply.status).toBe(403);
  expect(scene.runner.waitingKinds).not.toContain('try-conversion');
});

test('a look is saved under a name of its own, listed and removed', async () => {
  const look = {
    ...{ colourTransfer: 'mean', mask: 'hull', maskErosion: 0.1, maskFeather: 0.1, sharpen: 0, grain: 1 },
  };
  const body = { name: ' Evening ', look: { ...look, keepInFront: true, faceScale: 1, shiftX: 0, shiftY: 0.1 } };
  const created = await scene.call<{ id: string; name: string }>('/api/look-presets', body);
  expect(created).toMatchObject({ status: 201, body: { name: 'Evening', look: { shiftY: 0.1, keepInFront: true } } });
  expect(await scene.call('/api/look-presets', body)).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  expect((await scene.call<unknown[]>('/api/look-presets')).body).toEqual([created.body]);
  expect(await scene.call(`/api/look-presets/${created.body.id}`, undefined, 'DELETE')).toMatchObject({ status: 204 });
  expect((await scene.call<unknown[]>('/api/look-presets')).body).toEqual([]);
  expect(await scene.call(`/api/look-presets/${created.body.id}`, undefined, 'DELETE')).toMatchObject({ status: 404 });
});
