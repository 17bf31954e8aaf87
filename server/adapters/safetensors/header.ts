/**
 * The header of a safetensors file: 8 bytes of its length, little endian, then JSON that says of each tensor its type,
 * shape and place in the bytes that follow. What comes from a file is believed only once it has been checked whole:
 * https://github.com/huggingface/safetensors#format
 */
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';

/** A tensor's place in the file: `begin` and `end` count from the end of the header. */
export interface HeaderEntry {
  readonly name: string;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  /** In the order of their bytes. */
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own limit; ours are some 20 kB. */
export const maxHeaderBytes = 100_000_000;
export const lengthBytes = 8;

/** The bytes of length and header; padded with spaces so that the tensors begin at a multiple of 8. */
export const encodeHeader = (options: {
  readonly tensors: readonly { readonly name: string; readonly shape: Shape }[];
  readonly metadata: Readonly<Record<string, string>>;
}): Uint8Array => {
  const fields: Record<string, unknown> = { __metadata__: options.metadata };
  let begin = 0;
  for (const { name, shape } of options.tensors) {
    const end = begin + elementCount(shape) * 4;
    fields[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
    begin = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(fields));
  const bytes = new Uint8Array(lengthBytes + Math.ceil(json.length / 8) * 8).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(bytes.length - lengthBytes), true);
  bytes.set(json, lengthBytes);
  return bytes;
};

/** The header's length out of the first 8 bytes, checked against the file it stands in. */
export const headerLength = (first: Uint8Array, fileBytes: number): number => {
  if (first.length < lengthBytes) throw damaged('it is too short to have a header');
  const length = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true);
  if (length > BigInt(maxHeaderBytes)) throw damaged('its header is longer than the format allows');
  if (length > BigInt(fileBytes - lengthBytes)) throw damaged('its header is longer than the file');
  return Number(length);
};

/** Checks a header against the bytes that follow it: every byte belongs to exactly one tensor. */
export const decodeHeader = (json: Uint8Array, dataBytes: number): Header => {
  const { __metadata__: metadata = {}, ...tensors } = parse(json);
  const entries = Object.entries(tensors).map(([name, tensor]) => checkedEntry(name, tensor));
  entries.sort((left, right) => left.begin - right.begin || left.end - right.end);
  let reached = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== reached) throw damaged(`the bytes of "${name}" do not follow those before them`);
    reached = end;
  }
  if (reached !== dataBytes) throw damaged(`its tensors are ${reached} bytes, not ${dataBytes}`);
  return { entries, metadata };
};

export const damaged = (why: string, cause?: unknown): StudioError =>
  new StudioError('checkpoint_damaged', `The checkpoint cannot be used: ${why}.`, { cause });

const size = z.int().nonnegative();
const headerTensor = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});
type HeaderTensor = z.infer<typeof headerTensor>;
const headerFields = z.object({ __metadata__: z.record(z.string(), z.string()).optional() }).catchall(headerTensor);

const parse = (json: Uint8Array): z.infer<typeof headerFields> => {
  try {
    return headerFields.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
  } catch (cause) {
    throw damaged('its header is not a safetensors header', cause);
  }
};

const checkedEntry = (name: string, { dtype, shape, data_offsets: [begin, end] }: HeaderTensor): HeaderEntry => {
  if (dtype !== 'F32') throw damaged(`"${name}" is ${dtype}, not F32`);
  if (end - begin !== elementCount(shape) * 4)
    throw damaged(`"${name}" of shape [${shape.join(', ')}] has ${end - begin} bytes`);
  return { name, shape, begin, end };
};
