import { readFile } from 'node:fs/promises';
import { Upload } from 'tus-js-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from '#tests/server/helpers/listen.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let server: Awaited<ReturnType<typeof listen>>;
beforeEach(async () => {
  scene = await openTestStudio();
  server = await listen(scene);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await scene[Symbol.asyncDispose]();
});

const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));

const upload = (options: { personId: string; bytes?: Buffer; uploadUrl?: string; cutAfter?: number }) =>
  new Promise<{ clipId: string | undefined; url: string | null }>((resolve, reject) => {
    const work: Upload = new Upload(options.bytes ?? bytes, {
      endpoint: `${server.address}/api/uploads`,
      uploadUrl: options.uploadUrl,
      chunkSize: 1000,
      retryDelays: [],
      metadata: { personId: options.personId, filename: 'holiday film.MOV' },
      onChunkComplete: (_chunk, sent) => {
        if (sent === options.cutAfter) void work.abort().then(() => resolve({ clipId: undefined, url: work.url }));
      },
      onSuccess: ({ lastResponse }) => resolve({ clipId: lastResponse.getHeader('X-Clip-Id'), url: work.url }),
      onError: reject,
    });
    work.start();
  });

const refusalOf = async (work: Promise<unknown>) => {
  const error = (await work.catch((reason: unknown) => reason)) as {
    originalResponse: { getStatus(): number; getBody(): string };
  };
  return { status: error.originalResponse.getStatus(), ...JSON.parse(error.originalResponse.getBody()) };
};

test('an upload that was cut goes on where it ended, and the clip is the file byte for byte', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const { url } = await upload({ personId: id, cutAfter: 2000 });
  const head = await fetch(url ?? '', { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
  expect(head.headers.get('upload-offset')).toBe('2000');
  const { clipId } = await upload({ personId: id, uploadUrl: url ?? '' });
  const work = await scene.runner.take('import-video');
  expect(work.payload.clipId).toBe(clipId);
  expect(await readFile(work.payload.sourcePath)).toEqual(bytes);
  expect(work.payload.sourcePath).toMatch(/source\.mov$/);
  expect(await scene.studio.clips.list(id)).toMatchObject([
    { id: clipId, name: 'holiday film.MOV', state: 'importing', sizeBytes: 5000 },
  ]);
  expect(await scene.files.names(scene.files.paths.uploads)).toEqual([]);
});

test('without consent not a byte is taken', async () => {
  const { id } = await scene.studio.persons.create({ name: 'Ana' });
  expect(await refusalOf(upload({ personId: id }))).toMatchObject({ status: 403, code: 'consent_missing' });
  expect(await scene.files.names(scene.files.paths.uploads)).toEqual([]);
});

test('consent taken back in the middle of an upload leaves nothing behind', async () => {
  const person = await personWithConsent(scene, 'Ana');
  const { url } = await upload({ personId: person.id, cutAfter: 2000 });
  await scene.studio.persons.withdrawConsent(person.id, person.consents[0]?.id ?? '');
  expect(await refusalOf(upload({ personId: person.id, uploadUrl: url ?? '' }))).toMatchObject({
    status: 403,
    code: 'consent_withdrawn',
  });
  expect(await scene.files.names(scene.files.paths.uploads)).toEqual([]);
  expect(await scene.studio.clips.list(person.id)).toEqual([]);
});

test.each([
  ['an unknown person', 'nobody', Buffer.from('x'), 'not_found'],
  ['no person', '', Buffer.from('x'), 'bad_request'],
])('%s is refused', async (_title, personId, content, code) => {
  expect(await refusalOf(upload({ personId, bytes: content }))).toMatchObject({ code });
});

test('an empty file is refused', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  expect(await refusalOf(upload({ personId: id, bytes: Buffer.alloc(0) }))).toMatchObject({
    status: 400,
    code: 'file_empty',
  });
});

test('a file over the limit is refused before it is sent', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  expect((await refusalOf(upload({ personId: id, bytes: Buffer.alloc(1_000_001) }))).status).toBe(413);
});

test('an upload cannot be read back', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const { url } = await upload({ personId: id, cutAfter: 2000 });
  expect((await fetch(url ?? '')).status).toBe(404);
});
