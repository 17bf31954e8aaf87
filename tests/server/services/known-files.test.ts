/** The same file twice costs nothing: no second upload, no second copy. The witness is the file system's own number of a file. */
import { stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClipView, UploadAnswer } from '#core/contract/clip.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import { facts, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let ana: string;
let bo: string;
beforeEach(async () => {
  scene = await openTestStudio();
  ana = (await personWithConsent(scene, 'Ana')).id;
  bo = (await personWithConsent(scene, 'Bo')).id;
});
afterEach(() => scene[Symbol.asyncDispose]());

const content = 'a film of some length';

const finishImport = async (): Promise<void> => {
  const work = await scene.runner.take('import-video');
  work.begin();
  await writeFile(work.payload.thumbnailPath, 'jpeg');
  const sha256 = await scene.files.digest(work.payload.sourcePath);
  work.done({ facts, sha256, sizeBytes: content.length, playable: true });
  await scene.studio.jobs.whenEnded(work.jobId);
};

const imported = async (personId: string, name = 'film.mp4'): Promise<ClipView> => {
  const { id } = await scene.studio.clips.importFile({
    personId,
    path: await scene.file(name, content),
    extract: null,
  });
  await finishImport();
  return scene.studio.clips.read(id);
};

const sourceOf = ({ id }: { readonly id: string }) => scene.files.paths.clipSource(id, 'mp4');
const numberOf = async (path: string) => (await stat(path)).ino;

const ask = (personId: string, question: { sizeBytes?: number; sha256?: string | null }) =>
  scene.call<UploadAnswer & ErrorReport>('/api/uploads/known', {
    personId,
    name: 'other name.mp4',
    sizeBytes: content.length,
    sha256: null,
    ...question,
  });

describe('asked before an upload', () => {
  test('a file of a size nobody has is to be sent, without its digest being made', async () => {
    await imported(ana);
    expect((await ask(ana, { sizeBytes: 3 })).body).toEqual({ outcome: 'send', clipId: null });
  });

  test('a file of a known size is to be hashed, and sent where the digest is new', async () => {
    await imported(ana);
    expect((await ask(ana, {})).body).toEqual({ outcome: 'hash', clipId: null });
    expect((await ask(ana, { sha256: '0'.repeat(64) })).body).toEqual({ outcome: 'send', clipId: null });
  });

  test('the person’s own file is refused with the clip it is', async () => {
    const clip = await imported(ana);
    const { status, body } = await ask(ana, { sha256: clip.sha256 });
    expect([status, body.code, body.facts.clipId]).toEqual([409, 'clip_duplicate', clip.id]);
  });

  test('another person’s file is here at once, and takes no room', async () => {
    const clip = await imported(ana);
    const { body } = await ask(bo, { sha256: clip.sha256 });
    expect(body.outcome).toBe('here');
    const mine = await scene.studio.clips.read(body.clipId ?? '');
    expect(mine).toMatchObject({ personId: bo, name: 'other name.mp4', state: 'ready', facts, sha256: clip.sha256 });
    expect(await numberOf(sourceOf(mine))).toBe(await numberOf(sourceOf(clip)));
    expect((await scene.runner.take('extract-faces')).payload.clipId).toBe(mine.id);
    await scene.studio.clips.remove(clip.id);
    expect(await scene.files.digest(sourceOf(mine))).toBe(clip.sha256);
  });

  test('without consent nobody learns what is here', async () => {
    const clip = await imported(ana);
    const { id } = await scene.studio.persons.create({ name: 'Cy' });
    expect((await ask(id, { sha256: clip.sha256 })).body.code).toBe('consent_missing');
  });
});

describe('a file imported twice', () => {
  test('by one person is refused before it is copied', async () => {
    const clip = await imported(ana);
    const again = scene.studio.clips.importFile({
      personId: ana,
      path: await scene.file('b.mp4', content),
      extract: null,
    });
    await expect(again).rejects.toMatchObject({ code: 'clip_duplicate', facts: { clipId: clip.id } });
    expect(await scene.files.names(`${scene.files.paths.root}/clips`)).toEqual([clip.id]);
  });

  test('by two people lies there once', async () => {
    const clip = await imported(ana);
    const path = await scene.file('b.mp4', content);
    const mine = await scene.studio.clips.importFile({ personId: bo, path, extract: null });
    expect([mine.state, await numberOf(sourceOf(mine))]).toEqual(['ready', await numberOf(sourceOf(clip))]);
  });

  test('by two people at the same time lies there once, when both are in', async () => {
    const path = await scene.file('a.mp4', content);
    const first = await scene.studio.clips.importFile({ personId: ana, path, extract: null });
    const second = await scene.studio.clips.importFile({ personId: bo, path, extract: null });
    expect(await numberOf(sourceOf(second))).not.toBe(await numberOf(sourceOf(first)));
    await finishImport();
    await finishImport();
    expect(await numberOf(sourceOf(second))).toBe(await numberOf(sourceOf(first)));
  });

  test('whose first clip has lost its file is copied anew', async () => {
    const clip = await imported(ana);
    await scene.files.remove(sourceOf(clip));
    const path = await scene.file('b.mp4', content);
    const mine = await scene.studio.clips.importFile({ personId: bo, path, extract: null });
    expect(mine.state).toBe('importing');
  });
});
