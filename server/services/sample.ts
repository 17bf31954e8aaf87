/** The sample project: two people whose clips a registry package carries, and a run of them that starts by itself. */

import { usualSampling } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { CreateRun } from '#core/contract/run.ts';
import type { SampleCreated } from '#core/contract/system.ts';
import type { SamplePerson } from '#server/ports/sample-source.ts';
import type { ClipsService } from './clips.ts';
import type { JobsService } from './jobs.ts';
import type { PersonsService } from './persons.ts';
import type { RunsService } from './runs.ts';
import type { StudioContext } from './studio-context.ts';

export interface SampleService {
  /** Asked for again, it gives what is there and brings back what is missing. @throws StudioError package_unavailable */
  create(options?: { readonly signal?: AbortSignal }): Promise<SampleCreated>;
  /** Waits until the faces of both people are found, then starts the run if nobody has. Resolves when it is queued. */
  begin(sample: SampleCreated): Promise<void>;
}

interface Parts {
  readonly persons: PersonsService;
  readonly clips: ClipsService;
  readonly runs: RunsService;
  readonly jobs: JobsService;
}

/** Enough faces of each to learn from, in half the time of the usual rate: who tries the studio out wants to see a picture. */
const extraction = { sampling: { ...usualSampling, samplesPerSecond: 2 } };

/** The first pictures change fast: one every other second on two cores. */
const runSettings: CreateRun['settings'] = { previewEvery: 100 };

export const createSampleService = ({ samples, now }: StudioContext, parts: Parts): SampleService => {
  const { persons, clips, runs, jobs } = parts;

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

  const runOf = async (personIds: readonly [string, string]): Promise<string> => {
    const [personAId, personBId] = personIds;
    const earlier = (await runs.list()).find((run) => run.personA.id === personAId && run.personB.id === personBId);
    return (earlier ?? (await runs.create({ personAId, personBId, settings: runSettings }))).id;
  };

  /** The jobs of a clip follow one another: its import starts its extraction. */
  const whenQuiet = async (clipId: string): Promise<void> => {
    for (let job = jobs.activeOn(clipId); job !== null; job = jobs.activeOn(clipId)) await jobs.whenEnded(job);
  };

  return {
    create: async ({ signal = new AbortController().signal } = {}) => {
      const personIds: string[] = [];
      for (const sample of await samples.fetch({ signal })) {
        const personId = await personOf(sample);
        personIds.push(personId);
        for (const { path, name } of sample.clips) {
          await clips.importFile({ personId, path, name, extract: extraction, signal }).catch(ignoreDuplicate);
        }
      }
      const [a, b] = personIds as [string, string];
      return { personIds, runId: await runOf([a, b]) };
    },
    begin: async ({ personIds, runId }) => {
      for (const personId of personIds) for (const clip of await clips.list(personId)) await whenQuiet(clip.id);
      if ((await runs.read(runId)).state === 'draft') await runs.command(runId, 'start');
    },
  };
};

const ignoreDuplicate = (error: unknown): void => {
  if (!(error instanceof StudioError && error.code === 'clip_duplicate')) throw error;
};
