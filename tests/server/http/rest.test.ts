import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorReport } from '#core/contract/errors.ts';
import type { PersonView } from '#core/contract/person.ts';
import { openApiDocument } from '#server/http/openapi-document.ts';
import { rangeOf } from '#server/http/send-file.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeAll(async () => {
  scene = await openTestStudio();
});
afterAll(() => scene[Symbol.asyncDispose]());

const routes = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, methods]) =>
  Object.keys(methods as object).map((method) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '1')] as const),
);

describe('every route', () => {
  test.each(routes)('%s %s refuses another host', async (method, path) => {
    const response = await scene.request(path, { method, headers: { host: 'evil.example:4460' } });
    expect([response.status, ((await response.json()) as ErrorReport).code]).toEqual([403, 'host_refused']);
  });

  test.each(routes.filter(([method]) => method !== 'GET'))(
    '%s %s refuses the page of another origin',
    async (method, path) => {
      const response = await scene.request(path, { method, headers: { origin: 'http://evil.example' } });
      expect([response.status, ((await response.json()) as ErrorReport).code]).toEqual([403, 'origin_refused']);
    },
  );

  test.each(routes)('%s %s answers with a code and a sentence when it refuses', async (method, path) => {
    const response = await scene.request(path, {
      method,
      body: method === 'GET' ? undefined : '{}',
      headers: { 'content-type': 'application/json' },
    });
    if (response.ok) return;
    expect(response.status).toBeLessThan(500);
    expect(await response.json()).toEqual({
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.stringMatching(/\w/),
      facts: expect.any(Object),
    });
  });
});

describe('refusals', () => {
  test('name the field that is wrong', async () => {
    const { status, body } = await scene.call<ErrorReport>('/api/persons', { name: '  ' });
    expect([status, body.code, body.facts.field]).toEqual([400, 'bad_request', 'name']);
  });

  test('cover bodies that are no JSON', async () => {
    const response = await scene.request('/api/persons', {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect([response.status, ((await response.json()) as ErrorReport).code]).toEqual([400, 'bad_request']);
  });

  test('cover addresses that do not exist', async () => {
    expect((await scene.call<ErrorReport>('/api/nothing')).body.code).toBe('not_found');
    expect((await scene.call<ErrorReport>('/api/persons/00000000')).body.code).toBe('not_found');
  });

  test('cover ids that would leave the data folder', async () => {
    for (const path of [
      '/api/faces/..%2f..%2fstudio.db/image',
      '/api/clips/%2e%2e/source',
      '/api/runs/x/previews/..%2f1',
    ]) {
      expect((await scene.request(path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  test('cover files of the server outside the folders opened for import', async () => {
    const { id } = await personWithConsent(scene, 'Ana');
    const { status, body } = await scene.call<ErrorReport>('/api/clips/import', { personId: id, path: '/etc/passwd' });
    expect([status, body.code]).toEqual([400, 'bad_request']);
  });

  test.each([
    [{ optimiser: { kind: 'adam', weightDecay: 0.1 } }, 'settings.optimiser.weightDecay', 'Only AdamW and Lion'],
    [{ schedule: { kind: 'cosine' } }, 'settings.schedule.lengthIterations', 'A cosine has one length'],
    [{ losses: { mae: 0 } }, 'settings.losses.mae', 'At least one of'],
    [{ averaging: 2 }, 'settings.averaging', ''],
  ])('cover ways of learning that make no sense, in words: %j', async (settings, field, words) => {
    const { status, body } = await scene.call<ErrorReport>('/api/runs', { personAId: 'a', personBId: 'b', settings });
    expect([status, body.code, body.facts.field]).toEqual([400, 'bad_request', field]);
    expect(body.message).toContain(words);
  });

  test('cover consent, with the person it is about', async () => {
    const { body: person } = await scene.call<PersonView>('/api/persons', { name: 'Bo' });
    const run = { personAId: person.id, personBId: (await personWithConsent(scene, 'Cy')).id };
    const { status, body } = await scene.call<ErrorReport>('/api/runs', run);
    expect([status, body.code, body.facts.personId]).toEqual([403, 'consent_missing', person.id]);
  });
});

test.each([
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=5-', { start: 5, end: 9 }],
  ['bytes=-4', { start: 6, end: 9 }],
  ['bytes=-40', { start: 0, end: 9 }],
  ['bytes=8-100', { start: 8, end: 9 }],
  ['bytes=10-', 'outside'],
  ['bytes=5-2', 'outside'],
  ['bytes=-0', 'outside'],
  ['bytes=0-1,3-4', undefined],
  ['bytes=-', undefined],
  ['lines=1-2', undefined],
  [undefined, undefined],
] as const)('the range %j of ten bytes is %j', (header, range) => {
  expect(rangeOf(header, 10)).toEqual(range);
});
