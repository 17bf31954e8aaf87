/** People and their consent records. */

import { consentMethod } from '#core/contract/person.ts';
import type { ConsentStore, PersonStore } from '#server/ports/studio-store.ts';
import type { PrismaClient } from './generated/client.ts';

const oldestFirst = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

export const personRepository = (client: PrismaClient): PersonStore => ({
  insert: async (person) => {
    await client.person.create({ data: person });
  },
  read: async (id) => (await client.person.findUnique({ where: { id } })) ?? undefined,
  list: () => client.person.findMany({ orderBy: [...oldestFirst] }),
  update: async (id, changes) => {
    await client.person.update({ where: { id }, data: changes });
  },
  remove: async (id) => {
    await client.person.deleteMany({ where: { id } });
  },
});

export const consentRepository = (client: PrismaClient): ConsentStore => ({
  insert: async (consent) => {
    await client.consent.create({ data: consent });
  },
  listOf: async (personId) => {
    const rows = await client.consent.findMany({ where: { personId }, orderBy: [...oldestFirst] });
    return rows.map((row) => ({ ...row, method: consentMethod.parse(row.method) }));
  },
  withdraw: async (id, withdrawnAt) => {
    await client.consent.updateMany({ where: { id, withdrawnAt: null }, data: { withdrawnAt } });
  },
});
