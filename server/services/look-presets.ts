/** Looks that a person has saved under a name. */
import { randomUUID } from 'node:crypto';
import { StudioError } from '#core/contract/errors.ts';
import type { CreateLookPreset, LookPreset } from '#core/contract/look-preset.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface LookPresetsService {
  /** Oldest first. */
  list(): Promise<LookPreset[]>;
  /** @throws StudioError name_taken */
  create(preset: CreateLookPreset): Promise<LookPreset>;
  /** @throws StudioError not_found */
  remove(id: string): Promise<void>;
}

export const createLookPresetsService = ({ store, now }: StudioContext): LookPresetsService => ({
  list: () => store.lookPresets.list(),
  create: async (request) => {
    const isTaken = (await store.lookPresets.list()).some(({ name }) => name === request.name);
    if (isTaken)
      throw new StudioError('name_taken', `There are settings of this name already: ${request.name}.`, {
        facts: { name: request.name },
      });
    const preset = { ...request, id: randomUUID(), createdAt: now().toISOString() };
    await store.lookPresets.insert(preset);
    return preset;
  },
  remove: async (id) => {
    const isGone = await store.lookPresets.remove(id);
    found(isGone ? id : undefined, 'preset');
  },
});
