/** Descriptors of many faces at once. */
import type { FaceStore } from '#server/ports/studio-store.ts';
import type { FaceCache } from './face-cache.ts';
import { countAgain, inList, listValue, writeTogether } from './face-writes.ts';
import type { PrismaClient } from './generated/client.ts';
import { dot, packedDots, unpackNumbers } from './packed-numbers.ts';
import type { Reader } from './reader.ts';
import type { Turns } from './turns.ts';

type Descriptors = Pick<FaceStore, 'descriptors' | 'meanOfKept' | 'measureLikeness'>;

interface Parts {
  readonly client: PrismaClient;
  readonly reader: Reader;
  readonly cache: FaceCache;
  readonly inTurn: Turns;
}

export const createDescriptors = ({ client, reader, cache, inTurn }: Parts): Descriptors => ({
  descriptors: async (ids) => {
    const rows = reader.all<{ id: string; descriptor: Uint8Array; bits: number }>(
      `SELECT id, descriptor, bits FROM face JOIN face_descriptor ON face_seq = seq WHERE id IN ${inList}`,
      listValue(ids),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids
      .flatMap((id) => byId.get(id) ?? [])
      .map(({ id, descriptor, bits }) => ({ id, descriptor: unpackNumbers(descriptor, bits) }));
  },
  meanOfKept: async (clipId) => {
    let sum: Float64Array | undefined;
    for (const [, bytes, bits] of descriptorsOf(reader, clipId, "AND state = 'kept'")) {
      const values = unpackNumbers(bytes, bits);
      sum ??= new Float64Array(values.length);
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (values[i] as number);
    }
    return sum && unitLength(sum);
  },
  measureLikeness: async (personId, to) => {
    const dotWith = packedDots(Float32Array.from(to));
    for (const clipId of cache.of(personId).faces.clipIds) {
      await inTurn(async () => {
        const measured: [seq: number, likeness: number][] = [];
        for (const [seq, bytes, bits] of descriptorsOf(reader, clipId)) measured.push([seq, dotWith(bytes, bits)]);
        await writeTogether(client, [
          {
            sql: 'UPDATE face SET likeness = value ->> 1 FROM json_each(?) WHERE seq = value ->> 0',
            values: [listValue(measured)],
          },
          countAgain([clipId]),
        ]);
        for (const [seq, likeness] of measured) cache.change(personId, [seq], { likeness });
      });
    }
  },
});

type DescriptorRow = readonly [seq: number, descriptor: Uint8Array, bits: number];

const descriptorsOf = (reader: Reader, clipId: string, condition = '') =>
  reader.lists<DescriptorRow>(
    `SELECT seq, descriptor, bits FROM face JOIN face_descriptor ON face_seq = seq
      WHERE clip_id = ? AND attempt IS NULL ${condition}`,
    clipId,
  );

const unitLength = (values: Float64Array): Float32Array => {
  const length = Math.sqrt(dot(values, values));
  return Float32Array.from(values, (value) => (length > 0 ? value / length : 0));
};
