/**
 * Writes a checkpoint. Its tensors are copied at once, into shared memory, before anything is awaited: they are all of one
 * step, and training may go on while a thread writes them. Beside the model there is one such copy, of the file's size,
 * made at the first save and used again.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { encodeHeader } from '#core/interchange/safetensors/header.ts';
import type { CheckpointContent, SavedCheckpoint } from '#server/ports/checkpoint-store.ts';
import { createWriteThread } from './write-thread.ts';

export const createCheckpointWriter = () => {
  const thread = createWriteThread();
  let spare: SharedArrayBuffer | undefined;
  return async ({ path, ...content }: CheckpointContent & { readonly path: string }): Promise<SavedCheckpoint> => {
    const { bytes, memory } = copyOf(content, spare);
    spare = undefined;
    try {
      const sha256 = await thread.write({ path, bytes });
      return { path, sizeBytes: bytes.length, sha256 };
    } finally {
      spare = memory;
    }
  };
};

/** The whole file, in `spare` where that is large enough. */
const copyOf = (
  { tensors, metadata }: CheckpointContent,
  spare: SharedArrayBuffer | undefined,
): { readonly bytes: Uint8Array; readonly memory: SharedArrayBuffer } => {
  const header = encodeHeader({ tensors, metadata });
  const sizeBytes = tensors.reduce((sum, { shape }) => sum + elementCount(shape) * 4, header.length);
  // The header's length differs by some bytes from save to save.
  const memory = spare && spare.byteLength >= sizeBytes ? spare : new SharedArrayBuffer(sizeBytes + 64 * 1024);
  const bytes = new Uint8Array(memory, 0, sizeBytes);
  bytes.set(header);
  let at = header.length;
  for (const tensor of tensors) {
    const data = bytesOf(tensor);
    bytes.set(data, at);
    at += data.length;
  }
  return { bytes, memory };
};

const bytesOf = ({ name, shape, data }: NamedTensor): Uint8Array => {
  if (data.length !== elementCount(shape))
    throw new StudioError('internal', `"${name}" has ${data.length} numbers, not ${elementCount(shape)}.`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};
