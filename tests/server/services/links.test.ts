/** Links in a studio whose workers the test plays. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '#core/contract/errors.ts';
import type { LinkChecked, LinkFacts, LinksAdded, LinkView } from '#core/contract/link.ts';
import { facts as clipFacts, importedClip, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let personId: string;

beforeEach(async () => {
  scene = await openTestStudio();
  personId = (await personWithConsent(scene, 'Ana')).id;
});
afterEach(() => scene[Symbol.asyncDispose]());

const factsOf = (url: string, changes: Partial<LinkFacts> = {}): LinkFacts => ({
  title: 'A take',
  site: 'a.test',
  pageUrl: url,
  durationSeconds: 12,
  sizeBytes: null,
  note: null,
  ...changes,
});

const add = (urls: readonly string[]): Promise<LinksAdded> => scene.studio.links.add({ personId, urls: [...urls] });

const read = (id: string): Promise<LinkView> => scene.studio.links.read(id);

/** Added and known. */
const readyLink = async (url: string, facts: Partial<LinkFacts> = {}): Promise<LinkView> => {
  const { links } = await add([url]);
  const work = await scene.runner.take('check-links');
  for (const link of work.payload.links)
    await work.news({
      kind: 'link-checked',
      linkId: link.linkId,
      checked: { status: 'ready', facts: factsOf(link.url, facts), hasThumbnail: false },
    });
  work.done({ checked: 1 });
  await scene.studio.jobs.whenEnded(work.jobId);
  return read(links[0]?.id ?? '');
};

/** Plays the worker that downloads these bytes. */
const finishDownload = async (bytes = 'video'): Promise<string> => {
  const work = await scene.runner.take('download-clip');
  work.begin();
  await mkdir(work.payload.folder, { recursive: true });
  const path = join(work.payload.folder, 'video.mp4');
  await writeFile(path, bytes);
  work.done({ path, title: 'A take', sha256: bytes, sizeBytes: bytes.length });
  await scene.studio.jobs.whenEnded(work.jobId);
  return work.jobId;
};

const finishImport = async (sha256: string): Promise<void> => {
  const work = await scene.runner.take('import-video');
  work.begin();
  work.done({ facts: clipFacts, sha256, sizeBytes: 5, playable: true });
  await scene.studio.jobs.whenEnded(work.jobId);
};

describe('pasting links', () => {
  test('takes each address once and says of the others why not', async () => {
    const { links, refused } = await add(['https://a.test/1#x', 'https://a.test/1', 'nonsense', 'https://a.test/2']);
    expect(links.map(({ url, state }) => ({ url, state }))).toEqual([
      { url: 'https://a.test/1', state: 'checking' },
      { url: 'https://a.test/2', state: 'checking' },
    ]);
    expect(refused).toMatchObject([
      { url: 'https://a.test/1', code: 'link_duplicate', linkId: links[0]?.id },
      { url: 'nonsense', code: 'link_malformed' },
    ]);
    expect((await scene.studio.links.list(personId)).map(({ url }) => url)).toEqual(links.map(({ url }) => url));
  });

  test('needs consent, and starts nothing without it', async () => {
    const { id } = await scene.studio.persons.create({ name: 'Bo' });
    const { status, body } = await scene.call<{ code: string }>('/api/links', {
      personId: id,
      urls: ['https://a.test/1'],
    });
    expect([status, body.code]).toEqual([403, 'consent_missing']);
    expect(scene.runner.waitingKinds).toEqual([]);
  });

  test('all of one paste are looked at by one job, each told of at once', async () => {
    const { links } = await add(['https://a.test/1', 'https://a.test/2', 'https://a.test/3']);
    const [first, second, third] = links.map(({ id }) => id);
    const work = await scene.runner.take('check-links');
    const url = 'https://a.test/1';
    const tell = (linkId: string, checked: LinkChecked) => work.news({ kind: 'link-checked', linkId, checked });
    await tell(first ?? '', { status: 'ready', facts: factsOf(url), hasThumbnail: true });
    await tell(second ?? '', { status: 'failed', error: { code: 'link_missing', message: 'HTTP Error 404' } });
    expect(await read(first ?? '')).toMatchObject({ state: 'ready', facts: { title: 'A take' }, hasThumbnail: true });
    expect(await read(second ?? '')).toMatchObject({ state: 'failed', error: { code: 'link_missing' } });
    expect(await read(third ?? '')).toMatchObject({ state: 'checking' });
    expect(scene.told.filter(({ type }) => type === 'link:changed').length).toBeGreaterThanOrEqual(5);
    work.fail({ code: 'worker_crashed', message: 'gone' });
    await scene.studio.jobs.whenEnded(work.jobId);
    expect(await read(third ?? '')).toMatchObject({ state: 'failed', error: { code: 'worker_crashed' } });
    expect(await read(first ?? '')).toMatchObject({ state: 'ready' });
  });

  test('an address that leads to a video of the list is no second one', async () => {
    const page = 'https://a.test/watch?v=1';
    await readyLink(page);
    const again = await readyLink('https://short.test/1', { pageUrl: page });
    expect(again).toMatchObject({ state: 'failed', error: { code: 'link_duplicate' } });
  });
});

describe('a list of videos', () => {
  const entry = (index: number, url: string | null) => ({ index, title: `Take ${index}`, durationSeconds: null, url });

  test('asks which, and becomes links of those', async () => {
    const { links } = await add(['https://a.test/list']);
    const work = await scene.runner.take('check-links');
    const playlist = {
      title: 'Takes',
      count: 4,
      entries: [entry(1, 'https://a.test/1'), entry(2, null), entry(3, 'https://a.test/3')],
    };
    const listId = links[0]?.id ?? '';
    await work.news({ kind: 'link-checked', linkId: listId, checked: { status: 'choosing', playlist } });
    work.done({ checked: 1 });
    expect(await read(listId)).toMatchObject({ state: 'choosing', playlist: { count: 4 } });
    const { status, body } = await scene.call<LinkView[]>(`/api/links/${listId}/choice`, { indexes: [1, 2] });
    expect([status, body.map(({ url, state }) => ({ url, state }))]).toEqual([
      202,
      [
        { url: 'https://a.test/1', state: 'checking' },
        { url: 'https://a.test/list', state: 'checking' },
      ],
    ]);
    const { payload } = await scene.runner.take('check-links');
    expect(payload.links.map(({ url, item }) => ({ url, item }))).toEqual([
      { url: 'https://a.test/1', item: null },
      { url: 'https://a.test/list', item: 2 },
    ]);
    await expect(read(listId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('nothing is chosen from a video', async () => {
    const { id } = await readyLink('https://a.test/1');
    const { status, body } = await scene.call<{ code: string }>(`/api/links/${id}/choice`, { indexes: [1] });
    expect([status, body.code]).toEqual([409, 'job_state']);
  });
});

describe('downloading', () => {
  test('makes a clip that knows where it came from', async () => {
    const link = await readyLink('https://a.test/1');
    const [queued] = await scene.studio.links.download([link.id]);
    expect(queued).toMatchObject({ state: 'queued', jobId: expect.any(String) });
    await finishDownload();
    const done = await read(link.id);
    expect(done).toMatchObject({ state: 'done', clipId: expect.any(String) });
    await finishImport('video');
    const [clip] = await scene.studio.clips.list(personId);
    expect(clip).toMatchObject({
      id: done.clipId,
      name: 'A take.mp4',
      sourceUrl: 'https://a.test/1',
      state: 'ready',
    });
    expect(await readdir(join(scene.folder, 'data', 'links', link.id)).catch(() => [])).toEqual([]);
  });

  test('an address whose clip is here already costs nothing, and leads to the clip', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    await finishDownload();
    const { clipId } = await read(id);
    await scene.studio.links.remove(id);
    expect((await add(['https://a.test/1'])).refused).toMatchObject([{ code: 'clip_duplicate', clipId }]);
    const other = await readyLink('https://short.test/1', { pageUrl: 'https://a.test/1' });
    expect(other).toMatchObject({ state: 'done', clipId });
    expect(scene.runner.waitingKinds).not.toContain('download-clip');
  });

  test('a file that is here already is not kept twice: the link leads to its clip', async () => {
    const clip = await importedClip(scene, personId, 'same.mp4');
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    await finishDownload('same.mp4');
    expect(await read(id)).toMatchObject({ state: 'done', clipId: clip.id });
    expect((await scene.studio.clips.list(personId)).map((one) => one.id)).toEqual([clip.id]);
  });

  test.each<[ErrorCode]>([['link_unreachable'], ['link_missing'], ['disk_full']])(
    'one that failed with %s says so and goes on where it was when tried again',
    async (code) => {
      const { id } = await readyLink('https://a.test/1');
      await scene.studio.links.download([id]);
      const work = await scene.runner.take('download-clip');
      work.begin();
      await mkdir(work.payload.folder, { recursive: true });
      await writeFile(join(work.payload.folder, 'video.mp4.part'), 'half');
      work.fail({ code, message: 'broken' });
      await scene.studio.jobs.whenEnded(work.jobId);
      expect(await read(id)).toMatchObject({ state: 'failed', error: { code, message: 'broken' }, jobId: null });
      expect(await scene.studio.links.retry(id)).toMatchObject({ state: 'queued', error: null });
      const again = await scene.runner.take('download-clip');
      expect(again.payload.folder).toBe(work.payload.folder);
      expect(await readdir(again.payload.folder)).toEqual(['video.mp4.part']);
    },
  );

  test('a link that could not be read is looked at again', async () => {
    const { links } = await add(['https://a.test/1']);
    const id = links[0]?.id ?? '';
    const work = await scene.runner.take('check-links');
    const checked = { status: 'failed' as const, error: { code: 'link_unreachable', message: 'no answer' } };
    await work.news({ kind: 'link-checked', linkId: id, checked });
    work.done({ checked: 1 });
    expect(await scene.studio.links.retry(id)).toMatchObject({ state: 'checking', error: null });
    expect((await scene.runner.take('check-links')).payload.links).toMatchObject([{ linkId: id }]);
  });

  test('a cancelled one waits with what it has', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    const work = await scene.runner.take('download-clip');
    work.begin();
    expect(await read(id)).toMatchObject({ jobId: work.jobId });
    await scene.studio.jobs.cancel(work.jobId);
    await scene.studio.jobs.whenEnded(work.jobId);
    expect(await read(id)).toMatchObject({ state: 'ready', error: null, jobId: null });
  });

  test('a file that turns out to be no video leaves a link that says so', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    await finishDownload();
    const work = await scene.runner.take('import-video');
    work.fail({ code: 'not_a_video', message: 'no video' });
    await expect.poll(() => read(id)).toMatchObject({ state: 'failed', error: { code: 'not_a_video' }, clipId: null });
  });

  test('a clip that is removed can be downloaded again', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    await finishDownload();
    await finishImport('video');
    const { clipId } = await read(id);
    await expect(scene.studio.links.retry(id)).rejects.toMatchObject({ code: 'job_state' });
    await scene.studio.clips.remove(clipId ?? '');
    expect(await read(id)).toMatchObject({ state: 'done', clipId: null });
    expect(await scene.studio.links.retry(id)).toMatchObject({ state: 'queued' });
  });

  test('ends when consent is withdrawn, and keeps nothing that comes afterwards', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    const work = await scene.runner.take('download-clip');
    work.begin();
    const { consents } = await scene.studio.persons.read(personId);
    await scene.studio.persons.withdrawConsent(personId, consents[0]?.id ?? '');
    expect(work.isCancelled).toBe(true);
    expect(await read(id)).toMatchObject({ state: 'failed', error: { code: 'consent_withdrawn' } });
    await expect(scene.studio.links.retry(id)).rejects.toMatchObject({ code: 'consent_withdrawn' });
    expect(await scene.studio.clips.list(personId)).toEqual([]);
  });
});

describe('what is removed', () => {
  test('a link goes with its download and its files; its clip stays', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    const work = await scene.runner.take('download-clip');
    work.begin();
    await mkdir(work.payload.folder, { recursive: true });
    expect((await scene.call(`/api/links/${id}`, undefined, 'DELETE')).status).toBe(204);
    expect(work.isCancelled).toBe(true);
    expect(await readdir(join(scene.folder, 'data', 'links'))).toEqual([]);
    expect(scene.told).toContainEqual({ type: 'link:removed', linkId: id, personId });
  });

  test('a person takes their links along', async () => {
    const { id } = await readyLink('https://a.test/1');
    await mkdir(join(scene.folder, 'data', 'links', id), { recursive: true });
    await scene.studio.persons.remove(personId);
    expect(await scene.store.links.list({})).toEqual([]);
    expect(await readdir(join(scene.folder, 'data', 'links'))).toEqual([]);
  });
});

describe('after the studio has ended', () => {
  const restart = async () => {
    await scene.close();
    scene = await openTestStudio({ folder: scene.folder });
  };

  test('what was being looked at is looked at again', async () => {
    const { links } = await add(['https://a.test/1', 'https://a.test/2']);
    await scene.runner.take('check-links');
    await restart();
    const { payload } = await scene.runner.take('check-links');
    expect(payload.links.map(({ linkId }) => linkId)).toEqual(links.map(({ id }) => id));
  });

  test('a download goes on with what it had', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    const work = await scene.runner.take('download-clip');
    work.begin();
    await mkdir(work.payload.folder, { recursive: true });
    await writeFile(join(work.payload.folder, 'video.mp4.part'), 'half');
    await restart();
    const again = await scene.runner.take('download-clip');
    expect(await readdir(again.payload.folder)).toEqual(['video.mp4.part']);
    expect(await read(id)).toMatchObject({ state: 'queued' });
  });

  test('nothing goes on for whom consent has ended', async () => {
    const { id } = await readyLink('https://a.test/1');
    await scene.studio.links.download([id]);
    const { consents } = await scene.studio.persons.read(personId);
    await scene.store.consents.withdraw(consents[0]?.id ?? '', new Date().toISOString());
    await restart();
    expect(await read(id)).toMatchObject({ state: 'failed', error: { code: 'interrupted' } });
    expect(scene.runner.waitingKinds).toEqual([]);
  });
});

describe('the part of a clip to look through', () => {
  const sampling = { inSeconds: 0.5, outSeconds: 1, samplesPerSecond: 2 };

  test('is kept with the clip, told, and taken by the next extraction', async () => {
    const clip = await importedClip(scene, personId);
    await scene.runner.take('extract-faces').then((work) => work.fail({ code: 'no_faces', message: '' }));
    await expect.poll(() => scene.studio.jobs.activeOn(clip.id)).toBeNull();
    const { status, body } = await scene.call(`/api/clips/${clip.id}`, { sampling }, 'PATCH');
    expect([status, body]).toMatchObject([200, { sampling }]);
    expect(scene.told).toContainEqual(
      expect.objectContaining({ type: 'clip:changed', clip: expect.objectContaining({ sampling }) }),
    );
    await scene.studio.extractions.start(clip.id, {});
    expect((await scene.runner.take('extract-faces')).payload.sampling).toEqual(sampling);
  });

  test.each([
    ['that begins behind the end of the clip', { ...sampling, inSeconds: 1e6, outSeconds: null }],
    ['that ends before it begins', { ...sampling, inSeconds: 5, outSeconds: 1 }],
    ['of no samples', { ...sampling, samplesPerSecond: 0 }],
  ])('is refused where it is one %s', async (_what, wrong) => {
    const clip = await importedClip(scene, personId);
    const { status, body } = await scene.call(`/api/clips/${clip.id}`, { sampling: wrong }, 'PATCH');
    expect([status, body]).toMatchObject([400, { code: 'bad_request' }]);
  });
});
