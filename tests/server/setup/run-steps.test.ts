/** Set-up's own rules, on steps that write into a folder of the test. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recordsIn } from '#server/setup/paths.mjs';
import { bringUpToDate } from '#server/setup/run-steps.mjs';

type Step = Parameters<typeof bringUpToDate>[0][number];

let folder = '';
let ran: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
  ran = [];
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const stepOf = (id: string, changes: Partial<Step> = {}): Step => ({
  id,
  title: id,
  after: [],
  fingerprint: () => 'inputs',
  inPlace: () => existsSync(join(folder, id)),
  run: async () => {
    ran.push(id);
    await writeFile(join(folder, id), '');
    return { [id]: { path: join(folder, id) } };
  },
  ...changes,
});

const setUp = (...steps: Step[]) => bringUpToDate(steps, recordsIn(folder));

test('runs each step once and nothing when nothing changed', async () => {
  await setUp(stepOf('a'), stepOf('b'));
  await setUp(stepOf('a'), stepOf('b'));
  expect(ran).toEqual(['a', 'b']);
});

test('runs a step again when its inputs changed', async () => {
  await setUp(stepOf('a'));
  await setUp(stepOf('a', { fingerprint: () => 'other inputs' }));
  expect(ran).toEqual(['a', 'a']);
});

test('runs a step again when what it made is gone', async () => {
  await setUp(stepOf('a'), stepOf('b'));
  await rm(join(folder, 'a'));
  await setUp(stepOf('a'), stepOf('b'));
  expect(ran).toEqual(['a', 'b', 'a']);
});

test('goes on where a failed run stopped', async () => {
  const broken = stepOf('b', { after: ['a'], run: () => Promise.reject(new Error('no network')) });
  await expect(setUp(stepOf('a'), broken)).rejects.toThrow('no network');
  await setUp(stepOf('a'), stepOf('b', { after: ['a'] }));
  expect(ran).toEqual(['a', 'b']);
});

test('a failed step keeps those after it from running, and says its title', async () => {
  const broken = stepOf('a', { title: 'The first', run: () => Promise.reject(new Error('no disk')) });
  const failure = setUp(broken, stepOf('b', { after: ['a'] }));
  await expect(failure).rejects.toMatchObject({ message: 'no disk', stepTitle: '[1/2] The first' });
  expect(ran).toEqual([]);
});

test('leaves out a step with nothing to do it on', async () => {
  await setUp(stepOf('a', { applies: () => false }), stepOf('b'));
  expect(ran).toEqual(['b']);
});

test('runs independent steps side by side and dependent ones in turn', async () => {
  const events: string[] = [];
  const meet = Promise.withResolvers<void>();
  let waiting = 0;
  const together = (id: string) =>
    stepOf(id, {
      run: async () => {
        waiting += 1;
        if (waiting === 2) meet.resolve();
        await meet.promise;
        events.push(id);
        await writeFile(join(folder, id), '');
        return {};
      },
    });
  await setUp(together('a'), together('b'), stepOf('c', { after: ['a', 'b'] }));
  expect(events.sort()).toEqual(['a', 'b']);
  expect(ran).toEqual(['c']);
});

test('keeps what all steps found in one file', async () => {
  await setUp(stepOf('a'), stepOf('b'));
  const tools = JSON.parse(await readFile(recordsIn(folder).tools, 'utf8'));
  expect(tools).toEqual({ a: { path: join(folder, 'a') }, b: { path: join(folder, 'b') } });
});

test('two at once do the work once', async () => {
  await Promise.all([setUp(stepOf('a')), setUp(stepOf('a'))]);
  expect(ran).toEqual(['a']);
});

test('takes over from a set-up that died', async () => {
  // No process has this id: the kernel's highest is 2^22.
  await writeFile(recordsIn(folder).lock, JSON.stringify({ pid: 2 ** 22 + 1, born: '1' }));
  await setUp(stepOf('a'));
  expect(ran).toEqual(['a']);
  expect(existsSync(recordsIn(folder).lock)).toBe(false);
});

test('takes over when the process id of one that died belongs to another now', async () => {
  await writeFile(recordsIn(folder).lock, JSON.stringify({ pid: process.pid, born: 'long ago' }));
  await setUp(stepOf('a'));
  expect(ran).toEqual(['a']);
});
