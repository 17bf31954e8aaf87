/** What every file made of a run's model goes through: written by a worker, seen only when whole and where consent still holds. */
import { join } from 'node:path';
import type { JobPayload, JobView } from '#core/contract/jobs.ts';
import type { Side } from '#core/contract/run.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { standingCheckpoints, untrained } from './run-checkpoints.ts';
import { peopleOfRun } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';

export interface ModelFileParts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
}

export interface ModelFile<Kind extends 'export-model' | 'share-model'> {
  readonly kind: Kind;
  readonly run: RunRecord;
  readonly title: string;
  readonly extension: string;
  /** Which of the states that stand is made into it. */
  choose(checkpoints: readonly CheckpointRecord[]): CheckpointRecord | undefined;
  payload(checkpoint: CheckpointRecord, outputPath: string): Promise<JobPayload<Kind>>;
  path(checkpoint: CheckpointRecord): string;
}

/** @throws StudioError consent_*, no_checkpoint, disk_full */
export const startModelFile = async <Kind extends 'export-model' | 'share-model'>(
  context: StudioContext,
  { consents, jobs }: ModelFileParts,
  { kind, run, title, extension, choose, payload, path }: ModelFile<Kind>,
): Promise<JobView> => {
  const { files } = context;
  const personIds = peopleOfRun(run);
  await consents.require(personIds);
  const checkpoint = choose(await standingCheckpoints(context, run.id));
  if (!checkpoint) throw untrained(run.id);
  await files.requireRoom(checkpoint.sizeBytes);
  const attempt = await files.newAttempt();
  const outputPath = join(attempt, `model.${extension}`);
  return jobs.start({
    kind,
    title,
    subject: { type: 'run', id: run.id, personId: null },
    personIds,
    payload: () => payload(checkpoint, outputPath),
    publish: async () => {
      await consents.require(personIds);
      await files.makeFolder(files.paths.exports(run.id));
      await files.publish(outputPath, path(checkpoint));
      await files.remove(attempt);
    },
    abandon: () => files.remove(attempt),
    tell: () => Promise.resolve(),
  });
};

export const namesOf = async ({ store }: StudioContext, run: RunRecord): Promise<Record<Side, string>> => {
  const name = async (id: string) => (await store.persons.read(id))?.name ?? '';
  return { a: await name(run.personAId), b: await name(run.personBId) };
};
