/** The convert verb with a model of others: by its name, for whom it was named, over whom the video shows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runCli } from '#server/cli/run-cli.ts';
import { loadConfig } from '#server/config.ts';
import { facts as clipFacts, personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let folder: string;
let scene: TestStudio;
let modelId: string;
const errors: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-cli-'));
  scene = await openTestStudio({ folder });
  errors.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  await personWithConsent(scene, 'Ana');
  await personWithConsent(scene, 'Bo');
  const eva = await personWithConsent(scene, 'Eva');
  const arriving = { path: await scene.file('upload', 'some model'), name: 'eva.dfm' };
  const { modelId: id, job } = await scene.studio.dfmModels.adopt(arriving);
  const looked = { sha256: 'ab'.repeat(32), sizeBytes: 9, faceSize: 224, morphs: true };
  (await scene.runner.take('import-dfm')).done(looked);
  await scene.studio.jobs.whenEnded(job.id);
  await scene.studio.dfmModels.namePerson(id, { personId: eva.id });
  modelId = id;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await scene[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const convert = async (...more: readonly string[]): Promise<number> => {
  const files = ['--convert', await scene.file('new.mp4'), '--out', join(folder, 'o.mp4')];
  const { studio, events, files: store } = scene;
  return runCli(['convert', '--a', 'Ana', '--to', 'b', ...files, ...more], {
    version: '1.2.3',
    loadConfig: (options) => loadConfig({ env: {}, options }),
    open: async () => ({ studio, events, paths: store.paths, copyOut: store.copyOut }),
    serve: async () => undefined,
    runFile: async () => 0,
  });
};

test.each(['name', 'id'] as const)(
  'a model of others draws, told by its %s, and person B need not be named',
  async (by) => {
    const running = convert('--model', by === 'name' ? 'eva.dfm' : modelId);
    (await scene.runner.take('import-video')).done({ facts: clipFacts, sha256: 'new', sizeBytes: 5, playable: true });
    const work = await scene.runner.take('convert-video');
    expect(work.payload.drawnBy).toMatchObject({ kind: 'dfm', path: scene.files.paths.dfmModel(modelId) });
    work.fail({ code: 'internal', message: 'enough' });
    expect(await running).not.toBe(0);
  },
);

test.each([
  { told: ['--model', 'nobody.dfm'], why: /not_found: .*nobody\.dfm/ },
  { told: ['--model', 'eva.dfm', '--b', 'Bo'], why: /bad_request: eva\.dfm does not show Bo: it shows Eva/ },
  { told: ['--model', 'eva.dfm', '--run', 'one'], why: /--run/ },
  { told: [], why: /bad_request: .*--model/ },
])('refused: $told', async ({ told, why }) => {
  expect(await convert(...told)).toBe(2);
  expect(errors.join('')).toMatch(why);
});
