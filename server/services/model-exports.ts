/** Models of a run as files that other programs load: written by a worker, seen only when whole and where consent still holds. */
import { join } from 'node:path';
import type { JobView } from '#core/contract/jobs.ts';
import type { CreateModelExport, ModelExport } from '#core/contract/model-export.ts';
import type { Side } from '#core/contract/run.ts';
import { downloadName } from '#core/studio/file-names.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import { standingCheckpoints, untrained } from './run-checkpoints.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface ModelExportsService {
  /** Of the run's newest checkpoint. @throws StudioError consent_*, no_checkpoint, disk_full */
  create(runId: string, request: CreateModelExport): Promise<JobView>;
  /** Newest first. */
  list(runId: string): Promise<ModelExport[]>;
  /** Path and a name to save it under. @throws StudioError not_found, consent_* */
  file(
    runId: string,
    which: Pick<ModelExport, 'iteration' | 'to'>,
  ): Promise<{ readonly path: string; readonly name: string }>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
}

export const createModelExportsService = (context: StudioContext, { consents, jobs }: Parts): ModelExportsService => {
  const { store, files } = context;
  const record = async (id: string) => found(await store.runs.read(id), 'run');

  return {
    create: async (runId, { to }) => {
      const run = await record(runId);
      const personIds = [run.personAId, run.personBId];
      await consents.require(personIds);
      const checkpoint = (await standingCheckpoints(context, runId)).find(({ fault }) => fault === null);
      if (!checkpoint) throw untrained(runId);
      await files.requireRoom(checkpoint.sizeBytes);
      const attempt = await files.newAttempt();
      const outputPath = join(attempt, 'model.dfm');
      return jobs.start({
        kind: 'export-model',
        title: (await namesOf(context, run))[to],
        subject: { type: 'run', id: runId, personId: null },
        personIds,
        payload: () => payloadOf(context, { run, checkpoint, to, outputPath }),
        publish: async () => {
          await consents.require(personIds);
          await files.makeFolder(files.paths.exports(runId));
          await files.publish(outputPath, files.paths.export(runId, checkpoint.iteration, to));
          await files.remove(attempt);
        },
        abandon: () => files.remove(attempt),
        tell: () => Promise.resolve(),
      });
    },
    list: async (runId) => {
      await record(runId);
      const { paths } = files;
      const known = (await files.names(paths.exports(runId))).flatMap(exportNamed);
      const sized = known.map(async ({ iteration, to }) => ({
        iteration,
        to,
        sizeBytes: (await files.sizeBytes(paths.export(runId, iteration, to))) ?? 0,
      }));
      return (await Promise.all(sized)).sort((one, other) => other.iteration - one.iteration);
    },
    file: async (runId, { iteration, to }) => {
      const run = await record(runId);
      await consents.require([run.personAId, run.personBId]);
      const path = files.paths.export(runId, iteration, to);
      const names = await namesOf(context, run);
      const name = downloadName([names[to], 'over', names[to === 'a' ? 'b' : 'a'], String(iteration)], 'dfm');
      return { path: found((await files.exists(path)) ? path : undefined, 'export'), name };
    },
  };
};

const exportNamed = (name: string): { readonly iteration: number; readonly to: Side }[] => {
  const [, iteration, to] = /^(\d+)-([ab])\.dfm$/.exec(name) ?? [];
  return iteration === undefined ? [] : [{ iteration: Number(iteration), to: to as Side }];
};

interface ToExport {
  readonly run: RunRecord;
  readonly checkpoint: CheckpointRecord;
  readonly to: Side;
  readonly outputPath: string;
}

const payloadOf = async (context: StudioContext, { run, checkpoint, to, outputPath }: ToExport) => ({
  runId: run.id,
  checkpointPath: context.files.paths.checkpoint(run.id, checkpoint.fileName),
  architecture: run.settings.architecture,
  to,
  outputPath,
  metadata: {
    made_by: `Understudy ${context.settings.version}`,
    architecture: run.settings.architecture,
    iteration: String(checkpoint.iteration),
    checkpoint_sha256: checkpoint.sha256,
    use: 'Draws the face of a real person: for uses that this person has agreed to.',
  },
});

const namesOf = async ({ store }: StudioContext, run: RunRecord): Promise<Record<Side, string>> => {
  const name = async (id: string) => (await store.persons.read(id))?.name ?? '';
  return { a: await name(run.personAId), b: await name(run.personBId) };
};
