/** Links. */
import { linkFacts, linkState, playlist } from '#core/contract/link.ts';
import type { LinkRecord, LinkStore } from '#server/ports/link-store.ts';
import { errorFromColumns, errorToColumns } from './columns.ts';
import type { Link, PrismaClient } from './generated/client.ts';

export const linkRepository = (client: PrismaClient): LinkStore => ({
  insert: async (links) => {
    await client.link.createMany({ data: links.map(toRow) });
  },
  read: async (id) => {
    const row = await client.link.findUnique({ where: { id } });
    return row ? record(row) : undefined;
  },
  list: async ({ personId, states }) => {
    const where = { personId, state: states && { in: [...states] } };
    const rows = await client.link.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    return rows.map(record);
  },
  update: async (id, changes) => {
    await client.link.updateMany({ where: { id }, data: toRow(changes) });
  },
  remove: async (id) => {
    await client.link.deleteMany({ where: { id } });
  },
});

const record = ({ errorCode, errorMessage, ...row }: Link): LinkRecord => ({
  ...row,
  state: linkState.parse(row.state),
  facts: row.facts === null ? null : linkFacts.parse(JSON.parse(row.facts)),
  playlist: row.playlist === null ? null : playlist.parse(JSON.parse(row.playlist)),
  error: errorFromColumns({ errorCode, errorMessage }),
});

const toRow = <Changes extends Partial<LinkRecord>>({ error, facts, playlist: list, ...rest }: Changes) => ({
  ...rest,
  ...errorToColumns(error),
  facts: facts && JSON.stringify(facts),
  playlist: list && JSON.stringify(list),
});
