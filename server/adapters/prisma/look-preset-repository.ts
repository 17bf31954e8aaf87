/** Saved looks. */
import { lookSettings } from '#core/contract/look-preset.ts';
import type { LookPresetStore } from '#server/ports/studio-store.ts';
import type { PrismaClient } from './generated/client.ts';

export const lookPresetRepository = (client: PrismaClient): LookPresetStore => ({
  insert: async ({ look, ...preset }) => {
    await client.lookPreset.create({ data: { ...preset, look: JSON.stringify(look) } });
  },
  list: async () => {
    const rows = await client.lookPreset.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    return rows.map((row) => ({ ...row, look: lookSettings.parse(JSON.parse(row.look)) }));
  },
  remove: async (id) => (await client.lookPreset.deleteMany({ where: { id } })).count > 0,
});
