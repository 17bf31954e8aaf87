/**
 * Writes a checkpoint tensor by tensor beside its place, forces it to the disk, reads it back, and only then gives it
 * its name. A crash at any moment leaves the earlier file, or the new one, never a part of it.
 */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { CheckpointContent, SavedCheckpoint } from '#server/ports/checkpoint-store.ts';
import { damaged, encodeHeader } from './header.ts';

export const writeCheckpoint = async (
  checkpoint: CheckpointContent & { readonly path: string },
): Promise<SavedCheckpoint> => {
  const { path } = checkpoint;
  const part = `${path}.part`;
  try {
    const written = await writePart(part, checkpoint);
    const read = await digestOf(part);
    if (read.sha256 !== written.sha256) throw damaged('what was read back is not what was written');
    await rename(part, path);
    await syncFolder(dirname(path));
    return { path, ...written };
  } catch (error) {
    await rm(part, { force: true });
    throw diskError(error);
  }
};

/** Size and digest of a file, read in pieces. */
export const digestOf = async (path: string): Promise<{ sizeBytes: number; sha256: string }> => {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const piece of file.createReadStream({ highWaterMark: 4 * 1024 * 1024, autoClose: false })) {
      hash.update(piece as Buffer);
      sizeBytes += (piece as Buffer).length;
    }
    return { sizeBytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
};

const writePart = async (
  part: string,
  { tensors, metadata }: CheckpointContent,
): Promise<{ sizeBytes: number; sha256: string }> => {
  const file = await open(part, 'w');
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    sizeBytes += bytes.length;
    await writeWhole(file, bytes);
  };
  try {
    await put(encodeHeader({ tensors, metadata }));
    for (const tensor of tensors) await put(bytesOf(tensor));
    await file.sync();
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
};

const bytesOf = ({ name, shape, data }: NamedTensor): Uint8Array => {
  if (data.length !== elementCount(shape))
    throw new StudioError('internal', `"${name}" has ${data.length} numbers, not ${elementCount(shape)}.`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};

/** A write may take only some of the bytes; the rest is offered again. */
const writeWhole = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  for (let offset = 0; offset < bytes.length; ) {
    offset += (await file.write(bytes, offset, bytes.length - offset)).bytesWritten;
  }
};

/** The new name is on the disk only once the folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const diskError = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new StudioError('disk_full', 'There is no room on the disk for the checkpoint.', { cause: error })
    : error;
};
