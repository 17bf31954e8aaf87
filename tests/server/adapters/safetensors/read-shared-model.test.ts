import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportError, StudioError } from '#core/contract/errors.ts';
import { createSharedModelReader } from '#server/adapters/safetensors/read-shared-model.ts';
import { smallArchitectures } from '#tests/helpers/small-autoencoder.ts';
import { modelBytes, rightHeader, smallWeights, someCard, someTensors } from '#tests/server/helpers/shared-models.ts';

const reader = createSharedModelReader({ architectures: smallArchitectures });
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-model-'));
  path = join(folder, 'model.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (bytes: Uint8Array) => {
  await writeFile(path, bytes);
  return reader.read(path, { signal: new AbortController().signal, onProgress: () => undefined });
};

const refusal = async (bytes: Uint8Array): Promise<string> => {
  try {
    await read(bytes);
    return 'taken';
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return error.code;
  }
};

const weight = smallWeights[0]?.name ?? '';

it('reads a whole file: its card, its digest and every weight to the bit', async () => {
  const bytes = modelBytes();
  const model = await read(bytes);
  expect(model.card).toEqual(someCard());
  expect(model.sizeBytes).toBe(bytes.length);
  expect(model.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const given = someTensors();
  expect(model.tensors.map(({ name, shape, data }) => ({ name, shape, data }))).toEqual(
    given.map(({ name, shape, data }) => ({ name, shape, data })),
  );
});

describe('what is no model of a studio', () => {
  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a few letters', Buffer.from('model')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a pickle', Buffer.concat([Buffer.from([0x80, 2]), Buffer.alloc(100, 0x2e)])],
    ['a header longer than the file', Buffer.concat([Buffer.from([200, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{}')])],
    ['a header of 2^40 bytes', Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 1, 0, 0]), Buffer.from('{}')])],
    ['a header of more than fits a number', Buffer.concat([Buffer.alloc(8, 0xff), Buffer.from('{}')])],
    ['tensors without a card', modelBytes({ header: JSON.stringify({ ...rightHeader(), __metadata__: {} }) })],
  ])('is said to be none: %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('not_a_model');
  });
});

const withHeader = (change: (header: Record<string, never>) => unknown): Buffer =>
  modelBytes({ header: JSON.stringify(change(rightHeader() as Record<string, never>)) });

const entryOf = (header: Record<string, unknown>) =>
  header[weight] as { dtype: string; shape: number[]; data_offsets: number[] };

const withEntry = (change: Partial<{ dtype: string; shape: number[]; data_offsets: number[] }>): Buffer =>
  withHeader((header) => ({ ...header, [weight]: { ...entryOf(header), ...change } }));

const metadataOf = () => (rightHeader() as { __metadata__: Record<string, string> }).__metadata__;
const withCard = (card: string): Buffer =>
  withHeader((header) => ({ ...header, __metadata__: { ...metadataOf(), card } }));
const changedCard = (change: object): Buffer => withCard(JSON.stringify({ ...someCard(), ...change }));

describe('a model file is refused whole', () => {
  const cases: [string, () => Buffer][] = [
    ['cut by a byte', () => modelBytes().subarray(0, -1)],
    ['with a byte too many', () => Buffer.concat([modelBytes(), Buffer.alloc(1)])],
    [
      'that names a tensor twice',
      () =>
        modelBytes({ header: JSON.stringify(rightHeader()).replace(`"${weight}":`, `"${weight}":{},"${weight}":`) }),
    ],
    [
      'whose metadata stands twice',
      () =>
        modelBytes({
          header: JSON.stringify(rightHeader()).replace('{"__metadata__":', '{"__metadata__":{},"__metadata__":'),
        }),
    ],
    [
      'with a tensor too many',
      () => withHeader((header) => ({ ...header, more: { dtype: 'F32', shape: [0], data_offsets: [0, 0] } })),
    ],
    ['with a tensor of another name', () => withHeader(({ [weight]: entry, ...rest }) => ({ ...rest, other: entry }))],
    ['of another type of number', () => withEntry({ dtype: 'F16' })],
    ['whose shape counts beyond any number', () => withEntry({ shape: [2 ** 50, 2 ** 50, 2 ** 50] })],
    ['whose shape counts to 2^40', () => withEntry({ shape: [2 ** 40] })],
    [
      'whose shape is another of as many numbers',
      () =>
        withHeader((header) => ({
          ...header,
          [weight]: { ...entryOf(header), shape: entryOf(header).shape.toReversed() },
        })),
    ],
    [
      'with offsets behind its end',
      () =>
        withHeader((header) => ({
          ...header,
          [weight]: { ...entryOf(header), data_offsets: entryOf(header).data_offsets.map((at) => at + 2 ** 40) },
        })),
    ],
    ['with offsets below nothing', () => withEntry({ data_offsets: [-4, 0] })],
    [
      'with offsets that overlap',
      () =>
        withHeader((header) =>
          Object.fromEntries(
            Object.entries(header).map(([name, entry]) => [
              name,
              name === '__metadata__' ? entry : { ...(entry as object), data_offsets: [0, 4] },
            ]),
          ),
        ),
    ],
    ['whose card is not JSON', () => withCard('{')],
    [
      'whose card says a thing twice',
      () => withCard(JSON.stringify(someCard()).replace('"iteration":7', '"iteration":7,"iteration":8')),
    ],
    ['whose card nests without end', () => withCard('['.repeat(1_000_000))],
    ['whose card lacks its people', () => changedCard({ people: undefined })],
    [
      'whose card has a person without a name',
      () => changedCard({ people: { ...someCard().people, a: { ...someCard().people.a, name: '' } } }),
    ],
    ['whose card counts other parameters', () => changedCard({ parameterCount: 5 })],
    ['whose card has a curve that goes back', () => changedCard({ curve: someCard().curve.toReversed() })],
    [
      'whose card has an endless number',
      () =>
        withCard(
          JSON.stringify(someCard()).replace('"trainedSeconds":3.5,"heldOut', '"trainedSeconds":1e999,"heldOut'),
        ),
    ],
    [
      'whose card has a picture that is no base64',
      () => changedCard({ pictures: [{ iteration: 1, data: '<svg onload=alert(1)>' }] }),
    ],
    [
      'whose card has pictures beyond bounds',
      () => changedCard({ pictures: [{ iteration: 1, data: 'A'.repeat(2_000_000) }] }),
    ],
  ];
  it.each(cases)('%s', async (_, bytes) => {
    expect(await refusal(bytes())).toBe('model_file_refused');
  });

  it('of an architecture, or a version, that the studio does not know', async () => {
    expect(await refusal(changedCard({ architecture: 'newer-512' }))).toBe('model_unknown');
    expect(await refusal(changedCard({ architecture: 'constructor' }))).toBe('model_unknown');
    const newer = { ...metadataOf(), version: '2' };
    expect(await refusal(withHeader((header) => ({ ...header, __metadata__: newer })))).toBe('model_unknown');
  });

  it('with a weight that is infinite or no number, wherever it lies, by name', async () => {
    const bytes = modelBytes();
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const spoiled = Buffer.from(bytes);
      spoiled.writeFloatLE(value, bytes.length - 4);
      await expect(read(spoiled)).rejects.toThrow(smallWeights.at(-1)?.name);
    }
  });

  it('without its name drowning the sentence', async () => {
    const error = await read(
      withHeader(({ [weight]: _, ...rest }) => ({
        ...rest,
        ['x'.repeat(10_000)]: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
      })),
    ).catch(reportError);
    expect((error as { message: string }).message.length).toBeLessThan(300);
  });
});

describe('whatever is done to its bytes', () => {
  const bytes = modelBytes();
  const headBytes = 8 + Number(bytes.readBigUInt64LE(0));

  /** Refused by a code, or read as a whole model of which the card and every number keep the bounds. */
  const expectCodedOrWhole = async (spoiled: Buffer): Promise<void> => {
    try {
      const { card, tensors } = await read(spoiled);
      expect(tensors.map(({ name }) => name)).toEqual(smallWeights.map(({ name }) => name));
      expect(tensors.every(({ data }) => data.every(Number.isFinite))).toBe(true);
      expect(card.architecture).toBe('original');
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      expect(['not_a_model', 'model_unknown', 'model_file_refused']).toContain(error.code);
    }
    expect(await readdir(folder)).toEqual(['model.safetensors']);
  };

  it('a cut, a changed bit or a stretch of other bytes is refused by a code or read within bounds', async () => {
    const spoiling = fc.oneof(
      fc.record({ how: fc.constant('cut' as const), at: fc.nat(bytes.length - 1) }),
      fc.record({ how: fc.constant('flip' as const), at: fc.nat(headBytes - 1), bit: fc.nat(7) }),
      fc.record({ how: fc.constant('flip' as const), at: fc.nat(bytes.length - 1), bit: fc.nat(7) }),
      fc.record({
        how: fc.constant('write' as const),
        at: fc.nat(headBytes - 1),
        with: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      }),
      fc.record({ how: fc.constant('digits' as const), at: fc.nat(headBytes - 1), with: fc.bigInt(0n, 2n ** 64n) }),
    );
    await fc.assert(
      fc.asyncProperty(spoiling, async (spoil) => {
        if (spoil.how === 'cut') return expectCodedOrWhole(bytes.subarray(0, spoil.at));
        const spoiled = Buffer.from(bytes);
        if (spoil.how === 'flip') spoiled[spoil.at] = (spoiled[spoil.at] as number) ^ (1 << spoil.bit);
        else if (spoil.how === 'write') spoiled.set(spoil.with.subarray(0, bytes.length - spoil.at), spoil.at);
        else return expectCodedOrWhole(withNumberAt(spoil.at, spoil.with));
        return expectCodedOrWhole(spoiled);
      }),
      { numRuns: 1500 },
    );
  });

  /** The first number of the header from `at` on made another one. */
  const withNumberAt = (at: number, number: bigint): Buffer => {
    const header = bytes.subarray(8, headBytes).toString();
    const rest = header.slice(at).replace(/\d+/, String(number));
    return modelBytes({ header: header.slice(0, at) + rest });
  };
});

it('a file that claims 2^40 bytes, or is as long as it says and all holes, costs the memory of a small one', async () => {
  const all = 1_900_000_000;
  const claims = {
    header: Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 1, 0, 0]), Buffer.from('{}')]),
    tensor: withEntry({ shape: [2 ** 38], data_offsets: [0, 2 ** 40] }),
    holes: withHeader(({ __metadata__ }) => ({
      __metadata__,
      [weight]: { dtype: 'F32', shape: [all / 4], data_offsets: [0, all] },
    })),
  };
  for (const [name, claim] of Object.entries(claims)) await writeFile(join(folder, name), claim);
  const headBytes = 8 + Number(claims.holes.readBigUInt64LE(0));
  await truncate(join(folder, 'holes'), headBytes);
  await truncate(join(folder, 'holes'), headBytes + all);
  const { stdout } = await promisify(execFile)(process.execPath, [
    resolve('tests/helpers/read-shared-models.ts'),
    ...Object.keys(claims).map((name) => join(folder, name)),
  ]);
  const { codes, grownBytes } = JSON.parse(stdout) as { codes: string[]; grownBytes: number };
  expect(codes).toEqual(['not_a_model', 'model_file_refused', 'model_file_refused']);
  expect(grownBytes).toBeLessThan(64 * 1024 * 1024);
});
