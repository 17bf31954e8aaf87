/**
 * Models that come in as files: checked by a worker, and from then on a run that never trains. Nothing of a file is in the
 * studio before it was found right, and no model without two people of this studio, who are known by consent records here:
 * what the file says of consent is shown, and lets nothing through.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { JobResult, JobView } from '#core/contract/jobs.ts';
import { maxModelFileBytes } from '#core/contract/model-card.ts';
import { runSettings } from '#core/contract/run.ts';
import { displayName } from '#core/studio/file-names.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { newRun } from './new-run.ts';
import type { StudioContext } from './studio-context.ts';
import type { Views } from './views.ts';

/** Who the two sides of the file are. */
export interface ImportedPair {
  readonly personAId: string;
  readonly personBId: string;
}

export interface ModelImportsService {
  /** Before the first byte is sent. @throws StudioError bad_request, not_found, consent_*, file_too_large, disk_full */
  allow(model: ImportedPair & { readonly sizeBytes: number }): Promise<void>;
  /** Takes the file at `path` over. The run is there under this id when the job is done, and never where it is refused. */
  adopt(
    model: ImportedPair & { readonly path: string; readonly name: string },
  ): Promise<{ readonly runId: string; readonly job: JobView }>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
}

export const createModelImportsService = (context: StudioContext, parts: Parts): ModelImportsService => {
  const { files } = context;
  const allow: ModelImportsService['allow'] = async ({ personAId, personBId, sizeBytes }) => {
    if (personAId === personBId) throw new StudioError('bad_request', 'A model needs two different people.');
    await parts.consents.require([personAId, personBId]);
    if (sizeBytes > maxModelFileBytes)
      throw new StudioError('file_too_large', 'No model is as large as this file.', { facts: { sizeBytes } });
    // The file, and the checkpoint that is made of it.
    await files.requireRoom(2 * sizeBytes);
  };
  return {
    allow,
    adopt: async ({ path, name, ...pair }) => {
      await allow({ ...pair, sizeBytes: (await files.sizeBytes(path)) ?? 0 });
      const folder = await files.newAttempt();
      try {
        const attempt = { runId: randomUUID(), pair, fileName: displayName(name), folder };
        await files.publish(path, fileOf(attempt));
        return { runId: attempt.runId, job: await startImport(context, parts, attempt) };
      } catch (error) {
        await files.remove(folder);
        throw error;
      }
    },
  };
};

/** One import under way. */
interface Attempt {
  readonly runId: string;
  readonly pair: ImportedPair;
  readonly fileName: string;
  readonly folder: string;
}

const fileOf = ({ folder }: Attempt): string => join(folder, 'model.safetensors');
const runFolderOf = ({ folder }: Attempt): string => join(folder, 'run');

const startImport = (context: StudioContext, parts: Parts, attempt: Attempt): Promise<JobView> => {
  const { store, files, events } = context;
  const { consents, jobs, views } = parts;
  const personIds = [attempt.pair.personAId, attempt.pair.personBId];
  return jobs.start({
    kind: 'import-model',
    title: attempt.fileName,
    subject: { type: 'run', id: attempt.runId, personId: null },
    personIds,
    payload: async () => ({ runId: attempt.runId, path: fileOf(attempt), runFolder: runFolderOf(attempt) }),
    publish: async (result) => {
      await consents.require(personIds);
      await keep(context, attempt, result);
      await files.remove(attempt.folder);
    },
    abandon: async () => {
      await files.remove(attempt.folder);
      if (!(await store.runs.read(attempt.runId))) await files.remove(files.paths.run(attempt.runId));
    },
    tell: async () => {
      const run = await store.runs.read(attempt.runId);
      if (run) events.publish({ type: 'run:changed', run: await views.run(run) });
    },
  });
};

/** Files first, then the rows in one stroke: a crash between leaves files that no row names, never the reverse. */
const keep = async (
  { store, files, now }: StudioContext,
  attempt: Attempt,
  result: JobResult<'import-model'>,
): Promise<void> => {
  const { runId, pair } = attempt;
  const { curve, validation } = result.card;
  await files.publish(runFolderOf(attempt), files.paths.run(runId));
  const unmeasured = { learningRate: null, imagesPerSecond: null, waitingShare: null };
  await files.losses.append(
    runId,
    curve.map((point) => ({ ...point, ...unmeasured })),
  );
  await files.validation.append(runId, validation);
  const createdAt = now().toISOString();
  const { id: pairId } = await store.runs.pairOf({ ...pair, id: randomUUID(), createdAt });
  await store.runs.insert(
    importedRun({ attempt, result, pairId, createdAt }),
    importedCheckpoint({ runId, result, createdAt }),
  );
};

const importedRun = (of: {
  readonly attempt: Attempt;
  readonly result: JobResult<'import-model'>;
  readonly pairId: string;
  readonly createdAt: string;
}): RunRecord => {
  const { attempt, pairId, createdAt } = of;
  const { sha256, card, previewIteration } = of.result;
  const last = card.curve.at(-1);
  const settings = runSettings.parse({ ...card.settings, architecture: card.architecture });
  return {
    ...newRun({ pairId, ...attempt.pair, settings, createdAt }),
    id: attempt.runId,
    state: 'imported',
    iteration: card.iteration,
    lossA: last?.a ?? null,
    lossB: last?.b ?? null,
    trainedSeconds: card.trainedSeconds,
    previewIteration,
    imported: { sha256, fileName: attempt.fileName, importedAt: createdAt, card },
  };
};

const importedCheckpoint = (of: {
  readonly runId: string;
  readonly result: JobResult<'import-model'>;
  readonly createdAt: string;
}): CheckpointRecord => {
  const { card, checkpoint } = of.result;
  return {
    id: randomUUID(),
    runId: of.runId,
    ...checkpoint,
    branch: 0,
    iteration: card.iteration,
    trainedSeconds: card.trainedSeconds,
    heldOutError: card.heldOutError,
    createdAt: of.createdAt,
    kind: 'automatic',
    name: null,
    fault: null,
  };
};
