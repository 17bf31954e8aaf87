/**
 * Models of others (`.dfm`): looked through by a worker before anything is kept. A file says nothing of whom it shows or to
 * what they agreed, so it draws nothing until a person of this studio is named whose face it shows; from then on their
 * consent here is asked whenever it is used.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type DfmModelView, maxDfmBytes, type NameDfmPerson } from '#core/contract/dfm-model.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { displayName } from '#core/studio/file-names.ts';
import type { DfmModelRecord } from '#server/ports/dfm-model-store.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface DfmModelsService {
  /** Newest first. */
  list(): Promise<DfmModelView[]>;
  read(id: string): Promise<DfmModelView>;
  /** Before the first byte is sent. @throws StudioError file_too_large, disk_full */
  allow(file: { readonly sizeBytes: number }): Promise<void>;
  /** Takes the file at `path` over. The model is there under this id when the job is done, and never where it is refused. */
  adopt(file: {
    readonly path: string;
    readonly name: string;
  }): Promise<{ readonly modelId: string; readonly job: JobView }>;
  /** Says whose face it shows. @throws StudioError consent_*, in_use once it was converted with for somebody else */
  namePerson(id: string, named: NameDfmPerson): Promise<DfmModelView>;
  /** With its conversions. */
  remove(id: string): Promise<void>;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly announce: Announcements;
}

export const createDfmModelsService = (context: StudioContext, parts: Parts): DfmModelsService => {
  const { store, files, now } = context;
  const { consents, jobs, views, announce } = parts;
  const record = async (id: string) => found(await store.dfmModels.read(id), 'model');

  const allow: DfmModelsService['allow'] = async ({ sizeBytes }) => {
    if (sizeBytes > maxDfmBytes)
      throw new StudioError('file_too_large', 'No model of others is as large as this file.', { facts: { sizeBytes } });
    await files.requireRoom(sizeBytes);
  };

  const startImport = ({ modelId, name, folder }: Attempt): Promise<JobView> => {
    const path = join(folder, 'model.dfm');
    return jobs.start({
      kind: 'import-dfm',
      title: name,
      subject: { type: 'model', id: modelId, personId: null },
      // Of nobody yet.
      personIds: [],
      payload: async () => ({ modelId, path }),
      // The file first: a crash between leaves one that no row names, never the reverse.
      publish: async (facts) => {
        await files.publish(path, files.paths.dfmModel(modelId));
        await store.dfmModels.insert({ ...facts, id: modelId, name, personId: null, createdAt: now().toISOString() });
        await files.remove(folder);
      },
      abandon: async () => {
        await files.remove(folder);
        if (!(await store.dfmModels.read(modelId))) await files.remove(files.paths.folderOf('models', modelId));
      },
      tell: async () => {
        await announce.dfmModel(modelId);
      },
    });
  };

  return {
    list: async () => Promise.all((await store.dfmModels.list()).map(views.dfmModel)),
    read: async (id) => views.dfmModel(await record(id)),
    allow,
    adopt: async ({ path, name }) => {
      await allow({ sizeBytes: (await files.sizeBytes(path)) ?? 0 });
      const attempt = { modelId: randomUUID(), name: displayName(name), folder: await files.newAttempt() };
      try {
        await files.publish(path, join(attempt.folder, 'model.dfm'));
        return { modelId: attempt.modelId, job: await startImport(attempt) };
      } catch (error) {
        await files.remove(attempt.folder);
        throw error;
      }
    },
    namePerson: async (id, { personId }) => {
      const model = await record(id);
      await consents.require([personId]);
      await refuseAnother(context, model, personId);
      await store.dfmModels.update(id, { personId });
      return found(await announce.dfmModel(id), 'model');
    },
    remove: async (id) => {
      await record(id);
      await removeModel(context, jobs, id);
    },
  };
};

/** One import under way. */
interface Attempt {
  readonly modelId: string;
  readonly name: string;
  readonly folder: string;
}

/** What was made with it was made by one person's leave, and is not to hang on another's. */
const refuseAnother = async ({ store }: StudioContext, model: DfmModelRecord, personId: string): Promise<void> => {
  if (model.personId === null || model.personId === personId) return;
  if ((await store.conversions.list({ modelId: model.id })).length === 0) return;
  throw new StudioError(
    'in_use',
    'Conversions were made with this model: whose face it shows stays as it was said. Remove it, and bring it in anew.',
    { facts: { modelId: model.id } },
  );
};

const removeModel = async ({ store, files, events }: StudioContext, jobs: JobsService, id: string): Promise<void> => {
  const conversions = await store.conversions.list({ modelId: id });
  await jobs.endOn([id, ...conversions.map((conversion) => conversion.id)]);
  await store.dfmModels.remove(id);
  await files.remove(files.paths.folderOf('models', id));
  for (const conversion of conversions) {
    await files.remove(files.paths.folderOf('conversions', conversion.id));
    events.publish({ type: 'conversion:removed', conversionId: conversion.id });
  }
  events.publish({ type: 'model:removed', modelId: id });
};
