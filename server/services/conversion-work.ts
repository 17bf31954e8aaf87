/** A conversion at work: rendered in a folder of its own, published in one stroke, seen only where consent still holds. */
import { join } from 'node:path';
import type { JobResult } from '#core/contract/jobs.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import type { ClipRecord, ConversionRecord } from '#server/ports/studio-store.ts';
import type { JobEnding } from './active-job.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import { drawingOf } from './conversion-drawing.ts';
import type { Ingredients } from './conversion-ingredients.ts';
import { type ConversionModel, pairOf } from './conversion-model.ts';
import type { JobsService } from './jobs.ts';
import { keepSegments, keptSegmentsOf } from './kept-segments.ts';
import type { LookPicksService } from './look-picks.ts';
import type { StudioContext } from './studio-context.ts';
import { digestOf, dropUnfinished, sweepUnfinished } from './unfinished-conversions.ts';

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly announce: Announcements;
  readonly looks: LookPicksService;
}

/** Resolves when its job is queued. */
export const createConversionWork = (context: StudioContext, { consents, jobs, announce, looks }: Parts) => {
  const { store, files } = context;

  /** What fails may be tried again; who cancels wants nothing of it. */
  const abandon = async (id: string, attempt: string, ending: JobEnding): Promise<void> => {
    await files.remove(attempt);
    if (ending.status === 'cancelled' || ending.error.code.startsWith('consent_')) await dropUnfinished(context, id);
    const error = ending.status === 'failed' ? { code: ending.error.code, message: ending.error.message } : null;
    await store.conversions.update(id, { state: ending.status, error });
  };

  /** Picked and kept before anything is drawn, so that another try goes on with the same. */
  const settle = async ({ conversion, ingredients }: Omit<Task, 'attempt'>, signal: AbortSignal) => {
    const { settings: before } = conversion;
    const settings = await looks.settle({ ...ingredients, settings: before }, signal);
    if (settings === before) return conversion;
    await store.conversions.update(conversion.id, { settings });
    await announce.conversion(conversion.id);
    return { ...conversion, settings };
  };

  return async (conversion: ConversionRecord, ingredients: Ingredients): Promise<void> => {
    const { id, settings } = conversion;
    await sweepUnfinished(context, consents);
    const { model, clip, personIds } = ingredients;
    const attempt = await files.newAttempt();
    let startedMs = performance.now();
    const job = await jobs.start({
      kind: 'convert-video',
      title: `${clip.name} → ${await nameOf(context, pairOf(model, clip)[settings.to])}`,
      subject: { type: 'conversion', id, personId: clip.personId },
      personIds,
      payload: async (signal) =>
        payloadOf(context, { conversion: await settle({ conversion, ingredients }, signal), ingredients, attempt }),
      onBegan: async () => {
        startedMs = performance.now();
        await store.conversions.update(id, { state: 'running' });
        await announce.conversion(id);
      },
      publish: async (result) => {
        await consents.require(personIds);
        await keepSegments(context, { conversion, attempt });
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
    finishedElsewhere: await keptSegmentsOf(context, ingredients.clip.id),
    ingredients: digestOf(ingredients, { ...drawing, settings: { ...drawing.settings, ...sayingNothingOfFrames } }),
  };
};

/** Which part is drawn, and how it came that it is drawn so: frames are the same whatever stands there. */
const sayingNothingOfFrames = { inSeconds: null, outSeconds: null, measured: [], lookPick: null };

const outputOf = (context: StudioContext, { conversion, ingredients, attempt }: Task) => ({
  conversionId: conversion.id,
  outputPath: join(attempt, `result.${videoFiles[conversion.settings.format].extension}`),
  sideBySidePath: conversion.settings.sideBySide ? join(attempt, 'side-by-side.mp4') : null,
  reportFolder: attempt,
  unfinishedFolder: context.files.paths.conversionUnfinished(conversion.id),
  marks: marksOf({ ...ingredients, id: conversion.id, version: context.settings.version }),
});

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
