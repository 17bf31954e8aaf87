/**
 * Puts bytes on the disk so that a path holds either all of them or what it held before, over a crash and a power cut:
 * a file beside it, flushed, read back and compared, renamed into place, and the folder flushed.
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import { roomLeftBytes } from '#core/studio/disk-room.ts';
import { damaged } from './damaged.ts';
import type { FileCalls } from './file-calls.ts';

/** Gives the SHA-256 of the bytes. @throws StudioError disk_full, checkpoint_damaged where the disk gives back other bytes */
export const writeFileDurably = (
  calls: FileCalls,
  file: { readonly path: string; readonly bytes: Uint8Array },
): string => {
  const { path, bytes } = file;
  const part = `${path}.part`;
  try {
    requireRoom(calls, { folder: dirname(path), bytes: bytes.length });
    const sha256 = writePart(calls, part, bytes);
    if (digestOf(calls, part) !== sha256) throw damaged('what was read back is not what was written');
    calls.rename(part, path);
    // The new name is on the disk only once the folder is.
    withFile(calls, { path: dirname(path), how: 'read' }, (folder) => calls.sync(folder));
    return sha256;
  } catch (error) {
    removeQuietly(calls, part);
    throw diskError(error);
  }
};

/** @throws StudioError disk_full where so many bytes would not leave enough to the rest of the studio */
export const requireRoom = (
  calls: FileCalls,
  { folder, bytes }: { readonly folder: string; readonly bytes: number },
): void => {
  const freeBytes = calls.freeBytes(folder);
  const neededBytes = bytes + roomLeftBytes;
  if (freeBytes >= neededBytes) return;
  throw new StudioError('disk_full', 'There is no room on the disk for the checkpoint.', {
    facts: { neededBytes, freeBytes },
  });
};

const pieceBytes = 8 * 1024 * 1024;

const writePart = (calls: FileCalls, part: string, bytes: Uint8Array): string =>
  withFile(calls, { path: part, how: 'write' }, (file) => {
    const hash = createHash('sha256');
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = bytes.subarray(from, from + pieceBytes);
      hash.update(piece);
      writeWhole(calls, file, piece);
    }
    calls.sync(file);
    return hash.digest('hex');
  });

/** A write may take only some of the bytes; the rest is offered again. */
const writeWhole = (calls: FileCalls, file: number, bytes: Uint8Array): void => {
  for (let offset = 0; offset < bytes.length; ) offset += calls.write(file, bytes.subarray(offset));
};

const digestOf = (calls: FileCalls, path: string): string =>
  withFile(calls, { path, how: 'read' }, (file) => {
    const hash = createHash('sha256');
    const piece = new Uint8Array(pieceBytes);
    for (let count = calls.read(file, piece); count > 0; count = calls.read(file, piece))
      hash.update(piece.subarray(0, count));
    return hash.digest('hex');
  });

const withFile = <Result>(
  calls: FileCalls,
  { path, how }: { readonly path: string; readonly how: 'read' | 'write' },
  use: (file: number) => Result,
): Result => {
  const file = calls.open(path, how);
  try {
    return use(file);
  } finally {
    calls.close(file);
  }
};

/** What is left of it is removed at the next start. */
const removeQuietly = (calls: FileCalls, path: string): void => {
  try {
    calls.remove(path);
  } catch {
    // The first error is the one to tell.
  }
};

const diskError = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new StudioError('disk_full', 'There is no room on the disk for the checkpoint.', { cause: error })
    : error;
};
