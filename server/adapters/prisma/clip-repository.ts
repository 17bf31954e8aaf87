/** Clips. */
import { clipState, videoFacts } from '#core/contract/clip.ts';
import type { ClipRecord, ClipStore } from '#server/ports/studio-store.ts';
import { bytesToFloats, floatsToBytes, sizeToColumn } from './columns.ts';
import type { Clip, PrismaClient } from './generated/client.ts';

export const clipRepository = (client: PrismaClient): ClipStore => ({
  insert: async (clip) => {
    await client.clip.create({ data: { ...clip, ...columns(clip), sizeBytes: sizeToColumn(clip.sizeBytes) } });
  },
  read: async (id) => {
    const row = await client.clip.findUnique({ where: { id } });
    return row ? record(row) : undefined;
  },
  list: async (filter) => {
    const rows = await client.clip.findMany({ where: filter, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    return rows.map(record);
  },
  update: async (id, changes) => {
    await client.clip.update({ where: { id }, data: { ...changes, ...columns(changes) } });
  },
  remove: async (id) => {
    await client.clip.deleteMany({ where: { id } });
  },
});

const record = (row: Clip): ClipRecord => ({
  ...row,
  state: clipState.parse(row.state),
  sizeBytes: Number(row.sizeBytes),
  facts: row.facts === null ? null : videoFacts.parse(JSON.parse(row.facts)),
  descriptor: row.descriptor === null ? null : bytesToFloats(row.descriptor),
});

type Encoded = Pick<ClipRecord, 'facts' | 'descriptor' | 'sizeBytes'>;

const columns = ({ facts, descriptor, sizeBytes }: Partial<Encoded>) => ({
  facts: facts === undefined ? undefined : facts && JSON.stringify(facts),
  descriptor: descriptor === undefined ? undefined : descriptor && floatsToBytes(descriptor),
  sizeBytes: sizeBytes === undefined ? undefined : sizeToColumn(sizeBytes),
});
