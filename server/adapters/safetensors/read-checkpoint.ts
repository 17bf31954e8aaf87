/** Reads a checkpoint's header whole and checked, and each tensor's numbers from the file when they are taken. */
import { open } from 'node:fs/promises';
import { StudioError } from '#core/contract/errors.ts';
import { decodeHeader, type Header, headerLength, lengthBytes } from '#core/interchange/safetensors/header.ts';
import type { CheckpointContent } from '#server/ports/checkpoint-store.ts';
import { damaged } from './damaged.ts';
import { lazyTensor, requireLittleEndian } from './lazy-tensor.ts';

/** The format's own limit; ours are some 20 kB. */
const maxHeaderBytes = 100_000_000;

export const readCheckpoint = async (path: string): Promise<CheckpointContent> => {
  requireLittleEndian();
  const { header, dataStart } = await readHeader(path);
  return {
    tensors: header.entries.map((entry) => lazyTensor(path, { dataStart, entry, damaged })),
    metadata: header.metadata,
  };
};

const readHeader = async (path: string): Promise<{ header: Header; dataStart: number }> => {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new StudioError('file_missing', 'The checkpoint file cannot be opened.', { facts: { path }, cause });
  });
  try {
    const { size } = await file.stat();
    const first = await file.read(new Uint8Array(lengthBytes), 0, lengthBytes, 0);
    const length = headerLength(first.buffer.subarray(0, first.bytesRead), {
      fileBytes: size,
      maxBytes: maxHeaderBytes,
      refuse: damaged,
    });
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, lengthBytes);
    if (bytesRead !== length) throw damaged('its header is cut');
    const dataStart = lengthBytes + length;
    return { header: decodeHeader(buffer, { dataBytes: size - dataStart, refuse: damaged }), dataStart };
  } finally {
    await file.close();
  }
};
