/** Imports by real worker processes and real ffprobe: what the played workers of the other tests stand for. */
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { concurrencyOf, configToEnvironment, findTools, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import { sharedHostile, sharedMedia } from '#tests/helpers/shared.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

const clip = sharedMedia('pyfeat_no_face.mp4');
const photo = sharedMedia('immich_portrait_exif_orientation6.jpg');
const truncated = sharedHostile('truncated_half.mp4');

let scene: TestStudio;
beforeEach(async () => {
  const config = loadConfig({ env: {}, options: { dataFolder: '/nowhere' } });
  const { ffmpegPath, ffprobePath } = findTools(process.env);
  const realRunner = createSupervisor({
    workerPath: resolve('server/worker.ts'),
    env: { ...configToEnvironment(config), FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath },
    concurrency: concurrencyOf(config),
  });
  const { maxFileBytes, maxDurationSeconds, maxPixels } = config;
  const limits = { maxFileBytes, maxDurationSeconds, maxPixels };
  scene = await openTestStudio({ realRunner, images: createImageCodec(), settings: { limits } });
});
afterEach(() => scene[Symbol.asyncDispose]());

const importAndWait = async (path: string) => {
  const { id } = await personWithConsent(scene, 'Ana');
  const { id: clipId, jobId } = await scene.studio.clips.importFile({ personId: id, path, extract: null });
  return { personId: id, clipId, job: await scene.studio.jobs.whenEnded(jobId ?? '') };
};

describe('a real worker', () => {
  test.skipIf(clip === undefined)('reads a real clip to its end: facts, digest, thumbnail', async () => {
    const { clipId, job } = await importAndWait(clip ?? '');
    expect(job).toMatchObject({ state: 'done', error: null });
    const view = await scene.studio.clips.read(clipId);
    expect(view).toMatchObject({
      state: 'ready',
      facts: { width: 960, height: 540 },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const thumbnail = await scene.request(`/api/clips/${clipId}/thumbnail`);
    expect(
      Buffer.from(await thumbnail.arrayBuffer())
        .subarray(0, 2)
        .toString('hex'),
    ).toBe('ffd8');
  });

  test('refuses a text that calls itself a video, and leaves nothing', async () => {
    const { personId, job } = await importAndWait(await scene.file('film.mp4', 'this is no video\n'.repeat(100)));
    expect(job).toMatchObject({ state: 'failed', error: { code: 'not_a_video' } });
    expect(await scene.studio.clips.list(personId)).toEqual([]);
    expect(await scene.files.names(`${scene.files.paths.root}/clips`)).toEqual([]);
  });

  test.skipIf(truncated === undefined)('refuses a truncated video', async () => {
    expect((await importAndWait(truncated ?? '')).job).toMatchObject({
      state: 'failed',
      error: { code: 'video_truncated' },
    });
  });
});

test.skipIf(photo === undefined)('a reference photo is kept as an upright JPEG', async () => {
  const { id } = await personWithConsent(scene, 'Ana');
  const { readFile } = await import('node:fs/promises');
  const sent = await scene.request(`/api/persons/${id}/reference`, {
    method: 'PUT',
    body: await readFile(photo ?? ''),
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect([sent.status, await sent.json()]).toMatchObject([200, { hasReference: true }]);
  const image = await createImageCodec().read(scene.files.paths.reference(id));
  const upright = await createImageCodec().read(sharedMedia('immich_portrait.jpg') ?? '');
  expect([image.width, image.height]).toEqual([upright.width, upright.height]);
  const refused = await scene.request(`/api/persons/${id}/reference`, {
    method: 'PUT',
    body: 'no image',
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect([refused.status, await refused.json()]).toMatchObject([400, { code: 'not_an_image' }]);
});
