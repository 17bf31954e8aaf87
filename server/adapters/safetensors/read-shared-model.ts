/** Reads a model file that comes from anywhere: the header first, checked whole; then every byte once, in small pieces. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Architectures } from '#core/autoencoder/architecture.ts';
import { StudioError } from '#core/contract/errors.ts';
import { type Header, lengthBytes, quoted } from '#core/interchange/safetensors/header.ts';
import {
  cardOf,
  checkedWeights,
  decodeSharedHeader,
  refuseModel,
  sharedHeaderLength,
} from '#core/interchange/safetensors/shared-model.ts';
import type { SharedModelReader } from '#server/ports/shared-model-reader.ts';
import { lazyTensor, requireLittleEndian } from './lazy-tensor.ts';

export const createSharedModelReader = ({
  architectures,
}: {
  readonly architectures: Architectures;
}): SharedModelReader => ({
  read: async (path, { signal, onProgress }) => {
    requireLittleEndian();
    await using file = await openFile(path);
    const { size } = await file.stat();
    const { head, header } = await readHeader(file, size);
    const card = cardOf(header);
    const weights = checkedWeights(header, { card, architectures });
    const digest = createHash('sha256').update(head);
    await lookThrough(file, {
      start: head.length,
      end: size,
      signal,
      take: (piece, at) => {
        digest.update(piece);
        requireNumbers(piece, { at: at - head.length, header });
        onProgress(at + piece.length, size);
      },
    });
    const tensors = weights.map((entry) => lazyTensor(path, { dataStart: head.length, entry, damaged: refuseModel }));
    return { sha256: digest.digest('hex'), sizeBytes: size, card, tensors };
  },
});

const openFile = (path: string): Promise<FileHandle> =>
  open(path, 'r').catch((cause: unknown) => {
    throw new StudioError('file_missing', 'The model file cannot be opened.', { facts: { path }, cause });
  });

const readHeader = async (
  file: FileHandle,
  fileBytes: number,
): Promise<{ readonly head: Uint8Array; readonly header: Header }> => {
  const first = await readWhole(file, { from: 0, count: Math.min(lengthBytes, fileBytes) });
  const length = sharedHeaderLength(first, fileBytes);
  const head = await readWhole(file, { from: 0, count: lengthBytes + length });
  return { head, header: decodeSharedHeader(head.subarray(lengthBytes), fileBytes - head.length) };
};

const readWhole = async (file: FileHandle, { from, count }: { from: number; count: number }): Promise<Uint8Array> => {
  const bytes = new Uint8Array(count);
  for (let read = 0; read < count; ) {
    const { bytesRead } = await file.read(bytes, read, count - read, from + read);
    if (bytesRead === 0) throw refuseModel('it became shorter while it was read');
    read += bytesRead;
  }
  return bytes;
};

const pieceBytes = 1024 * 1024;

const lookThrough = async (
  file: FileHandle,
  options: {
    readonly start: number;
    readonly end: number;
    readonly signal: AbortSignal;
    readonly take: (piece: Uint8Array, at: number) => void;
  },
): Promise<void> => {
  const { start, end, signal, take } = options;
  for (let at = start; at < end; at += pieceBytes) {
    if (signal.aborted) throw new StudioError('cancelled', 'The import was cancelled.');
    take(await readWhole(file, { from: at, count: Math.min(pieceBytes, end - at) }), at);
  }
};

/** Pieces begin at multiples of 4 bytes of the data, and every tensor is of 4-byte numbers. */
const requireNumbers = (piece: Uint8Array, { at, header }: { readonly at: number; readonly header: Header }): void => {
  const bits = new Uint32Array(piece.buffer, piece.byteOffset, piece.length / 4);
  // An exponent of all ones: infinite, or no number at all.
  const wrong = bits.findIndex((value) => (value & 0x7f800000) === 0x7f800000);
  if (wrong < 0) return;
  const place = at + 4 * wrong;
  const owner = header.entries.find(({ begin, end }) => begin <= place && place < end);
  throw refuseModel(`${quoted(owner?.name ?? '')} holds a value that is no finite number`);
};
