/** A conversion at work: rendered in a folder of its own, published in one stroke, seen only where consent still holds. */
import { join } from 'node:path';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { JobPayload, JobResult } from '#core/contract/jobs.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import type { StudioPaths } from '#server/ports/studio-files.ts';
import type { ClipRecord, ConversionRecord } from '#server/ports/studio-store.ts';
import type { JobEnding } from './active-job.ts';
import type { Announcements } from './announcements.ts';
import { requireSource } from './clip-source.ts';
import type { ConsentsService } from './consents.ts';
import type { Ingredients, ReadyModel } from './conversion-ingredients.ts';
import { type ConversionModel, pairOf } from './conversion-model.ts';
import type { JobsService } from './jobs.ts';
import { descriptorOfPerson } from './person-descriptor.ts';
import type { StudioContext } from './studio-context.ts';
import { swappedPeople } from './swapped-people.ts';
import { digestOf, dropUnfinished } from './unfinished-conversions.ts';
import { found } from './views.ts';

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly announce: Announcements;
}

/** Resolves when its job is queued. */
export const createConversionWork = (context: StudioContext, { consents, jobs, announce }: Parts) => {
  const { store, files } = context;

  /** What fails may be tried again; who cancels wants nothing of it. */
  const abandon = async (id: string, attempt: string, ending: JobEnding): Promise<void> => {
    await files.remove(attempt);
    if (ending.status === 'cancelled' || ending.error.code.startsWith('consent_')) await dropUnfinished(context, id);
    const error = ending.status === 'failed' ? { code: ending.error.code, message: ending.error.message } : null;
    await store.conversions.update(id, { state: ending.status, error });
  };

  return async (conversion: ConversionRecord, ingredients: Ingredients): Promise<void> => {
    const { id, settings } = conversion;
    const { model, clip, personIds } = ingredients;
    const attempt = await files.newAttempt();
    let startedMs = performance.now();
    const job = await jobs.start({
      kind: 'convert-video',
      title: `${clip.name} → ${await nameOf(context, pairOf(model, clip)[settings.to])}`,
      subject: { type: 'conversion', id, personId: clip.personId },
      personIds,
      payload: () => payloadOf(context, { conversion, ingredients, attempt }),
      onBegan: async () => {
        startedMs = performance.now();
        await store.conversions.update(id, { state: 'running' });
        await announce.conversion(id);
      },
      publish: async (result) => {
        await consents.require(personIds);
        await keep(context, { id, attempt, result, seconds: (performance.now() - startedMs) / 1000 });
      },
      abandon: (ending) => abandon(id, attempt, ending),
      tell: async () => {
        await announce.conversion(id);
      },
    });
    await store.conversions.update(id, { jobId: job.id });
  };
};

interface Task {
  readonly conversion: ConversionRecord;
  readonly ingredients: Ingredients;
  readonly attempt: string;
}

const payloadOf = async (context: StudioContext, { conversion, ingredients, attempt }: Task) => {
  const drawing = await drawingOf(context, { settings: conversion.settings, ingredients });
  return {
    ...drawing,
    ...outputOf(context, { conversion, ingredients, attempt }),
    ingredients: digestOf(ingredients, drawing),
  };
};

const outputOf = (context: StudioContext, { conversion, ingredients, attempt }: Task) => ({
  conversionId: conversion.id,
  outputPath: join(attempt, `result.${videoFiles[conversion.settings.format].extension}`),
  sideBySidePath: conversion.settings.sideBySide ? join(attempt, 'side-by-side.mp4') : null,
  reportFolder: attempt,
  unfinishedFolder: context.files.paths.conversionUnfinished(conversion.id),
  marks: marksOf({ ...ingredients, id: conversion.id, version: context.settings.version }),
});

/** What a worker has to know to draw the frames, whatever becomes of them. */
export const drawingOf = async (
  context: StudioContext,
  { settings, ingredients }: { readonly settings: ConversionSettings; readonly ingredients: Ingredients },
) => {
  const { paths } = context.files;
  const { model, clip } = ingredients;
  const personDescriptor = await descriptorOf(context, clip);
  const { otherFaceOf, ...people } = await swappedPeople(context, { clip, settings, personDescriptor });
  return {
    sourcePath: await requireSource(context, clip),
    facts: found(clip.facts ?? undefined, 'clip'),
    drawnBy: drawnByOf(paths, model),
    settings,
    frameTimesPath: paths.clipFrameTimes(clip.id),
    personDescriptor,
    ...people,
    drawnByOthers: await drawnByOthers(context, { others: ingredients.others, otherFaceOf }),
    shownDescriptor: await descriptorOfPerson(context, pairOf(model, clip)[settings.to]),
  };
};

/** Each person that another pair draws, with how both of that pair look. */
const drawnByOthers = (
  context: StudioContext,
  { others, otherFaceOf }: { readonly others: Ingredients['others']; readonly otherFaceOf: readonly (number | null)[] },
) =>
  Promise.all(
    [...otherFaceOf.entries()].flatMap(([person, otherFace]) => {
      if (otherFace === null) return [];
      const { face, model } = others[otherFace] as Ingredients['others'][number];
      const { personAId, personBId } = model.run;
      const [shown, replaced] = face.to === 'a' ? [personAId, personBId] : [personBId, personAId];
      return [
        (async () => ({
          ...{ person, otherFace, to: face.to, drawnBy: drawnByOf(context.files.paths, model) },
          personDescriptor: await descriptorOfPerson(context, replaced),
          shownDescriptor: await descriptorOfPerson(context, shown),
        }))(),
      ];
    }),
  );

const drawnByOf = (paths: StudioPaths, model: ReadyModel): JobPayload<'convert-video'>['drawnBy'] => {
  if (model.kind === 'dfm') return { kind: 'dfm', path: paths.dfmModel(model.dfm.id), sha256: model.dfm.sha256 };
  const { architecture, precision } = model.run.settings;
  const checkpointPath = paths.checkpoint(model.run.id, model.checkpoint.fileName);
  return { kind: 'run', checkpointPath, architecture, precision };
};

interface Rendered {
  readonly id: string;
  readonly attempt: string;
  readonly result: JobResult<'convert-video'>;
  readonly seconds: number;
}

const keep = async ({ store, files }: StudioContext, { id, attempt, result, seconds }: Rendered): Promise<void> => {
  const { written, swapped, sizeBytes, jitter, earlierSeconds = 0 } = result;
  await files.publish(attempt, files.paths.folderOf('conversions', id));
  const frames = { written, swapped };
  await store.conversions.update(id, { state: 'done', frames, jitter, sizeBytes, seconds: earlierSeconds + seconds });
};

/** How the person looks whose face is replaced: in this clip if its faces were found, else in their other clips. */
const descriptorOf = async (context: StudioContext, clip: ClipRecord): Promise<number[] | null> =>
  clip.descriptor ? [...clip.descriptor] : descriptorOfPerson(context, clip.personId);

const nameOf = async ({ store }: StudioContext, personId: string): Promise<string> =>
  (await store.persons.read(personId))?.name ?? '';

interface Marked {
  readonly clip: ClipRecord;
  readonly model: ConversionModel;
  readonly id: string;
  readonly version: string;
}

export const marksOf = ({ clip, model, id, version }: Marked) => ({
  title: `${clip.name} (AI-altered)`,
  comment: `AI-altered with Understudy ${version}: a face in this video was replaced by ${modelInWords(model)}. Conversion ${id}.`,
  description: 'https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
});

const modelInWords = (model: ConversionModel): string =>
  model.kind === 'run' ? 'a trained model' : `a model that came in as ${model.dfm.name} (SHA-256 ${model.dfm.sha256})`;
