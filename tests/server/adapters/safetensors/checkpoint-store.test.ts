import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { decodeHeader, encodeHeader, headerLength, lengthBytes } from '#core/interchange/safetensors/header.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { damaged } from '#server/adapters/safetensors/damaged.ts';

const store = createSafetensorsStore();
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-checkpoint-'));
  path = join(folder, 'model.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

const tensors: NamedTensor[] = [
  { name: 'encoder/kernel', shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, Number.MIN_VALUE, 1e30) },
  { name: 'steps', shape: [], data: Float32Array.of(7) },
  { name: 'nothing', shape: [0, 4], data: new Float32Array(0) },
];
const metadata = { iteration: '7', note: 'São João' };

/** A reader of its own, from the format's description alone. */
const readIndependently = (
  file: Buffer,
): { metadata: unknown; tensors: Record<string, { shape: number[]; data: number[] }> } => {
  const start = 8 + Number(file.readBigUInt64LE(0));
  const { __metadata__, ...entries } = JSON.parse(file.toString('utf8', 8, start)) as Record<string, never>;
  const read = Object.entries(entries as Record<string, { shape: number[]; data_offsets: [number, number] }>).map(
    ([name, entry]) => {
      const [begin, end] = entry.data_offsets;
      const data = Array.from({ length: (end - begin) / 4 }, (_, index) => file.readFloatLE(start + begin + index * 4));
      return [name, { shape: entry.shape, data }] as const;
    },
  );
  return { metadata: __metadata__, tensors: Object.fromEntries(read) };
};

describe('a checkpoint', () => {
  it('comes back as it was written, and its size and digest are the file’s', async () => {
    const saved = await store.write({ path, tensors, metadata });
    const file = await readFile(path);
    expect(saved).toEqual({ path, sizeBytes: file.length, sha256: createHash('sha256').update(file).digest('hex') });
    const read = await store.read(path);
    expect(read.metadata).toEqual(metadata);
    expect(read.tensors.map(({ name, shape, data }) => ({ name, shape, data }))).toEqual(
      expect.arrayContaining(tensors.map(({ name, shape, data }) => ({ name, shape, data }))),
    );
    expect(read.tensors.length).toBe(tensors.length);
  });

  it('is a safetensors file to others: little-endian F32, header padded to 8 bytes', async () => {
    await store.write({ path, tensors, metadata });
    const file = await readFile(path);
    expect(Number(file.readBigUInt64LE(0)) % 8).toBe(0);
    const read = readIndependently(file);
    expect(read.metadata).toEqual(metadata);
    for (const { name, shape, data } of tensors) expect(read.tensors[name]).toEqual({ shape, data: [...data] });
  });

  it('takes each tensor once, and reads only those that are asked for', async () => {
    let taken = 0;
    const lazy: NamedTensor = {
      name: 'lazy',
      shape: [2],
      get data() {
        taken += 1;
        return Float32Array.of(1, 2);
      },
    };
    await store.write({ path, tensors: [lazy], metadata });
    expect(taken).toBe(1);
  });

  it('takes the place of an earlier one only when it is whole', async () => {
    await store.write({ path, tensors, metadata });
    const before = await readFile(path);
    const failing: NamedTensor = {
      name: 'b',
      shape: [1],
      get data(): Float32Array {
        throw new Error('the engine failed');
      },
    };
    await expect(store.write({ path, tensors: [tensors[0] as NamedTensor, failing], metadata })).rejects.toThrow(
      'the engine failed',
    );
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(folder)).toEqual(['model.safetensors']);
  });

  it('is refused as missing where there is none', async () => {
    await expect(store.read(path)).rejects.toMatchObject({ code: 'file_missing' });
  });
});

describe('a damaged checkpoint is refused', () => {
  const write = (header: unknown, dataBytes: number, length?: bigint): Promise<void> => {
    const json = typeof header === 'string' ? Buffer.from(header) : Buffer.from(JSON.stringify(header));
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(length ?? BigInt(json.length));
    return writeFile(path, Buffer.concat([head, json, Buffer.alloc(dataBytes)]));
  };
  const entry = (shape: unknown, begin: number, end: number, dtype = 'F32') => ({
    dtype,
    shape,
    data_offsets: [begin, end],
  });

  const cases: [string, unknown, number, bigint?][] = [
    ['whose header is longer than the file', '{}', 0, 3n],
    ['whose header is longer than the format allows', '{}', 0, 2n ** 63n],
    ['whose header is not JSON', '{oops', 0],
    ['whose header is not an object', '[]', 0],
    ['whose header is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'), 0],
    ['with a tensor past the end', { a: entry([2], 0, 8) }, 4],
    ['with bytes that belong to nobody', { a: entry([1], 0, 4) }, 8],
    ['with a gap', { a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12],
    ['with tensors that overlap', { a: entry([2], 0, 8), b: entry([1], 4, 8) }, 8],
    ['whose shape and bytes differ', { a: entry([3], 0, 8) }, 8],
    ['with ends before beginnings', { a: entry([1], 4, 0) }, 4],
    ['with sizes below zero', { a: entry([-1], 0, 4) }, 4],
    ['with sizes that are not whole', { a: entry([1.5], 0, 6) }, 6],
    ['with sizes beyond counting', { a: entry([2 ** 52, 2 ** 52], 0, 4) }, 4],
    ['with another type', { a: entry([2], 0, 4, 'F16') }, 4],
    ['with offsets missing', { a: { dtype: 'F32', shape: [1] } }, 4],
    ['whose metadata is not text', { __metadata__: { a: 1 } }, 0],
    [
      'that names a tensor twice',
      '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      4,
    ],
    ['that says a shape twice', '{"a":{"dtype":"F32","shape":[2],"shape":[1],"data_offsets":[0,4]}}', 4],
    ['that names what is no name', '{"__proto__":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}', 0],
    ['that nests without end', `{"a":${'['.repeat(100_000)}`, 0],
  ];
  it.each(cases)('%s', async (_, header, dataBytes, length) => {
    await write(header, dataBytes, length);
    await expect(store.read(path)).rejects.toMatchObject({ code: 'checkpoint_damaged' });
  });

  it('too short to have a header', async () => {
    await writeFile(path, 'abc');
    await expect(store.read(path)).rejects.toMatchObject({ code: 'checkpoint_damaged' });
  });

  it('cut anywhere', async () => {
    await store.write({ path, tensors, metadata });
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      await expect(store.read(path)).rejects.toMatchObject({ code: 'checkpoint_damaged' });
    }
  });

  it('or read rightly, whichever byte of the header is changed', () => {
    const encoded = encodeHeader({ tensors, metadata });
    fc.assert(
      fc.property(fc.nat(encoded.length - 1), fc.nat(255), (at, value) => {
        const changed = encoded.slice();
        changed[at] = value;
        const dataBytes = 28;
        try {
          const length = headerLength(changed.subarray(0, lengthBytes), {
            fileBytes: encoded.length + dataBytes,
            maxBytes: 1e6,
            refuse: damaged,
          });
          const { entries } = decodeHeader(changed.subarray(lengthBytes, lengthBytes + length), {
            dataBytes: encoded.length + dataBytes - lengthBytes - length,
            refuse: damaged,
          });
          // What is accepted covers the bytes exactly.
          expect(entries.reduce((sum, { begin, end }) => sum + end - begin, 0)).toBe(
            encoded.length + dataBytes - lengthBytes - length,
          );
        } catch (error) {
          expect(error).toMatchObject({ code: 'checkpoint_damaged' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
