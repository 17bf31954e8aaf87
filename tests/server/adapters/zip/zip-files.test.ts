import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createZipFiles } from '#server/adapters/zip/zip-files.ts';
import type { ZipSource } from '#server/ports/zip-files.ts';
import { temporaryFolder } from '#tests/helpers/make-clip.ts';
import { sharedHostile } from '#tests/helpers/shared.ts';

const zips = createZipFiles();
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function* three(path: string): AsyncGenerator<ZipSource> {
  yield {
    name: 'faces.jsonl',
    text: async function* () {
      for (let i = 0; i < 3; i++) yield `{"line":${i}}\n`;
    },
  };
  yield { name: 'faces/ä.jpg', path };
  yield { name: 'faces/b.jpg', path };
}

const written = async (name: string): Promise<string> => {
  const picture = join(folder.path, 'picture.jpg');
  await writeFile(picture, Buffer.alloc(5000, 7));
  const path = join(folder.path, name);
  await pipeline(zips.write(three(picture)), createWriteStream(path));
  return path;
};

describe('a zip', () => {
  it('comes back as it was written', async () => {
    await using zip = await zips.open(await written('back.zip'));
    expect(zip.entries).toEqual([
      { name: 'faces.jsonl', sizeBytes: 33 },
      { name: 'faces/ä.jpg', sizeBytes: 5000 },
      { name: 'faces/b.jpg', sizeBytes: 5000 },
    ]);
    const lines: string[] = [];
    for await (const line of zip.lines('faces.jsonl')) lines.push(line);
    expect(lines).toEqual(['{"line":0}', '{"line":1}', '{"line":2}']);
    expect(await zip.read('faces/ä.jpg')).toEqual(new Uint8Array(5000).fill(7));
  });

  it("is whole to Python's reader", async () => {
    const check = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), sorted(z.namelist()))';
    const { stdout } = await promisify(execFile)('python3', ['-c', check, await written('python.zip')]);
    expect(stdout.trim()).toBe("None ['faces.jsonl', 'faces/b.jpg', 'faces/ä.jpg']");
  });

  it('of which bytes were turned over is refused when they are read, or comes back the same', async () => {
    const path = await written('damaged.zip');
    const whole = await readFile(path);
    for (let at = 0; at < whole.length; at += 13) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ 0xff;
      await writeFile(path, bytes);
      expect(['same', 'archive_refused', 'not_an_archive']).toContain(await pictures(path));
    }
  });

  it('that breaks off is refused', async () => {
    const path = await written('cut.zip');
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, whole.length - 100));
    expect(await everything(path)).toBe('not_an_archive');
  });
});

const hostileFolder = sharedHostile('.');

describe.skipIf(!hostileFolder)('of the hostile archives', () => {
  it.each([
    ['zip_bomb_100MB.zip', 'archive_refused'],
    ['zip_slip_absolute.zip', 'archive_refused'],
    ['zip_slip_backslash.zip', 'archive_refused'],
    ['zip_slip_parent.zip', 'archive_refused'],
    ['zip_symlink.zip', 'archive_refused'],
    ['zip_truncated.zip', 'not_an_archive'],
    ['zero_bytes.mp4', 'not_an_archive'],
    ['text_as_mp4.mp4', 'not_an_archive'],
  ])('%s is refused as %s', async (name, code) => {
    expect(await everything(join(hostileFolder as string, name))).toBe(code);
  });

  it('none writes a file, read or refused', async () => {
    const hostile = hostileFolder as string;
    const before = await readdir(folder.path);
    for (const name of (await readdir(hostile)).filter((each) => each.endsWith('.zip')))
      await everything(join(hostile, name));
    expect(await readdir(folder.path)).toEqual(before);
  });
});

/** Whether the two pictures come back as they were, under whatever names; or the refusal. */
const pictures = async (path: string): Promise<string> => {
  try {
    await using zip = await zips.open(path);
    const read = await Promise.all(zip.entries.slice(1).map(({ name }) => zip.read(name)));
    return read.every((bytes) => bytes.length === 5000 && bytes.every((byte) => byte === 7)) ? 'same' : 'damaged';
  } catch (error) {
    return (error as { code?: string }).code ?? 'bug';
  }
};

/** What becomes of the archive when all of it is read. */
const everything = async (path: string): Promise<string> => {
  try {
    await using zip = await zips.open(path);
    for (const { name } of zip.entries) await zip.read(name);
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? 'bug';
  }
};
