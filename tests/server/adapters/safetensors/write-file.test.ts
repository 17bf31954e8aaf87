import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileCalls, nodeFileCalls } from '#server/adapters/safetensors/file-calls.ts';
import { writeFileDurably } from '#server/adapters/safetensors/write-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'understudy-write-'));
  path = join(folder, 'model.safetensors');
});
afterEach(() => rmSync(folder, { recursive: true }));

const older = Buffer.from('what was there before');
// Of several pieces.
const bytes = new Uint8Array(20 * 1024 * 1024).map((_, index) => index % 251);
const sha256 = createHash('sha256').update(bytes).digest('hex');

type Name = keyof FileCalls;

/** The real calls, noted; the `failing`th does nothing and throws `code`. */
const noted = (failing?: { readonly index: number; readonly code: string }) => {
  const names: Name[] = [];
  const through = <Called extends Name>(name: Called): FileCalls[Called] =>
    ((...args: unknown[]) => {
      names.push(name);
      if (names.length - 1 === failing?.index) throw Object.assign(new Error(failing.code), { code: failing.code });
      return (nodeFileCalls[name] as (...all: unknown[]) => unknown)(...args);
    }) as FileCalls[Called];
  const calls = Object.fromEntries((Object.keys(nodeFileCalls) as Name[]).map((name) => [name, through(name)]));
  return { calls: calls as unknown as FileCalls, names };
};

describe('a file written durably', () => {
  it('is flushed and read back before it takes its name, and the folder is flushed after', () => {
    const { calls, names } = noted();
    expect(writeFileDurably(calls, { path, bytes })).toBe(sha256);
    const order = names.filter((name, index) => name !== names[index - 1]);
    expect(order).toEqual([
      'freeBytes',
      'open',
      'write',
      'sync',
      'close',
      'open',
      'read',
      'close',
      'rename',
      'open',
      'sync',
      'close',
    ]);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it.each(['ENOSPC', 'EIO'])(
    'leaves the old file or the whole new one where any of its calls fails with %s',
    (code) => {
      const { calls, names } = noted();
      writeFileDurably(calls, { path, bytes });
      const renamed = names.indexOf('rename');
      for (let index = 0; index < names.length; index += 1) {
        writeFileSync(path, older);
        const failing = noted({ index, code });
        const write = () => writeFileDurably(failing.calls, { path, bytes });
        expect(write).toThrow(expect.objectContaining({ code: code === 'ENOSPC' ? 'disk_full' : 'EIO' }));
        expect([index, readFileSync(path).equals(index > renamed ? bytes : older)]).toEqual([index, true]);
        expect(readdirSync(folder)).toEqual(['model.safetensors']);
      }
    },
  );

  it('goes on after a write that took only some of the bytes', () => {
    const calls = {
      ...nodeFileCalls,
      write: (file: number, part: Uint8Array) => nodeFileCalls.write(file, part.subarray(0, 1_000_003)),
    };
    expect(writeFileDurably(calls, { path, bytes })).toBe(sha256);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('is refused where the disk gives back other bytes than it took', () => {
    writeFileSync(path, older);
    const read = (file: number, into: Uint8Array) => {
      const count = nodeFileCalls.read(file, into);
      if (count > 5) into[5] = (into[5] as number) ^ 1;
      return count;
    };
    expect(() => writeFileDurably({ ...nodeFileCalls, read }, { path, bytes })).toThrow(
      expect.objectContaining({ code: 'checkpoint_damaged' }),
    );
    expect([readFileSync(path).equals(older), readdirSync(folder)]).toEqual([true, ['model.safetensors']]);
  });

  it('is not begun where it would leave the studio less room than it needs', () => {
    const calls = { ...nodeFileCalls, freeBytes: () => bytes.length + 256 * 1024 * 1024 - 1 };
    expect(() => writeFileDurably(calls, { path, bytes })).toThrow(expect.objectContaining({ code: 'disk_full' }));
    expect(readdirSync(folder)).toEqual([]);
  });
});
