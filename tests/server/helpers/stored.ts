/** People and clips as a store holds them, without a studio around it. */
import { randomUUID } from 'node:crypto';
import { usualSampling } from '#core/contract/clip.ts';
import type { ClipRecord, PersonRecord, StudioStore } from '#server/ports/studio-store.ts';
import { facts } from './scenes.ts';

const createdAt = '2026-05-10T12:00:00.000Z';

export const storedPerson = async (store: StudioStore, name = 'Ana'): Promise<PersonRecord> => {
  const record = { id: randomUUID(), name, hasReference: false, createdAt };
  await store.persons.insert(record);
  return record;
};

export const storedClip = async (
  store: StudioStore,
  personId: string,
  changes: Partial<ClipRecord> = {},
): Promise<ClipRecord> => {
  const record: ClipRecord = {
    id: randomUUID(),
    personId,
    name: 'clip.mp4',
    state: 'ready',
    extension: 'mp4',
    sizeBytes: 12_345_678_901,
    sha256: 'abc',
    facts,
    playable: true,
    kind: 'video',
    linkedPath: null,
    sourceUrl: null,
    hasProxy: false,
    sampling: usualSampling,
    excluded: [],
    descriptor: [0.5, -0.25],
    extractedAt: createdAt,
    createdAt,
    ...changes,
  };
  await store.clips.insert(record);
  return record;
};
