import { readFile } from 'node:fs/promises';
import { request as nodeRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
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

test('an upload that comes whole with its creation is a clip as any other', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const words = Object.entries({ personId: id, filename: 'a.mp4' }).map(
    ([key, word]) => `${key} ${Buffer.from(word).toString('base64')}`,
  );
  const response = await fetch(`${server.address}/api/uploads`, {
    method: 'POST',
    body: bytes,
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(bytes.length),
      'Upload-Metadata': words.join(','),
      'Content-Type': 'application/offset+octet-stream',
    },
  });
  const work = await scene.runner.take('import-video');
  expect([response.status, response.headers.get('x-clip-id')]).toEqual([201, work.payload.clipId]);
  expect(await readFile(work.payload.sourcePath)).toEqual(bytes);
});

test('an upload goes on where the studio itself was ended in the middle of it', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const { url } = await upload({ personId: id, cutAfter: 3000 });
  await server[Symbol.asyncDispose]();
  await scene.close();
  scene = await openTestStudio({ folder: scene.folder });
  server = await listen(scene);
  const again = `${server.address}/api/uploads/${url?.split('/').at(-1)}`;
  const head = await fetch(again, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
  expect(head.headers.get('upload-offset')).toBe('3000');
  const { clipId } = await upload({ personId: id, uploadUrl: again });
  const work = await scene.runner.take('import-video');
  expect([work.payload.clipId, await readFile(work.payload.sourcePath)]).toEqual([clipId, bytes]);
});

/** A PATCH of the whole rest whose line breaks after so many bytes. */
const breakAfter = async (url: string, offset: number, length: number) => {
  const request = nodeRequest(url, {
    method: 'PATCH',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': String(bytes.length - offset),
    },
  });
  request.on('error', () => undefined);
  request.write(bytes.subarray(offset, offset + length));
  await wait(30);
  request.destroy();
};

const offsetOf = async (url: string): Promise<number> => {
  for (;;) {
    const head = await fetch(url, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    if (head.ok) return Number(head.headers.get('upload-offset'));
    await wait(20);
  }
};

test('an upload whose line breaks at any byte, again and again, ends as the file it was', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const url = (await upload({ personId: id, cutAfter: 1000 })).url ?? '';
  for (const length of [1, 777, 1023]) {
    const offset = await offsetOf(url);
    await breakAfter(url, offset, length);
    // What the server had taken in by then is kept; it never claims more than it was sent.
    expect(await offsetOf(url)).toBeLessThanOrEqual(offset + length);
  }
  await upload({ personId: id, uploadUrl: url });
  const work = await scene.runner.take('import-video');
  expect(await readFile(work.payload.sourcePath)).toEqual(bytes);
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
