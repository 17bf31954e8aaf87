import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { datasetFace, datasetHeader, datasetListName } from '#core/contract/dataset.ts';
import { faceQuery } from '#core/contract/face-query.ts';
import { createZipFiles } from '#server/adapters/zip/zip-files.ts';
import { extractFaces, foundFace, importedClip, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

const exported = async (personId: string) => {
  const { zip, fileName } = await scene.studio.datasets.export({ personId, states: ['kept'] });
  const path = join(scene.folder, fileName);
  await writeFile(path, await buffer(zip));
  return path;
};

it('an export holds the kept faces, each with its line and its crop', async () => {
  const person = await personWithConsent(scene, 'Ana Müller');
  await importedClip(scene, person.id, 'holiday.mp4');
  const faces = [foundFace({ yaw: 12 }), foundFace({ frameIndex: 5 }), foundFace({ frameIndex: 9, state: 'other' })];
  await extractFaces(scene, faces);
  await using zip = await createZipFiles().open(await exported(person.id));

  const lines: string[] = [];
  for await (const line of zip.lines(datasetListName)) lines.push(line);
  expect(datasetHeader.parse(JSON.parse(lines[0] ?? ''))).toMatchObject({ person: 'Ana Müller', faceCount: 2 });
  const listed = lines.slice(1).map((line) => datasetFace.parse(JSON.parse(line)));
  expect(listed.map(({ frameIndex, yaw }) => [frameIndex, Math.round(yaw)])).toEqual([
    [0, 12],
    [5, 0],
  ]);
  expect(listed[0]?.clip.name).toBe('holiday.mp4');
  for (const { file } of listed) {
    const id = file.slice('faces/'.length, -'.jpg'.length);
    expect(new TextDecoder().decode(await zip.read(file))).toBe(`crop ${id}`);
  }
});

it('without consent nothing is exported and no zip is taken in', async () => {
  const { id } = await scene.studio.persons.create({ name: 'Bo' });
  const path = await scene.file('set.zip');
  await expect(scene.studio.datasets.export({ personId: id, states: [] })).rejects.toMatchObject({
    code: 'consent_missing',
  });
  await expect(scene.studio.datasets.adopt({ personId: id, path, name: 'set.zip' })).rejects.toMatchObject({
    code: 'consent_missing',
  });
});

it('a zip becomes a set of photos with the faces that its worker found', async () => {
  const { id: personId } = await personWithConsent(scene, 'Ana');
  const path = await scene.file('friends.zip');
  const clip = await scene.studio.datasets.adopt({ personId, path, name: 'friends.zip' });
  expect(clip).toMatchObject({ kind: 'photos', state: 'importing', name: 'friends.zip' });
  const work = await scene.runner.take('import-dataset');
  work.begin();
  const { state, likeness, clusterId: _cluster, twinOf, ...face } = foundFace();
  const { photosFolder, facesFolder, clusterId } = work.payload;
  for (const folder of [photosFolder, facesFolder]) await scene.files.makeFolder(folder);
  await writeFile(join(photosFolder, '0.jpg'), 'photo');
  await writeFile(join(facesFolder, `${face.id}.jpg`), 'crop');
  await work.news({ kind: 'faces', faces: [face] });
  await work.news({ kind: 'identities', identities: [{ id: face.id, state, likeness, clusterId, twinOf }] });
  work.done({
    ...{ source: 'faceswap', pictures: 1, skipped: { withoutFace: 2, unreadable: 0 } },
    ...{ width: 256, height: 256, descriptor: [0.6, 0.8] },
  });
  await scene.studio.jobs.whenEnded(work.jobId);

  expect(await scene.studio.clips.read(clip.id)).toMatchObject({ state: 'ready', faces: { kept: 1 } });
  expect(await scene.store.faces.search(faceQuery.parse({ personId }))).toEqual([face.id]);
  expect(await scene.files.names(scene.files.paths.clipPhotos(clip.id))).toEqual(['0.jpg']);
});

it('a zip that is refused leaves nothing behind', async () => {
  const { id: personId } = await personWithConsent(scene, 'Ana');
  const path = await scene.file('bad.zip');
  const clip = await scene.studio.datasets.adopt({ personId, path, name: 'bad.zip' });
  const work = await scene.runner.take('import-dataset');
  work.begin();
  work.fail({ code: 'not_an_archive', message: 'This file is no zip archive.' });
  await scene.studio.jobs.whenEnded(work.jobId);
  expect(await scene.studio.clips.list(personId)).toEqual([]);
  expect(await scene.files.exists(scene.files.paths.folderOf('clips', clip.id))).toBe(false);
});
