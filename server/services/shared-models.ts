/** Models of a run as files for other studios: written by a worker, seen only when whole and where consent still holds. */
import type { JobPayload, JobView } from '#core/contract/jobs.ts';
import type { CreateSharedModel, SharedModel } from '#core/contract/model-card.ts';
import { checkpointToUse } from '#core/studio/checkpoint-to-use.ts';
import { downloadName } from '#core/studio/file-names.ts';
import { type BranchPlace, isLeft } from '#core/studio/run-branches.ts';
import { shownSetIndex } from '#core/studio/shown-sets.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import { cardFor } from './model-card.ts';
import { type ModelFileParts, namesOf, startModelFile } from './model-files.ts';
import { peopleOfRun } from './run-people.ts';
import { previewPlaces } from './run-previews.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface SharedModelsService {
  /** Of the checkpoint that a conversion would take. @throws StudioError consent_*, no_checkpoint, disk_full */
  create(runId: string, request: CreateSharedModel): Promise<JobView>;
  /** Newest first. */
  list(runId: string): Promise<SharedModel[]>;
  /** Path and a name to save it under. @throws StudioError not_found, consent_* */
  file(runId: string, iteration: number): Promise<{ readonly path: string; readonly name: string }>;
}

export const createSharedModelsService = (context: StudioContext, parts: ModelFileParts): SharedModelsService => {
  const { consents } = parts;
  const { store, files } = context;
  const record = async (id: string) => found(await store.runs.read(id), 'run');

  return {
    create: async (runId, { withPictures }) => {
      const run = await record(runId);
      const { a, b } = await namesOf(context, run);
      return startModelFile(context, parts, {
        kind: 'share-model',
        run,
        title: [a, b].join(' · '),
        extension: 'safetensors',
        choose: checkpointToUse,
        payload: async (checkpoint, outputPath) => ({
          runId,
          checkpointPath: files.paths.checkpoint(runId, checkpoint.fileName),
          card: await cardFor(context, { run, checkpoint, consents }),
          pictures: withPictures ? await picturesOf(context, run, checkpoint) : [],
          outputPath,
        }),
        path: ({ iteration }) => files.paths.sharedModel(runId, iteration),
      });
    },
    list: async (runId) => {
      await record(runId);
      const { paths } = files;
      const known = (await files.names(paths.exports(runId))).flatMap(iterationOf);
      const sized = known.map(async (iteration) => ({
        iteration,
        sizeBytes: (await files.sizeBytes(paths.sharedModel(runId, iteration))) ?? 0,
      }));
      return (await Promise.all(sized)).sort((one, other) => other.iteration - one.iteration);
    },
    file: async (runId, iteration) => {
      const run = await record(runId);
      await consents.require(peopleOfRun(run));
      const path = files.paths.sharedModel(runId, iteration);
      const { a, b } = await namesOf(context, run);
      const name = downloadName([a, 'and', b, String(iteration)], 'safetensors');
      return { path: found((await files.exists(path)) ? path : undefined, 'shared model'), name };
    },
  };
};

const iterationOf = (name: string): number[] => {
  const [, iteration] = /^(\d+)\.safetensors$/.exec(name) ?? [];
  return iteration === undefined ? [] : [Number(iteration)];
};

/** How far an early picture is: before it a model draws nothing to be seen. */
const earlyShare = 1 / 20;

/** An early preview and the newest that this checkpoint has reached, of the same faces. */
const picturesOf = async (
  context: StudioContext,
  { id, branches, shownSets }: RunRecord,
  checkpoint: CheckpointRecord,
): Promise<JobPayload<'share-model'>['pictures']> => {
  const setOf = (place: BranchPlace) => shownSetIndex(shownSets, place);
  const places = (await previewPlaces(context, id)).filter(
    (place) =>
      !isLeft(branches, place) && place.iteration <= checkpoint.iteration && setOf(place) === setOf(checkpoint),
  );
  const newest = places.at(-1);
  if (newest === undefined) return [];
  const early = places.find(({ iteration }) => iteration >= newest.iteration * earlyShare) ?? newest;
  return [...new Set([early, newest])].map((place) => ({
    iteration: place.iteration,
    path: context.files.paths.preview(id, place),
  }));
};
