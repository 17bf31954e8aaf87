/**
 * The header of a safetensors file: 8 bytes of its length, little endian, then JSON that says of each tensor its type,
 * shape and place in the bytes that follow. What comes from a file is believed only once it has been checked whole:
 * https://github.com/huggingface/safetensors#format
 */
import { z } from 'zod';
import type { StudioError } from '#core/contract/errors.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { parseStrictJson } from './strict-json.ts';

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

/** Who reads a file says in its own words, and under its own code, what is wrong with it. */
export type Refuse = (why: string, cause?: unknown) => StudioError;

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

/** The header's length out of the first 8 bytes, checked against the file it stands in and against what is allowed. */
export const headerLength = (
  first: Uint8Array,
  options: { readonly fileBytes: number; readonly maxBytes: number; readonly refuse: Refuse },
): number => {
  const { fileBytes, maxBytes, refuse } = options;
  if (first.length < lengthBytes) throw refuse('it is too short to have a header');
  const length = new DataView(first.buffer, first.byteOffset).getBigUint64(0, true);
  if (length > BigInt(maxBytes)) throw refuse('its header is longer than is allowed');
  if (length > BigInt(fileBytes - lengthBytes)) throw refuse('its header is longer than the file');
  return Number(length);
};

/** Checks a header against the bytes that follow it: every byte belongs to exactly one tensor. */
export const decodeHeader = (
  json: Uint8Array,
  { dataBytes, refuse }: { readonly dataBytes: number; readonly refuse: Refuse },
): Header => {
  const { __metadata__: metadata = {}, ...tensors } = parse(json, refuse);
  const entries = Object.entries(tensors).map(([name, tensor]) => checkedEntry(name, tensor, refuse));
  entries.sort((left, right) => left.begin - right.begin || left.end - right.end);
  let reached = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== reached) throw refuse(`the bytes of ${quoted(name)} do not follow those before them`);
    reached = end;
  }
  if (reached !== dataBytes) throw refuse(`its tensors are ${reached} bytes, not ${dataBytes}`);
  return { entries, metadata };
};

/** A name out of a file, in a sentence: a long one would drown it. */
export const quoted = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);

const size = z.int().nonnegative();
const headerTensor = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).max(8),
  data_offsets: z.tuple([size, size]),
});
type HeaderTensor = z.infer<typeof headerTensor>;
const headerFields = z.object({ __metadata__: z.record(z.string(), z.string()).optional() }).catchall(headerTensor);

/** A tensor's entry is the deepest there is. */
const maxDepth = 3;

const parse = (json: Uint8Array, refuse: Refuse): z.infer<typeof headerFields> => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(json);
    return headerFields.parse(parseStrictJson(text, { maxDepth }));
  } catch (cause) {
    throw refuse('its header is not a safetensors header', cause);
  }
};

const checkedEntry = (name: string, entry: HeaderTensor, refuse: Refuse): HeaderEntry => {
  const {
    dtype,
    shape,
    data_offsets: [begin, end],
  } = entry;
  if (dtype !== 'F32') throw refuse(`${quoted(name)} is ${quoted(dtype)}, not F32`);
  // A product beyond what is counted exactly is beyond any offset too, so it never equals one.
  if (end - begin !== elementCount(shape) * 4)
    throw refuse(`${quoted(name)} of shape [${shape.join(', ')}] has ${end - begin} bytes`);
  return { name, shape, begin, end };
};
