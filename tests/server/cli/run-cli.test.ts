import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '#core/contract/errors.ts';
import { runCli } from '#server/cli/run-cli.ts';
import type { CliTools } from '#server/cli/verbs.ts';
import { loadConfig } from '#server/config.ts';
import { facts as clipFacts, readyPair, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let folder: string;
let scene: TestStudio;
const errors: string[] = [];
const output: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-cli-'));
  scene = await openTestStudio({ folder });
  errors.length = 0;
  output.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => output.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await scene[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const tools = (changes: Partial<CliTools> = {}): CliTools => ({
  version: '1.2.3',
  loadConfig: (options) => loadConfig({ env: {}, options }),
  open: async () => ({
    studio: scene.studio,
    events: scene.events,
    paths: scene.files.paths,
    copyOut: scene.files.copyOut,
  }),
  serve: async () => undefined,
  runFile: async () => 0,
  ...changes,
});

const swap = ['swap', '--a', 'a.mp4', '--b', 'b.mp4', '--convert', 'a.mp4', '--to', 'b', '--out', 'out.mp4'];

test.each([
  ['a verb that does not exist', ['fly'], 'bad_request'],
  ['no verb at all', [], 'bad_request'],
  ['a flag that does not exist', [...swap, '--loud'], 'bad_request'],
  ['a flag without its value', ['swap', '--a'], 'bad_request'],
  ['a missing flag', ['swap', '--a', 'a.mp4'], 'bad_request'],
  ['a side that does not exist', [...swap.slice(0, 8), 'c', '--out', 'x'], 'bad_request'],
  ['a number that is none', [...swap, '--iterations', 'many'], 'bad_request'],
  ['minutes and iterations at once', [...swap, '--iterations', '5', '--minutes', '5'], 'bad_request'],
  ['a model that does not exist', [...swap, '--model', 'giant'], 'bad_request'],
  ['a precision that does not exist', [...swap, '--precision', 'int8'], 'bad_request'],
  ['no consent note', swap, 'consent_missing'],
  ['a file that does not exist', [...swap, '--consent-note', 'they signed'], 'file_missing'],
  ['an unknown person', ['extract', '--person', 'Nobody'], 'not_found'],
])('%s ends with exit code 2 and one coded line', async (_title, args, code) => {
  expect(await runCli(args, tools())).toBe(2);
  expect(errors.join('')).toMatch(new RegExp(`^${code}: .+\n$`));
  expect(output).toEqual([]);
});

test('help and version end with exit code 0', async () => {
  expect([await runCli(['--version'], tools()), await runCli(['swap', '--help'], tools())]).toEqual([0, 0]);
  expect(output.join('')).toContain('--consent-note');
});

test('a data folder that a server holds is bad input, a fault of ours is not', async () => {
  const refuse = (error: Error) => tools({ open: () => Promise.reject(error) });
  const args = ['sample'];
  expect(await runCli(args, refuse(new StudioError('data_in_use', 'taken')))).toBe(2);
  expect(await runCli(args, refuse(new Error('a bug')))).toBe(1);
});

test('bench gives its arguments on and ends as the bench ended', async () => {
  const ran: unknown[] = [];
  const runFile = async (path: string, args: readonly string[]) => {
    ran.push(path, args);
    return 3;
  };
  expect(await runCli(['bench', 'train', '--json', '--peer-python', '/usr/bin/python3'], tools({ runFile }))).toBe(3);
  expect(ran[0]).toBe('tests/bench/run.ts');
  expect(ran[1]).toEqual(expect.arrayContaining(['train', '--json', '--peer-python', '/usr/bin/python3']));
});

test('a refused video ends the swap with its own code', async () => {
  for (const name of ['a.mp4', 'b.mp4']) await writeFile(join(folder, name), name);
  const at = (name: string) => join(folder, name);
  const args = [
    'swap',
    '--a',
    at('a.mp4'),
    '--b',
    at('b.mp4'),
    '--convert',
    at('a.mp4'),
    '--to',
    'b',
    '--out',
    at('o.mp4'),
    '--consent-note',
    'they signed',
  ];
  const ending = runCli(args, tools());
  (await scene.runner.take('import-video')).fail({ code: 'video_truncated', message: 'The video ends in the middle.' });
  expect(await ending).toBe(2);
  expect(errors.at(-1)).toBe('video_truncated: a.mp4: The video ends in the middle.\n');
});

const trainedRun = async ({ personA, personB }: Awaited<ReturnType<typeof readyPair>>): Promise<string> => {
  const run = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  await scene.studio.runs.command(run.id, 'start');
  const training = await scene.runner.take('train-autoencoder');
  training.begin();
  await training.news(await writeCheckpoint(training.payload.runFolder, 10));
  training.done({ iteration: 10, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(training.jobId);
  return run.id;
};

test.each([
  ['the newest run of a pair', [], false],
  ['a new one where another model is asked for', ['--model', 'swift'], true],
] as const)('train goes on with %s', async (_, more, isNew) => {
  const { personA, personB } = await readyPair(scene);
  const { id } = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings: {} });
  const running = runCli(['train', '--a', 'Ana', '--b', 'Bo', '--iterations', '5', ...more, '--json'], tools());
  const work = await scene.runner.take('train-autoencoder');
  expect(work.payload.settings.architecture).toBe(isNew ? 'swift' : 'studio');
  work.begin();
  await work.news(await writeCheckpoint(work.payload.runFolder, 5));
  work.done({ iteration: 5, reason: 'limit' });
  expect(await running).toBe(0);
  const { run } = JSON.parse(output.join('').trim().split('\n').at(-1) ?? '');
  expect(run === id).toBe(!isNew);
});

test('convert takes a part, a format and a quality, and puts the result where it was asked for', async () => {
  await trainedRun(await readyPair(scene));

  const [clip, out] = [await scene.file('new.mp4'), join(folder, 'out.mkv')];
  const part = ['--from', '0.5', '--until', '1.5', '--format', 'ffv1', '--quality', 'finer', '--json'];
  const ends = ['--a', 'Ana', '--b', 'Bo', '--convert', clip, '--to', 'b'];
  const running = runCli(['convert', ...ends, '--out', out, ...part], tools());
  const importing = await scene.runner.take('import-video');
  importing.done({ facts: clipFacts, sha256: 'new', sizeBytes: 5, playable: true });
  const work = await scene.runner.take('convert-video');
  expect(work.payload.settings).toMatchObject({ inSeconds: 0.5, outSeconds: 1.5, format: 'ffv1', quality: 'finer' });
  await writeFile(work.payload.outputPath, 'the video');
  work.done({ written: 25, swapped: 20, sizeBytes: 9, jitter: null });
  expect(await running).toBe(0);
  expect(await readFile(out, 'utf8')).toBe('the video');
  expect(JSON.parse(output.join('').trim().split('\n').at(-1) ?? '')).toMatchObject({ output: out, frames: 25 });

  const named = (name: string, more: readonly string[]) =>
    runCli(['convert', ...ends, '--out', join(folder, name), ...more], tools());
  expect(await named('out.mp4', ['--format', 'ffv1'])).toBe(2);
  expect(await named('out.mp4', ['--from', 'soon'])).toBe(2);
  expect(errors.join('')).toMatch(/bad_request: .*something\.mkv.*\n(.*\n)*bad_request: /);
});

test.each(['newest', 'oldest'] as const)('convert draws with the %s run of a pair, as it was told', async (wanted) => {
  const pair = await readyPair(scene);
  const ids = { oldest: await trainedRun(pair), newest: await trainedRun(pair) };
  const files = ['--convert', await scene.file('new.mp4'), '--out', join(folder, 'o.mp4')];
  const named = wanted === 'newest' ? [] : ['--run', ids.oldest];
  const running = runCli(['convert', '--a', 'Ana', '--b', 'Bo', '--to', 'b', ...files, ...named], tools());
  (await scene.runner.take('import-video')).done({ facts: clipFacts, sha256: 'new', sizeBytes: 5, playable: true });
  const work = await scene.runner.take('convert-video');
  work.fail({ code: 'internal', message: 'enough' });
  expect(await running).not.toBe(0);
  expect(work.payload.drawnBy).toMatchObject({ checkpointPath: expect.stringContaining(ids[wanted]) });
});

test('a run that is none of the pair’s is not found', async () => {
  await readyPair(scene);
  const files = ['--convert', await scene.file('new.mp4'), '--out', join(folder, 'o.mp4')];
  const args = ['convert', '--a', 'Ana', '--b', 'Bo', '--to', 'b', ...files, '--run', 'nobody'];
  expect(await runCli(args, tools())).toBe(2);
  expect(errors.at(-1)).toMatch(/^not_found: /);
});

test('import --url looks at an address, downloads it and waits for its clip', async () => {
  const url = 'https://a.test/1';
  const running = runCli(
    ['import', '--person', 'Ana', '--url', url, '--consent-note', 'they signed', '--json'],
    tools(),
  );
  const check = await scene.runner.take('check-links');
  const linkId = check.payload.links[0]?.linkId ?? '';
  const facts = { title: 'A take', site: 'a.test', pageUrl: url, durationSeconds: 12, sizeBytes: null, note: null };
  await check.news({ kind: 'link-checked', linkId, checked: { status: 'ready', facts, hasThumbnail: false } });
  check.done({ checked: 1 });
  const download = await scene.runner.take('download-clip');
  await mkdir(download.payload.folder, { recursive: true });
  const path = join(download.payload.folder, 'video.mp4');
  await writeFile(path, 'video');
  download.done({ path, title: 'A take', sha256: 'abc', sizeBytes: 5 });
  const work = await scene.runner.take('import-video');
  work.done({ facts: clipFacts, sha256: 'abc', sizeBytes: 5, playable: true });
  const search = await scene.runner.take('extract-faces');
  search.done({ framesRead: 1, faceCount: 0, descriptor: null, clusters: [] });
  expect(await running).toBe(0);
  expect(JSON.parse(output.join('').trim().split('\n').at(-1) ?? '')).toMatchObject({
    clips: [{ name: 'A take.mp4' }],
  });
});

test('import --url of an address that is none ends with its code', async () => {
  const running = runCli(['import', '--person', 'Ana', '--url', 'https://a.test/1', '--consent-note', 'x'], tools());
  const check = await scene.runner.take('check-links');
  const error = { code: 'link_no_video', message: 'nothing there' };
  const linkId = check.payload.links[0]?.linkId ?? '';
  await check.news({ kind: 'link-checked', linkId, checked: { status: 'failed', error } });
  check.done({ checked: 1 });
  expect(await running).toBe(2);
  expect(errors.join('')).toContain('link_no_video: https://a.test/1: nothing there');
});
