/** Reads a checkpoint's header whole and checked, and each tensor's numbers from the file when they are taken. */
import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { StudioError } from '#core/contract/errors.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { CheckpointContent } from '#server/ports/checkpoint-store.ts';
import type { Header, HeaderEntry } from './header.ts';
import { damaged, decodeHeader, headerLength, lengthBytes } from './header.ts';

export const readCheckpoint = async (path: string): Promise<CheckpointContent> => {
  // The file's order of bytes is little-endian and so is every machine we run on; elsewhere numbers would be wrong in silence.
  if (endianness() !== 'LE') throw new StudioError('internal', 'Checkpoints are read on little-endian machines only.');
  const { header, dataStart } = await readHeader(path);
  return { tensors: header.entries.map((entry) => lazyTensor(path, dataStart, entry)), metadata: header.metadata };
};

const readHeader = async (path: string): Promise<{ header: Header; dataStart: number }> => {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new StudioError('file_missing', 'The checkpoint file cannot be opened.', { facts: { path }, cause });
  });
  try {
    const { size } = await file.stat();
    const first = await file.read(new Uint8Array(lengthBytes), 0, lengthBytes, 0);
    const length = headerLength(first.buffer.subarray(0, first.bytesRead), size);
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, lengthBytes);
    if (bytesRead !== length) throw damaged('its header is cut');
    const dataStart = lengthBytes + length;
    return { header: decodeHeader(buffer, size - dataStart), dataStart };
  } finally {
    await file.close();
  }
};

const lazyTensor = (path: string, dataStart: number, { name, shape, begin }: HeaderEntry): NamedTensor => ({
  name,
  shape,
  get data() {
    const data = new Float32Array(elementCount(shape));
    fillFromFile(path, new Uint8Array(data.buffer), dataStart + begin);
    return data;
  },
});

const fillFromFile = (path: string, target: Uint8Array, position: number): void => {
  const file = openSync(path, 'r');
  try {
    for (let offset = 0; offset < target.length; ) {
      const count = readSync(file, target, offset, target.length - offset, position + offset);
      if (count === 0) throw damaged('it became shorter while it was read');
      offset += count;
    }
  } finally {
    closeSync(file);
  }
};
