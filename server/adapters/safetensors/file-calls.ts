/** The calls by which a checkpoint reaches the disk, one by one, so that a test can let any of them fail. */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';

export interface FileCalls {
  freeBytes(folder: string): number;
  open(path: string, how: 'read' | 'write'): number;
  /** How many of the bytes were taken. */
  write(file: number, bytes: Uint8Array): number;
  /** How many were read; 0 at the end. */
  read(file: number, into: Uint8Array): number;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const nodeFileCalls: FileCalls = {
  freeBytes: (folder) => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
  open: (path, how) => openSync(path, how === 'read' ? 'r' : 'w'),
  write: (file, bytes) => writeSync(file, bytes),
  read: (file, into) => readSync(file, into),
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
};
