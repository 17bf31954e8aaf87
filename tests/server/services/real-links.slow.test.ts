/** From a pasted address to a clip: real worker processes, real yt-dlp, a site on loopback that the operator allows. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LinkView } from '#core/contract/link.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { concurrencyOf, configToEnvironment, findTools, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import { processesWith } from '#tests/helpers/processes.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';
import { openVideoServer, type VideoServer } from '#tests/server/helpers/video-server.ts';

// Several programs start one after the other, beside the finding of faces that follows an import.
vi.setConfig({ testTimeout: 180_000 });

let site: VideoServer;
let scene: TestStudio;
let personId: string;

beforeAll(async () => {
  site = await openVideoServer();
});
afterAll(() => site[Symbol.asyncDispose]());

const open = async (folder?: string): Promise<TestStudio> => {
  const config = loadConfig({ env: {}, options: { dataFolder: '/nowhere', allowedHosts: site.host } });
  const { ffmpegPath, ffprobePath } = findTools(process.env);
  const { maxFileBytes, maxDurationSeconds, maxPixels } = config;
  return openTestStudio({
    folder,
    realRunner: createSupervisor({
      workerPath: resolve('server/worker.ts'),
      env: { ...configToEnvironment(config), FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath },
      concurrency: concurrencyOf(config),
    }),
    images: createImageCodec(),
    settings: { limits: { maxFileBytes, maxDurationSeconds, maxPixels } },
  });
};

beforeEach(async () => {
  scene = await open();
  personId = (await personWithConsent(scene, 'Ana')).id;
  site.asked.length = 0;
});
afterEach(() => scene[Symbol.asyncDispose]());

const read = (id: string): Promise<LinkView> => scene.studio.links.read(id);

const add = async (paths: readonly string[]): Promise<LinkView[]> => {
  const { links } = await scene.studio.links.add({ personId, urls: paths.map(site.url) });
  await expect
    .poll(() => Promise.all(links.map(({ id }) => read(id))), longEnough)
    .not.toContainEqual(expect.objectContaining({ state: 'checking' }));
  return Promise.all(links.map(({ id }) => read(id)));
};

const longEnough = { timeout: 50_000, interval: 100 };

describe('a pasted address', () => {
  test('shows what it is, with a picture of our own, and becomes a clip', async () => {
    const [page, file, nothing] = await add(['/take.html', '/clip.mp4', '/nothing.html']);
    expect(page).toMatchObject({
      state: 'ready',
      facts: { title: 'A take by the window', durationSeconds: 6 },
      hasThumbnail: true,
    });
    // Its site says nothing of a plain file: the beginning of the file does.
    expect(file).toMatchObject({
      state: 'ready',
      facts: { title: 'clip', durationSeconds: expect.closeTo(6, 1) },
      hasThumbnail: true,
    });
    expect(nothing).toMatchObject({ state: 'failed', error: { code: 'link_no_video' } });
    const picture = await scene.request(`/api/links/${page?.id}/thumbnail`);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(
      await createImageCodec().decode(new Uint8Array(await picture.arrayBuffer()), { maxSide: 9999 }),
    ).toMatchObject({
      width: 320,
      height: 240,
    });

    await scene.studio.links.download([page?.id ?? '']);
    await expect.poll(() => read(page?.id ?? ''), longEnough).toMatchObject({ state: 'done' });
    const { clipId } = await read(page?.id ?? '');
    await expect
      .poll(() => scene.studio.clips.read(clipId ?? ''), longEnough)
      .toMatchObject({
        state: 'ready',
        name: 'A take by the window.mp4',
        sourceUrl: site.url('/take.html'),
        sha256: site.clipSha256,
        facts: { width: 320, height: 240 },
      });
    // The same file behind another address leads to the same clip.
    await scene.studio.links.download([file?.id ?? '']);
    await expect.poll(() => read(file?.id ?? ''), longEnough).toMatchObject({ state: 'done', clipId });
    expect(await scene.studio.clips.list(personId)).toHaveLength(1);
  });

  test('that leads into a private network is refused, and named', async () => {
    const [link] = await add(['/to-metadata.mp4']);
    expect(link).toMatchObject({ state: 'failed', error: { code: 'address_refused' } });
  });
});

describe('a download', () => {
  test('that the site breaks off and refuses for a while is gone on with until it is whole', async () => {
    const [busy] = await add(['/clip.mp4?a']);
    await scene.store.links.update(busy?.id ?? '', { url: site.url('/busy.mp4') });
    await scene.studio.links.download([busy?.id ?? '']);
    await expect.poll(() => read(busy?.id ?? ''), longEnough).toMatchObject({ state: 'done' });
    expect(site.asked.filter(({ path }) => path === '/busy.mp4').length).toBeGreaterThanOrEqual(3);
    const stages = scene.told.flatMap((event) => (event.type === 'job:changed' ? [event.job.progress?.stage] : []));
    expect(stages).toContain('waiting');
  });

  /** Part of it has come. */
  const started = async (): Promise<{ id: string; jobId: string }> => {
    const [link] = await add(['/drip.mp4']);
    const id = link?.id ?? '';
    await scene.studio.links.download([id]);
    await expect
      .poll(async () => (await scene.studio.jobs.list()).find(({ kind }) => kind === 'download-clip'), longEnough)
      .toMatchObject({
        progress: { stage: 'downloading', unit: 'bytes', total: site.clip.length, done: expect.any(Number) },
      });
    const folder = join(scene.folder, 'data', 'links', id, 'download');
    await expect.poll(() => readdir(folder), longEnough).toEqual(['video.mp4.part']);
    const jobId = (await read(id)).jobId ?? '';
    await expect
      .poll(async () => (await scene.studio.jobs.read(jobId)).progress?.done ?? 0, longEnough)
      .toBeGreaterThan(50_000);
    return { id, jobId };
  };

  test('that is cancelled ends within two seconds, and no process of it is left', async () => {
    const { id, jobId } = await started();
    expect(processesWith(site.url('/drip.mp4')).length).toBeGreaterThan(0);
    await scene.studio.jobs.cancel(jobId);
    const late = new Promise((resolve) => setTimeout(resolve, 2000, 'late'));
    expect(await Promise.race([scene.studio.jobs.whenEnded(jobId), late])).toMatchObject({ state: 'cancelled' });
    expect(processesWith(site.url('/drip.mp4'))).toEqual([]);
    expect(await read(id)).toMatchObject({ state: 'ready' });
  });

  test('that the end of the studio cuts goes on from its part at the next start', async () => {
    const { id } = await started();
    await scene.close();
    expect(processesWith(site.url('/drip.mp4'))).toEqual([]);
    site.asked.length = 0;
    scene = await open(scene.folder);
    await expect.poll(() => read(id), longEnough).toMatchObject({ state: 'done' });
    expect(site.asked.some(({ range }) => /^bytes=[1-9]\d{4,}-$/.test(range ?? ''))).toBe(true);
    const [clip] = await scene.studio.clips.list(personId);
    await expect
      .poll(() => scene.studio.clips.read(clip?.id ?? ''), longEnough)
      .toMatchObject({ sha256: site.clipSha256 });
  });
});
