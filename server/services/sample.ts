/** The sample project: two people whose clips a registry package carries, ready to be trained on. */
import { StudioError } from '#core/contract/errors.ts';
import type { SampleCreated } from '#core/contract/system.ts';
import type { SamplePerson } from '#server/ports/sample-source.ts';
import type { ClipsService } from './clips.ts';
import type { PersonsService } from './persons.ts';
import type { StudioContext } from './studio-context.ts';

export interface SampleService {
  /** Asked for again, it gives the people that are there and brings back what is missing. @throws StudioError package_unavailable */
  create(options?: { readonly signal?: AbortSignal }): Promise<SampleCreated>;
}

interface Parts {
  readonly persons: PersonsService;
  readonly clips: ClipsService;
}

export const createSampleService = ({ samples, now }: StudioContext, { persons, clips }: Parts): SampleService => {
  const personOf = async (sample: SamplePerson): Promise<string> => {
    const earlier = (await persons.list()).find(
      (person) => person.name === sample.name && person.consents.some(({ evidence }) => evidence === sample.evidence),
    );
    if (earlier) return earlier.id;
    const { id } = await persons.create({ name: sample.name });
    const { grantedBy, purpose, evidence } = sample;
    const validFrom = now().toISOString().slice(0, 10);
    await persons.recordConsent(id, {
      grantedBy,
      purpose,
      evidence,
      method: 'licensed-footage',
      validFrom,
      validUntil: null,
    });
    return id;
  };

  return {
    create: async ({ signal = new AbortController().signal } = {}) => {
      const personIds: string[] = [];
      for (const sample of await samples.fetch({ signal })) {
        const personId = await personOf(sample);
        personIds.push(personId);
        for (const { path, name } of sample.clips) {
          await clips.importFile({ personId, path, name, extract: true, signal }).catch(ignoreDuplicate);
        }
      }
      return { personIds };
    },
  };
};

const ignoreDuplicate = (error: unknown): void => {
  if (!(error instanceof StudioError && error.code === 'clip_duplicate')) throw error;
};
