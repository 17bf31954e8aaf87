import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CurveColumns } from '#core/studio/curve-columns.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';

let folder: string;
let root: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-files-'));
  root = join(folder, 'data');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the data folder', () => {
  test('is held by one studio at a time, and free again when it is closed', async () => {
    const files = await openStudioFiles(root);
    await expect(openStudioFiles(root)).rejects.toMatchObject({ code: 'data_in_use', facts: { pid: process.pid } });
    await files[Symbol.asyncDispose]();
    await (await openStudioFiles(root))[Symbol.asyncDispose]();
  });

  test('is taken over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'lock.json'), JSON.stringify({ pid: child.pid, startMark: '' }));
    await (await openStudioFiles(root))[Symbol.asyncDispose]();
  });

  test('is taken over where the number of the gone process belongs to another one now', async () => {
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'lock.json'), JSON.stringify({ pid: process.pid, startMark: 'an earlier boot 1' }));
    await (await openStudioFiles(root))[Symbol.asyncDispose]();
  });

  test('is taken over where the lock itself was cut while it was written', async () => {
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'lock.json'), '{"pi');
    await (await openStudioFiles(root))[Symbol.asyncDispose]();
  });

  test('of a newer layout is refused, and let go', async () => {
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'understudy-data.json'), '{"version":999}');
    await expect(openStudioFiles(root)).rejects.toMatchObject({ code: 'data_newer' });
    await writeFile(join(root, 'understudy-data.json'), '{"version":1}');
    await (await openStudioFiles(root))[Symbol.asyncDispose]();
  });

  test('that has a database but lost its sentinel is not begun anew', async () => {
    await mkdir(root, { recursive: true });
    await writeFile(join(root, 'studio.db'), 'x');
    await expect(openStudioFiles(root)).rejects.toThrow(/whole data folder/);
  });

  test('forgets attempts that a crash has left', async () => {
    const files = await openStudioFiles(root);
    await writeFile(join(await files.newAttempt(), 'half'), 'x');
    await files[Symbol.asyncDispose]();
    const again = await openStudioFiles(root);
    expect(await again.names(join(root, 'tmp'))).toEqual([]);
    await again[Symbol.asyncDispose]();
  });

  test('has no path for a name that leaves its folder', async () => {
    await using files = await openStudioFiles(root);
    for (const id of ['..', '.', '', '../x', 'a/b', 'a\\b', '\0'])
      expect(() => files.paths.folderOf('clips', id)).toThrow();
  });
});

describe('a file', () => {
  test('copied in keeps its source and is digested on the way', async () => {
    await using files = await openStudioFiles(root);
    const from = join(folder, 'film.mp4');
    await writeFile(from, 'some bytes');
    const to = files.paths.clipSource('clip-1', 'mp4');
    const sha256 = createHash('sha256').update('some bytes').digest('hex');
    expect(await files.copyIn({ from, to, maxBytes: 100 })).toEqual({ sizeBytes: 10, sha256 });
    expect([await readFile(from, 'utf8'), await readFile(to, 'utf8')]).toEqual(['some bytes', 'some bytes']);
    expect(await files.verify(to, { sizeBytes: 10, sha256 })).toBe(true);
    await appendFile(to, '!');
    expect(await files.verify(to, { sizeBytes: 10, sha256 })).toBe(false);
  });

  test.each([
    ['that is missing', 'nothing.mp4', 'file_missing'],
    ['that is a folder', '.', 'file_missing'],
    ['that is empty', 'empty.mp4', 'file_empty'],
    ['over the limit', 'large.mp4', 'file_too_large'],
  ])('%s is refused and leaves nothing', async (_title, name, code) => {
    await using files = await openStudioFiles(root);
    await writeFile(join(folder, 'empty.mp4'), '');
    await writeFile(join(folder, 'large.mp4'), 'x'.repeat(101));
    const to = files.paths.clipSource('clip-1', 'mp4');
    await expect(files.copyIn({ from: join(folder, name), to, maxBytes: 100 })).rejects.toMatchObject({ code });
    expect(await files.names(join(root, 'clips'))).toEqual([]);
  });

  test('for which there is no room is refused with the figures', async () => {
    await using files = await openStudioFiles(root);
    await expect(files.requireRoom(1e18)).rejects.toMatchObject({
      code: 'disk_full',
      facts: { freeBytes: expect.any(Number) },
    });
  });
});

describe('the log of a curve', () => {
  const point = (iteration: number) => ({
    iteration,
    a: 0.5,
    b: 0.25,
    trainedSeconds: iteration,
    learningRate: 0.125,
    imagesPerSecond: 64,
    waitingShare: null,
  });
  const iterationsOf = (columns: CurveColumns) => Array.from(columns.iteration);

  test('gives back what was appended, without a record cut by a crash', async () => {
    await using files = await openStudioFiles(root);
    await files.losses.append('run-1', [point(1), point(2)]);
    await files.losses.append('run-1', [point(3)]);
    await appendFile(join(files.paths.run('run-1'), 'curve.bin'), 'cut');
    const columns = await files.losses.read('run-1');
    expect(iterationsOf(columns)).toEqual([1, 2, 3]);
    expect(Array.from(columns.b)).toEqual([0.25, 0.25, 0.25]);
    expect(Array.from(columns.imagesPerSecond)).toEqual([64, 64, 64]);
    expect(Array.from(columns.waitingShare)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('sets aside what came after the checkpoint a run goes on from, each time by itself', async () => {
    await using files = await openStudioFiles(root);
    await files.losses.append('run-1', [point(1), point(2), point(3)]);
    await appendFile(join(files.paths.run('run-1'), 'curve.bin'), 'cut');
    await files.losses.trim('run-1', 1);
    await files.losses.append('run-1', [point(2), point(3), point(4)]);
    await files.losses.trim('run-1', 3);
    await files.losses.append('run-1', [point(4)]);
    expect(iterationsOf(await files.losses.read('run-1'))).toEqual([1, 2, 3, 4]);
    expect((await files.losses.readLeft('run-1')).map(iterationsOf)).toEqual([[2, 3], [4]]);
  });

  test('and that of the faces held out are set aside alike, each its own', async () => {
    await using files = await openStudioFiles(root);
    const look = (iteration: number) => ({
      iteration,
      trainedSeconds: 60 * iteration,
      a: { ssimError: 0.5, l1: 0.25 },
      b: { ssimError: 0.125, l1: 0.0625 },
    });
    await files.losses.append('run-1', [point(1)]);
    await files.validation.append('run-1', [look(1), look(2)]);
    await appendFile(join(files.paths.run('run-1'), 'validation.bin'), 'cut');
    await files.validation.append('run-2', [look(7)]);
    await files.validation.trim('run-1', 1);
    expect(await files.validation.read('run-1')).toEqual([look(1)]);
    await files.validation.append('run-1', [look(2), look(3)]);
    await files.validation.trim('run-1', 1);
    await files.validation.trim('run-1', 1);
    expect(await files.validation.readLeft('run-1')).toEqual([[look(2)], [look(2), look(3)]]);
    expect(await files.validation.readLeft('run-2')).toEqual([]);
    expect(await files.validation.read('run-2')).toEqual([look(7)]);
    expect(iterationsOf(await files.losses.read('run-1'))).toEqual([1]);
  });

  test('of a run that never trained is empty', async () => {
    await using files = await openStudioFiles(root);
    await files.losses.trim('run-1', 0);
    expect(iterationsOf(await files.losses.read('run-1'))).toEqual([]);
    expect(await files.losses.readLeft('run-1')).toEqual([]);
  });

  test('of an older studio is read, with nothing said of what it did not measure', async () => {
    await using files = await openStudioFiles(root);
    const old = Buffer.alloc(32);
    for (const [index, at] of [0, 16].entries()) {
      old.writeUInt32LE(index + 1, at);
      old.writeFloatLE(0.5, at + 4);
      old.writeFloatLE(0.25, at + 8);
      old.writeFloatLE(3, at + 12);
    }
    await files.write(join(files.paths.run('run-1'), 'losses.bin'), old);
    await files.losses.trim('run-1', 1);
    await files.losses.append('run-1', [point(2)]);
    const columns = await files.losses.read('run-1');
    expect(iterationsOf(columns)).toEqual([1, 2]);
    expect(Array.from(columns.learningRate)).toEqual([Number.NaN, 0.125]);
  });
});
