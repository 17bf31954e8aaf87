/** Opens the data folder: checked by its sentinel, locked for this process, tidied of what a crash left half done. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '#core/contract/errors.ts';
import { codedDiskError } from '#core/studio/disk-error.ts';
import { roomLeftBytes } from '#core/studio/disk-room.ts';
import type { StudioFiles, StudioPaths } from '#server/ports/studio-files.ts';
import { validationLog } from './curve-log.ts';
import { lockDataFolder } from './data-lock.ts';
import {
  copyDurably,
  digestOf,
  kindOf,
  pointDurably,
  publishDurably,
  publishIntoDurably,
  readEnd,
  readWhole,
  shareDurably,
  stampOf,
  syncFolder,
  writeDurably,
} from './durable-files.ts';
import { lossLog } from './loss-log.ts';
import { studioPaths } from './studio-paths.ts';

const layoutVersion = 1;

/** @throws StudioError data_in_use, data_newer */
export const openStudioFiles = async (folder: string): Promise<StudioFiles> => {
  const paths = studioPaths(folder);
  await mkdir(paths.root, { recursive: true });
  const lock = await lockDataFolder(paths.root);
  try {
    await checkSentinel(paths);
    await prepareFolders(paths);
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
  return studioFiles(paths, lock);
};

const studioFiles = (paths: StudioPaths, lock: AsyncDisposable): StudioFiles => {
  const freeBytes = async () => {
    const { bavail, bsize } = await statfs(paths.root);
    return bavail * bsize;
  };
  const requireRoom = async (bytes: number) => {
    const free = await freeBytes();
    if (free < bytes + roomLeftBytes) throw noRoom(bytes, free);
  };
  return {
    paths,
    losses: lossLog(paths),
    validation: validationLog(paths),
    newAttempt: async () => {
      const attempt = join(paths.root, 'tmp', randomUUID());
      await mkdir(attempt, { recursive: true });
      return attempt;
    },
    write: writeDurably,
    publish: publishDurably,
    publishInto: publishIntoDurably,
    copyIn: (options) => copyIn({ ...options, requireRoom }),
    share: shareDurably,
    pointAt: pointDurably,
    copyOut: copyDurably,
    remove: (path) => rm(path, { recursive: true, force: true }),
    exists: async (path) => (await kindOf(path)) !== undefined,
    sizeBytes: async (path) => ((await kindOf(path)) === 'file' ? (await stat(path)).size : undefined),
    stamp: stampOf,
    digest: (path, options) => digestOf(path, options?.signal),
    read: readWhole,
    readEnd,
    verify: async (path, expected) =>
      (await kindOf(path)) === 'file' &&
      (await stat(path)).size === expected.sizeBytes &&
      (await digestOf(path)) === expected.sha256,
    makeFolder: async (path) => {
      await mkdir(path, { recursive: true });
    },
    names: async (path) => ((await kindOf(path)) === 'folder' ? readdir(path) : []),
    freeBytes,
    requireRoom,
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  };
};

/** The file that says "this folder is ours": a data folder that lost its disk looks empty, and must not be begun anew by mistake. */
const checkSentinel = async (paths: StudioPaths): Promise<void> => {
  const path = join(paths.root, 'understudy-data.json');
  if ((await kindOf(path)) === undefined) {
    if ((await kindOf(paths.database)) !== undefined)
      throw new Error(`${path} is missing beside a database: is this the whole data folder?`);
    await writeDurably(path, new TextEncoder().encode(`${JSON.stringify({ version: layoutVersion })}\n`));
    return;
  }
  const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: number };
  if (version <= layoutVersion) return;
  throw new StudioError(
    'data_newer',
    'This data folder was written by a newer Understudy. Update the program, or choose another data folder.',
    {
      facts: { version },
    },
  );
};

const prepareFolders = async (paths: StudioPaths): Promise<void> => {
  await rm(join(paths.root, 'tmp'), { recursive: true, force: true });
  for (const name of ['persons', 'links', 'clips', 'faces', 'runs', 'conversions', 'uploads', 'tmp']) {
    await mkdir(join(paths.root, name), { recursive: true });
  }
};

interface CopyIn {
  readonly from: string;
  readonly to: string;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  readonly requireRoom: (bytes: number) => Promise<void>;
}

const copyIn = async ({ from, to, maxBytes, signal, requireRoom }: CopyIn) => {
  const sizeBytes = await importableSize(from, maxBytes);
  await requireRoom(sizeBytes);
  await mkdir(dirname(to), { recursive: true });
  const part = `${to}.part`;
  const hash = createHash('sha256');
  const tap = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(from), tap, createWriteStream(part, { flush: true }), { signal });
    await rename(part, to);
    await syncFolder(dirname(to));
  } catch (error) {
    await rm(part, { force: true });
    if (signal?.aborted) throw new StudioError('cancelled', 'The import was cancelled.', { cause: error });
    throw codedDiskError(error);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
};

const importableSize = async (path: string, maxBytes: number): Promise<number> => {
  const kind = await kindOf(path);
  if (kind !== 'file' || !(await isReadable(path))) {
    throw new StudioError(
      'file_missing',
      kind === 'folder' ? `${path} is a folder, not a file.` : `There is no readable file ${path}.`,
    );
  }
  const { size } = await stat(path);
  if (size === 0) throw new StudioError('file_empty', 'The file is empty.');
  if (size > maxBytes) {
    throw new StudioError(
      'file_too_large',
      `The file has ${megabytes(size)} MB; at most ${megabytes(maxBytes)} MB are allowed.`,
      {
        facts: { sizeBytes: size, maxBytes },
      },
    );
  }
  return size;
};

const isReadable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
};

const noRoom = (neededBytes: number, freeBytes: number): StudioError =>
  new StudioError(
    'disk_full',
    `This needs ${megabytes(neededBytes + roomLeftBytes)} MB of free disk; ${megabytes(freeBytes)} MB are left.`,
    {
      facts: { neededBytes: neededBytes + roomLeftBytes, freeBytes },
    },
  );

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
