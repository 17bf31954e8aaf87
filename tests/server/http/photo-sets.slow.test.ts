/** Photos go up one by one and become one set; each is opened by the real reader when it arrives. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClipView } from '#core/contract/clip.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';
import { photoReader } from '#tests/helpers/real-tools.ts';
import { listen } from '#tests/server/helpers/listen.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let server: Awaited<ReturnType<typeof listen>>;
let personId: string;
let now = new Date();
beforeEach(async () => {
  now = new Date();
  scene = await openTestStudio({ photos: photoReader, now: () => now });
  server = await listen(scene);
  personId = (await personWithConsent(scene, 'Ana')).id;
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await scene[Symbol.asyncDispose]();
});

const picture = async (name: string, colour: string): Promise<Buffer> => {
  const path = join(scene.folder, name);
  await ffmpeg(['-f', 'lavfi', '-i', `color=${colour}:size=64x48`, '-frames:v', '1', path]);
  return readFile(path);
};

/** Gives the upload's id. */
const upload = (bytes: Buffer, filename: string) =>
  new Promise<string>((resolve, reject) => {
    const work: Upload = new Upload(bytes, {
      endpoint: `${server.address}/api/uploads`,
      retryDelays: [],
      metadata: { personId, filename, kind: 'photo' },
      onSuccess: () => resolve(work.url?.split('/').at(-1) ?? ''),
      onError: reject,
    });
    work.start();
  });

const createSet = (uploads: readonly string[], of = personId) =>
  scene.call<ClipView & ErrorReport>('/api/photo-sets', { personId: of, name: 'Summer', uploads });

test('photos that went up become a set in the order asked for', async () => {
  const [white, red] = [await picture('w.png', 'white'), await picture('r.jpg', 'red')];
  const [first, second] = [await upload(white, 'w.png'), await upload(red, 'r.JPG')];
  const { status, body } = await createSet([second, first]);
  expect([status, body.kind, body.name, body.state]).toEqual([202, 'photos', 'Summer', 'importing']);
  const work = await scene.runner.take('import-video');
  expect(work.payload).toMatchObject({ clipId: body.id, clipKind: 'photos' });
  expect((await readdir(work.payload.sourcePath)).toSorted()).toEqual(['0.jpg', '1.png']);
  expect(await readFile(join(work.payload.sourcePath, '0.jpg'))).toEqual(red);
  for (const folder of [scene.files.paths.uploads, scene.files.paths.parkedPhotos])
    expect(await scene.files.names(folder)).toEqual([]);
});

test('a broken photo is refused when it arrives, and leaves nothing', async () => {
  const error = (await upload(Buffer.from('words'), 'broken.jpg').catch((reason: unknown) => reason)) as {
    originalResponse: { getBody(): string };
  };
  expect(JSON.parse(error.originalResponse.getBody())).toMatchObject({ code: 'not_an_image' });
  for (const folder of [scene.files.paths.uploads, scene.files.paths.parkedPhotos])
    expect(await scene.files.names(folder)).toEqual([]);
});

test('photos of another person, or that are not here, make no set', async () => {
  const id = await upload(await picture('w.png', 'white'), 'w.png');
  const other = (await personWithConsent(scene, 'Bo')).id;
  expect((await createSet([id], other)).body.code).toBe('not_found');
  expect((await createSet([id, 'gone'])).body.code).toBe('not_found');
  expect((await createSet(['..'])).body.code).toBe('bad_request');
  expect(await scene.studio.clips.list()).toEqual([]);
  expect((await createSet([id])).status).toBe(202);
});

test('photos nobody made a set of are gone a day later, others wait over a restart', async () => {
  const old = await upload(await picture('w.png', 'white'), 'w.png');
  now = new Date(now.getTime() + 20 * 3600 * 1000);
  const young = await upload(await picture('r.png', 'red'), 'r.png');
  now = new Date(now.getTime() + 10 * 3600 * 1000);
  await server[Symbol.asyncDispose]();
  await scene.close();
  scene = await openTestStudio({ folder: scene.folder, photos: photoReader, now: () => now });
  server = await listen(scene);
  expect(await scene.files.names(scene.files.paths.parkedPhotos)).toEqual([young]);
  expect((await createSet([old])).body.code).toBe('not_found');
  expect((await createSet([young])).status).toBe(202);
});

test('a set of photos is not converted', async () => {
  const { id } = (await createSet([await upload(await picture('w.png', 'white'), 'w.png')])).body;
  const run = await scene.studio.runs.create({
    personAId: personId,
    personBId: (await personWithConsent(scene, 'Bo')).id,
    settings: {},
  });
  const refused = await scene.call<ErrorReport>('/api/conversions', {
    runId: run.id,
    clipId: id,
    settings: { to: 'b' },
  });
  expect([refused.status, refused.body.code]).toEqual([400, 'not_a_video']);
});
