/** Changes to files that survive a crash: flushed, then renamed, then the folder flushed. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  constants,
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import { codedDiskError } from '#core/studio/disk-error.ts';
import type { FileStamp } from '#server/ports/studio-files.ts';

export const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  try {
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw codedDiskError(error);
  }
  await syncFolder(dirname(path));
};

/** Moves a finished file or folder into place; what stood there is set aside first and removed after. */
export const publishDurably = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await syncTree(from);
  if ((await stat(from)).isDirectory() && (await kindOf(to)) !== undefined) {
    const aside = join(dirname(to), `.old-${basename(to)}`);
    await rm(aside, { recursive: true, force: true });
    await rename(to, aside);
    await rename(from, to);
    await rm(aside, { recursive: true, force: true });
  } else {
    await rename(from, to);
  }
  await syncFolder(dirname(to));
};

export const publishIntoDurably = async (fromFolder: string, toFolder: string): Promise<void> => {
  await mkdir(toFolder, { recursive: true });
  for (const name of await readdir(fromFolder)) {
    await syncPath(join(fromFolder, name));
    await rename(join(fromFolder, name), join(toFolder, name));
  }
  await syncFolder(toFolder);
};

export const copyDurably = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    await syncPath(part);
    await rename(part, to);
  } catch (error) {
    await rm(part, { force: true });
    throw codedDiskError(error);
  }
  await syncFolder(dirname(to));
};

/** A name of its own for the same bytes; whichever name goes first, the other keeps them. */
export const shareDurably = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  const part = `${to}.part`;
  await rm(part, { force: true });
  try {
    await link(from, part);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'EMLINK' && code !== 'ENOTSUP') throw error;
    return copyDurably(from, to);
  }
  await rename(part, to);
  // Renaming one name of a file over another name of it leaves both.
  await rm(part, { force: true });
  await syncFolder(dirname(to));
};

export const pointDurably = async (target: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await symlink(target, to);
  await syncFolder(dirname(to));
};

export const digestOf = async (path: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  } catch (cause) {
    if (signal?.aborted) throw new StudioError('cancelled', 'The work was cancelled.', { cause });
    throw cause;
  }
  return hash.digest('hex');
};

export const stampOf = async (path: string): Promise<FileStamp | undefined> => {
  try {
    const realPath = await realpath(path);
    await access(realPath, constants.R_OK);
    const found = await stat(realPath);
    return found.isFile() ? { realPath, sizeBytes: found.size, modifiedMs: found.mtimeMs } : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') return undefined;
    throw error;
  }
};

export const readWhole = async (path: string): Promise<Uint8Array | undefined> =>
  (await kindOf(path)) === 'file' ? readFile(path) : undefined;

export const readEnd = async (path: string, mostBytes: number): Promise<Uint8Array | undefined> => {
  if ((await kindOf(path)) !== 'file') return undefined;
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const length = Math.min(size, mostBytes);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.subarray(0, bytesRead);
};

export const kindOf = async (path: string): Promise<'file' | 'folder' | undefined> => {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

const syncTree = async (path: string): Promise<void> => {
  if ((await kindOf(path)) === 'folder') {
    for (const name of await readdir(path)) await syncTree(join(path, name));
  }
  await syncPath(path);
};

const syncPath = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export const syncFolder = syncPath;
