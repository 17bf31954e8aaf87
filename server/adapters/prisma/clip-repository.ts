/** Clips. */
import { clipKind, clipSampling, clipState, videoFacts } from '#core/contract/clip.ts';
import { frameRange } from '#core/contract/face-edit.ts';
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
  kind: clipKind.parse(row.kind),
  sampling: clipSampling.parse(JSON.parse(row.sampling)),
  excluded: frameRange.array().parse(JSON.parse(row.excluded)),
  sizeBytes: Number(row.sizeBytes),
  facts: row.facts === null ? null : videoFacts.parse(JSON.parse(row.facts)),
  descriptor: row.descriptor === null ? null : bytesToFloats(row.descriptor),
});

type Encoded = Pick<ClipRecord, 'facts' | 'descriptor' | 'sizeBytes' | 'sampling' | 'excluded'>;

const columns = ({ facts, descriptor, sizeBytes, sampling, excluded }: Partial<Encoded>) => ({
  sampling: sampling && JSON.stringify(sampling),
  excluded: excluded && JSON.stringify(excluded),
  facts: facts === undefined ? undefined : facts && JSON.stringify(facts),
  descriptor: descriptor === undefined ? undefined : descriptor && floatsToBytes(descriptor),
  sizeBytes: sizeBytes === undefined ? undefined : sizeToColumn(sizeBytes),
});
