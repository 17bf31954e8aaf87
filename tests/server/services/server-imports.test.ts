/** Files of the server are used where they lie; what happens to them later is told and costs nothing. */
import { mkdir, readFile, readlink, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClipView, ImportedPaths, ServerFolder } from '#core/contract/clip.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { photoFacts } from '#core/studio/photo-set.ts';
import { extractFaces, facts, foundFace, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let personId: string;
let opened: string;
beforeEach(async () => {
  const first = await openTestStudio();
  const { folder } = first;
  opened = join(folder, 'footage');
  await mkdir(join(opened, 'trip'), { recursive: true });
  await first.close();
  scene = await openTestStudio({ folder, settings: { importFolders: [opened] } });
  personId = (await personWithConsent(scene, 'Ana')).id;
});
afterEach(() => scene[Symbol.asyncDispose]());

const lay = async (name: string, content = name): Promise<string> => {
  await writeFile(join(opened, name), content);
  return join(opened, name);
};

const link = (path: string) => scene.call<ClipView>('/api/clips/import', { personId, path });

const digestOf = (path: string) => scene.files.digest(path);

/** Plays the worker that imports it. */
const importAll = async (path: string): Promise<ClipView> => {
  const { body } = await link(path);
  const work = await scene.runner.take('import-video');
  work.begin();
  await writeFile(work.payload.thumbnailPath, 'jpeg');
  work.done({ facts, sha256: await digestOf(path), sizeBytes: 1, playable: true });
  await scene.studio.jobs.whenEnded(work.jobId);
  return scene.studio.clips.read(body.id);
};

/** What becomes of the extraction that is started now: it fails by itself, or its worker begins. */
const extraction = async (clipId: string) => {
  const { body } = await scene.call<JobView>(`/api/clips/${clipId}/extractions`, {});
  for (;;) {
    if (scene.runner.waitingKinds.includes('extract-faces')) return scene.runner.take('extract-faces');
    const job = await scene.studio.jobs.read(body.id);
    if (job.state === 'failed') return job;
    await wait(5);
  }
};

describe('a linked clip', () => {
  test('is read where it lies: nothing is copied', async () => {
    const path = await lay('a.mp4');
    const { status, body } = await link(path);
    expect([status, body.linkedPath, body.name]).toEqual([202, path, 'a.mp4']);
    const work = await scene.runner.take('import-video');
    expect(work.payload.sourcePath).toBe(path);
    expect(await scene.files.names(scene.files.paths.folderOf('clips', body.id))).toEqual(['origins.json']);
  });

  test('is known by where its links lead, and one that leads out is refused', async () => {
    const path = await lay('a.mp4');
    await symlink(path, join(opened, 'other-name.mp4'));
    expect((await link(join(opened, 'other-name.mp4'))).body).toMatchObject({
      linkedPath: path,
      name: 'other-name.mp4',
    });
    const outside = await scene.file('secret.mp4');
    await symlink(outside, join(opened, 'way-out.mp4'));
    const refused = await scene.call<ErrorReport>('/api/clips/import', { personId, path: join(opened, 'way-out.mp4') });
    expect([refused.status, refused.body.code]).toEqual([400, 'bad_request']);
  });

  test('leaves the file alone when it is removed, and when its import fails', async () => {
    const path = await lay('a.mp4');
    const clip = await importAll(path);
    await scene.studio.clips.remove(clip.id);
    const { body } = await link(await lay('b.mp4'));
    const work = await scene.runner.take('import-video');
    work.begin();
    work.fail({ code: 'not_a_video', message: 'no' });
    await scene.studio.jobs.whenEnded(work.jobId);
    expect([await readFile(path, 'utf8'), await readFile(join(opened, 'b.mp4'), 'utf8')]).toEqual(['a.mp4', 'b.mp4']);
    expect(await scene.store.clips.read(body.id)).toBeUndefined();
    expect(await scene.files.names(`${scene.files.paths.root}/clips`)).toEqual([]);
  });

  test('is imported again by the next start where the studio ended meanwhile', async () => {
    const { body } = await link(await lay('a.mp4'));
    await scene.close();
    scene = await openTestStudio({ folder: scene.folder, settings: { importFolders: [opened] } });
    expect((await scene.runner.take('import-video')).payload.clipId).toBe(body.id);
  });
});

describe('a linked file that is not what it was', () => {
  const facesOf = async (clipId: string) => (await scene.studio.clips.read(clipId)).faces.kept;

  const imported = async () => {
    const path = await lay('a.mp4', 'the film');
    const clip = await importAll(path);
    await extractFaces(scene, [foundFace(), foundFace({ frameIndex: 5 })]);
    return { path, clip };
  };

  test.each([
    ['gone', (path: string) => rename(path, `${path}.away`)],
    ['another', (path: string) => writeFile(path, 'another film')],
    ['another of the same size', (path: string) => writeFile(path, 'the filM')],
    [
      'a link put in its place',
      async (path: string) => {
        await rename(path, `${path}.away`);
        await symlink(`${path}.away`, path);
      },
    ],
  ])('is told before use, and nothing is lost: %s', async (_title, change) => {
    const { path, clip } = await imported();
    await change(path);
    await utimes(path, new Date(), new Date(Date.now() + 5000)).catch(() => undefined);
    expect(await extraction(clip.id)).toMatchObject({ state: 'failed', error: { code: 'source_changed' } });
    expect((await scene.call<ErrorReport>(`/api/clips/${clip.id}/source`)).body.code).toBe('source_changed');
    expect((await scene.call<ErrorReport>(`/api/clips/${clip.id}/frames/0`)).body.code).toBe('source_changed');
    expect(await facesOf(clip.id)).toBe(2);
  });

  test('works again when it is put back', async () => {
    const { path, clip } = await imported();
    await rename(path, `${path}.away`);
    expect(await extraction(clip.id)).toMatchObject({ error: { code: 'source_changed' } });
    await rename(`${path}.away`, path);
    expect(await extraction(clip.id)).toMatchObject({ payload: { sourcePath: path } });
  });

  test('may be touched: it is read again and found the same', async () => {
    const { path, clip } = await imported();
    await utimes(path, new Date(), new Date(Date.now() + 60_000));
    expect(await extraction(clip.id)).toMatchObject({ payload: { sourcePath: path } });
  });
});

describe('whole folders', () => {
  const layTrip = async () => {
    for (const name of ['trip/b.MOV', 'trip/a.mp4', 'trip/2.jpg', 'trip/10.png', 'trip/notes.txt', 'trip/.hidden.mp4'])
      await lay(name);
    await mkdir(join(opened, 'trip', 'more'));
    await lay('trip/more/3.heic');
    await symlink(await scene.file('outside.mp4'), join(opened, 'trip', 'leads-out.mp4'));
    await symlink(join(opened, 'trip'), join(opened, 'trip', 'more', 'circle'));
  };

  test('become a clip a video and one set of all photos; the rest is named', async () => {
    await layTrip();
    const { body } = await scene.call<ImportedPaths>('/api/server-folders/imports', {
      personId,
      paths: [join(opened, 'trip')],
    });
    expect(body.clips.map(({ name, kind }) => [name, kind])).toEqual([
      ['a.mp4', 'video'],
      ['b.MOV', 'video'],
      ['trip', 'photos'],
    ]);
    expect(body.skipped).toEqual([{ name: 'notes.txt', code: 'not_a_video' }]);
    const set = body.clips[2]?.id ?? '';
    const folder = scene.files.paths.clipPhotos(set);
    expect((await scene.files.names(folder)).toSorted()).toEqual(['0.jpg', '1.png', '2.heic']);
    expect(await readlink(join(folder, '1.png'))).toBe(join(opened, 'trip', '10.png'));
  });

  test('photos that broke are named, and their numbers stay free', async () => {
    await layTrip();
    const paths = ['2.jpg', '10.png'].map((name) => join(opened, 'trip', name));
    const { body } = await scene.call<ImportedPaths>('/api/server-folders/imports', { personId, paths });
    const work = await scene.runner.take('import-video');
    expect(work.payload).toMatchObject({
      clipKind: 'photos',
      sourcePath: scene.files.paths.clipPhotos(body.clips[0]?.id ?? ''),
    });
    work.begin();
    work.done({
      facts: photoFacts({ count: 1, numbers: 2, width: 9, height: 9 }),
      sha256: 'x',
      sizeBytes: 6,
      playable: false,
      photos: [
        { number: 0, sha256: '', refused: 'not_an_image' },
        { number: 1, sha256: await digestOf(paths[1] ?? ''), refused: null },
      ],
    });
    await scene.studio.jobs.whenEnded(work.jobId);
    const clip = await scene.studio.clips.read(body.clips[0]?.id ?? '');
    expect(clip).toMatchObject({ state: 'ready', skipped: [{ name: '2.jpg', code: 'not_an_image' }] });
    expect(await scene.files.names(scene.files.paths.clipPhotos(clip.id))).toEqual(['1.png']);
    expect(await readFile(join(opened, 'trip', '2.jpg'), 'utf8')).toBe('trip/2.jpg');
    const extracting = await scene.runner.take('extract-faces');
    expect(extracting.payload).toMatchObject({ clipKind: 'photos', sampling: { samplesPerSecond: null } });
    extracting.fail({ code: 'no_faces', message: 'none' });
    await scene.studio.jobs.whenEnded(extracting.jobId);
    await writeFile(paths[1] ?? '', 'another picture');
    expect(await extraction(clip.id)).toMatchObject({ error: { code: 'source_changed' } });
  });

  test('show what lies in them and nothing of what lies beside', async () => {
    await layTrip();
    const list = async (path?: string) =>
      (await scene.call<ServerFolder>(`/api/server-folders${path ? `?path=${encodeURIComponent(path)}` : ''}`)).body;
    expect(await list()).toEqual({ path: null, parent: null, folders: [{ name: opened, path: opened }], files: [] });
    const trip = await list(join(opened, 'trip'));
    expect(trip).toMatchObject({ path: join(opened, 'trip'), parent: opened, folders: [{ name: 'more' }] });
    expect(trip.files.map(({ name, kind }) => [name, kind])).toEqual([
      ['2.jpg', 'photo'],
      ['10.png', 'photo'],
      ['a.mp4', 'video'],
      ['b.MOV', 'video'],
      ['notes.txt', 'other'],
    ]);
    expect((await list(opened)).parent).toBeNull();
    for (const path of ['/etc', `${opened}/../data`, scene.files.paths.root, join(opened, 'trip', 'leads-out.mp4')])
      expect(await scene.call<ErrorReport>(`/api/server-folders?path=${encodeURIComponent(path)}`)).toMatchObject({
        status: 400,
        body: { code: 'bad_request' },
      });
  });
});
