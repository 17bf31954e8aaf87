/** Models of a run as files that other programs load: written by a worker, seen only when whole and where consent still holds. */
import type { JobView } from '#core/contract/jobs.ts';
import type { CreateModelExport, ModelExport } from '#core/contract/model-export.ts';
import type { Side } from '#core/contract/run.ts';
import { downloadName } from '#core/studio/file-names.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import { type ModelFileParts, namesOf, startModelFile } from './model-files.ts';
import { peopleOfRun } from './run-people.ts';
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

export const createModelExportsService = (context: StudioContext, parts: ModelFileParts): ModelExportsService => {
  const { consents } = parts;
  const { store, files } = context;
  const record = async (id: string) => found(await store.runs.read(id), 'run');

  return {
    create: async (runId, { to }) => {
      const run = await record(runId);
      return startModelFile(context, parts, {
        kind: 'export-model',
        run,
        title: (await namesOf(context, run))[to],
        extension: 'dfm',
        choose: (checkpoints) => checkpoints.find(({ fault }) => fault === null),
        payload: async (checkpoint, outputPath) => payloadOf(context, { run, checkpoint, to, outputPath }),
        path: ({ iteration }) => files.paths.export(runId, iteration, to),
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
      await consents.require(peopleOfRun(run));
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

const payloadOf = (context: StudioContext, { run, checkpoint, to, outputPath }: ToExport) => ({
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
