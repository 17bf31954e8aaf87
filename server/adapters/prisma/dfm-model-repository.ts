/** Models of others. */
import type { DfmModelRecord, DfmModelStore } from '#server/ports/dfm-model-store.ts';
import { sizeToColumn } from './columns.ts';
import type { DfmModel, PrismaClient } from './generated/client.ts';

export const dfmModelRepository = (client: PrismaClient): DfmModelStore => ({
  insert: async ({ sizeBytes, ...model }) => {
    await client.dfmModel.create({ data: { ...model, sizeBytes: sizeToColumn(sizeBytes) } });
  },
  read: async (id) => {
    const row = await client.dfmModel.findUnique({ where: { id } });
    return row ? record(row) : undefined;
  },
  list: async ({ personId } = {}) => {
    const rows = await client.dfmModel.findMany({
      where: { personId },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    });
    return rows.map(record);
  },
  update: async (id, changes) => {
    await client.dfmModel.update({ where: { id }, data: changes });
  },
  remove: async (id) => {
    await client.dfmModel.deleteMany({ where: { id } });
  },
});

const record = ({ sizeBytes, ...row }: DfmModel): DfmModelRecord => ({ ...row, sizeBytes: Number(sizeBytes) });
