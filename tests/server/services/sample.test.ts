import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SamplePerson } from '#server/ports/sample-source.ts';
import { extractFaces, facts, foundFace } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let clips: string;
let scene: TestStudio;

beforeEach(async () => {
  clips = await mkdtemp(join(tmpdir(), 'understudy-sample-'));
  scene = await openTestStudio({ samples: [await samplePerson('A'), await samplePerson('B')] });
});

afterEach(async () => {
  await scene[Symbol.asyncDispose]();
  await rm(clips, { recursive: true, force: true });
});

test('the sample trains by itself once the faces of both people are found', async () => {
  const sample = await scene.studio.sample.create();
  const begun = scene.studio.sample.begin(sample);
  for (const _person of sample.personIds) await importNext();
  expect((await scene.studio.runs.read(sample.runId)).state).toBe('draft');
  for (const _person of sample.personIds)
    await extractFaces(
      scene,
      Array.from({ length: 20 }, () => foundFace()),
    );
  await begun;
  expect((await scene.studio.runs.read(sample.runId)).state).toBe('queued');
});

test('asked for again, the sample gives the people and the run that are there', async () => {
  const first = await scene.studio.sample.create();
  for (const _person of first.personIds) await importNext();
  expect(await scene.studio.sample.create()).toEqual(first);
  expect(await scene.studio.clips.list()).toHaveLength(2);
});

const samplePerson = async (name: string): Promise<SamplePerson> => {
  const path = join(clips, `${name}.mp4`);
  await writeFile(path, name);
  return {
    name,
    grantedBy: 'The maker',
    purpose: 'A test of the sample',
    evidence: `Package of ${name}`,
    clips: [{ path, name: `${name}.mp4` }],
  };
};

const importNext = async (): Promise<void> => {
  const work = await scene.runner.take('import-video');
  work.begin();
  await writeFile(work.payload.thumbnailPath, 'jpeg');
  const sha256 = createHash('sha256')
    .update(await readFile(work.payload.sourcePath))
    .digest('hex');
  work.done({ facts, sha256, sizeBytes: 1, playable: true });
  await scene.studio.jobs.whenEnded(work.jobId);
};
