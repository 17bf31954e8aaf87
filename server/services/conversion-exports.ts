/** Finished conversions in other forms: written by a worker, seen only when whole and where consent still holds. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type ConversionExport,
  type CreateConversionExport,
  conversionExport,
  exportFiles,
  exportSettings,
} from '#core/contract/conversion-export.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload, JobResult, JobView } from '#core/contract/jobs.ts';
import type { Side } from '#core/contract/run.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { canWrite } from '#core/pixels/label.ts';
import { downloadName, namesOfFaces } from '#core/studio/file-names.ts';
import type { ClipRecord, ConversionRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import { type ConversionModel, pairOf, readConversionModel } from './conversion-model.ts';
import { readOtherRuns, readPeopleOfConversion } from './conversion-people.ts';
import { marksOf } from './conversion-work.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface ConversionExportsService {
  /** @throws StudioError not_found, consent_*, job_state until it is done, bad_request, disk_full */
  create(conversionId: string, request: CreateConversionExport): Promise<JobView>;
  /** Newest first. */
  list(conversionId: string): Promise<ConversionExport[]>;
  /** @throws StudioError not_found, consent_* */
  file(conversionId: string, exportId: string): Promise<ExportedFile>;
  remove(conversionId: string, exportId: string): Promise<void>;
  /** The settings it was made with, and what else one needs to make it again: JSON for people and scripts. */
  settings(conversionId: string): Promise<{ readonly text: string; readonly name: string }>;
}

export interface ExportedFile {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
}

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
}

export const createConversionExportsService = (
  context: StudioContext,
  { consents, jobs }: Parts,
): ConversionExportsService => {
  const { store, files, now } = context;
  const subjectOf = (id: string) => readSubject(context, id);
  const noteOf = async (conversionId: string, exportId: string): Promise<ConversionExport> => {
    const bytes = await files.read(files.paths.conversionExport(conversionId, exportId, 'json'));
    return parseNote(found(bytes, 'export'));
  };

  return {
    create: async (conversionId, request) => {
      const subject = await subjectOf(conversionId);
      const personIds = await readPeopleOfConversion(context, subject.conversion);
      await consents.require(personIds);
      const settings = exportSettings.parse(request);
      const source = sourceOf(context, subject, settings.of);
      await files.requireRoom((await files.sizeBytes(source.sourcePath)) ?? 0);
      const [exportId, folder] = [randomUUID(), await files.newAttempt()];
      const { extension } = exportFiles[settings.format];
      const outputPath = join(folder, `${exportId}.${extension}`);
      const captions = settings.captions ? await captionsOf(context, subject, settings.of) : [];
      const marks = marksOf({ ...subject, id: conversionId, version: context.settings.version });
      const payload: JobPayload<'export-conversion'> = {
        ...{ conversionId, ...source, settings, captions, outputPath, folder, marks },
      };
      const publish = async ({ sizeBytes, frames }: JobResult<'export-conversion'>) => {
        await consents.require(personIds);
        const note: ConversionExport = { id: exportId, settings, sizeBytes, frames, createdAt: now().toISOString() };
        await files.write(join(folder, `${exportId}.json`), new TextEncoder().encode(JSON.stringify(note)));
        await files.publishInto(folder, files.paths.conversionExports(conversionId));
        await files.remove(folder);
      };
      return jobs.start({
        kind: 'export-conversion',
        title: subject.clip.name,
        subject: { type: 'conversion', id: conversionId, personId: subject.clip.personId },
        personIds,
        payload: async () => payload,
        publish,
        abandon: () => files.remove(folder),
        tell: () => Promise.resolve(),
      });
    },
    list: async (conversionId) => {
      found(await store.conversions.read(conversionId), 'conversion');
      const names = await files.names(files.paths.conversionExports(conversionId));
      const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
      const notes = await Promise.all(ids.map((id) => noteOf(conversionId, id)));
      return notes.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
    },
    file: async (conversionId, exportId) => {
      const subject = await subjectOf(conversionId);
      await consents.require(await readPeopleOfConversion(context, subject.conversion));
      const { settings } = await noteOf(conversionId, exportId);
      const { extension, mediaType } = exportFiles[settings.format];
      const path = files.paths.conversionExport(conversionId, exportId, extension);
      return { path, mediaType, name: downloadName(await wordsOf(context, subject, settings.format), extension) };
    },
    remove: async (conversionId, exportId) => {
      const { settings } = await noteOf(conversionId, exportId);
      for (const extension of ['json', exportFiles[settings.format].extension])
        await files.remove(files.paths.conversionExport(conversionId, exportId, extension));
    },
    settings: async (conversionId) => settingsFile(context, await subjectOf(conversionId)),
  };
};

const settingsFile = (context: StudioContext, { conversion, model, clip }: Subject) => {
  const { id, settings, iteration, checkpoint, createdAt } = conversion;
  const note = {
    understudy: context.settings.version,
    conversion: id,
    createdAt,
    clip: { id: clip.id, name: clip.name, sha256: clip.sha256 },
    ...(model.kind === 'run'
      ? { run: { id: model.run.id, architecture: model.run.settings.architecture, iteration, checkpoint } }
      : { model: { id: model.dfm.id, name: model.dfm.name, sha256: model.dfm.sha256 } }),
    settings,
  };
  const name = downloadName([clip.name.replace(/\.\w+$/, ''), 'settings'], 'json');
  return { text: `${JSON.stringify(note, null, 2)}\n`, name };
};

interface Subject {
  readonly conversion: ConversionRecord;
  readonly model: ConversionModel;
  readonly clip: ClipRecord;
}

const readSubject = async (context: StudioContext, id: string): Promise<Subject> => {
  const conversion = found(await context.store.conversions.read(id), 'conversion');
  const model = await readConversionModel(context, conversion);
  const clip = found(await context.store.clips.read(conversion.clipId), 'clip');
  return { conversion, model, clip };
};

const parseNote = (bytes: Uint8Array): ConversionExport =>
  conversionExport.parse(JSON.parse(new TextDecoder().decode(bytes)));

/** FFV1 is not among what the studio reads; the pair beside it is. */
const sourceOf = (
  { files: { paths } }: StudioContext,
  { conversion }: Subject,
  of: ConversionExport['settings']['of'],
): { readonly sourcePath: string; readonly isPair: boolean } => {
  const { id, state, settings } = conversion;
  if (state !== 'done') throw new StudioError('job_state', 'This conversion is not done.', { facts: { state } });
  const isPair = of === 'pair' || settings.format === 'ffv1';
  if (isPair && !settings.sideBySide)
    throw new StudioError('bad_request', 'This conversion has no video of original and result beside each other.', {
      facts: { conversionId: id },
    });
  const { extension } = videoFiles[settings.format];
  return { isPair, sourcePath: isPair ? paths.conversionSideBySide(id) : paths.conversionVideo(id, extension) };
};

/** Names where there are letters for them. */
const captionsOf = async (
  context: StudioContext,
  subject: Subject,
  of: ConversionExport['settings']['of'],
): Promise<string[]> => {
  const { shown, replaced } = await namesOf(context, subject);
  const named = (word: string, name: string) => (name !== '' && canWrite(name) ? `${word}: ${name}` : word);
  const others = await otherNames(context, subject);
  const result = named(
    'AI-altered',
    [{ shown, replaced }, ...others].map((pair) => `${pair.replaced} as ${pair.shown}`).join(', '),
  );
  return of === 'pair' ? [named('Original', replaced), result] : [result];
};

const namesOf = (context: StudioContext, { conversion, model, clip }: Subject) =>
  pairNames(context, pairOf(model, clip), conversion.settings.to);

/** Of those whose faces other pairs drew. */
const otherNames = async (context: StudioContext, { conversion: { settings } }: Subject) => {
  const runs = await readOtherRuns(context, settings);
  return Promise.all(
    settings.otherFaces.map(({ to }, at) => {
      const { personAId, personBId } = runs[at] as RunRecord;
      return pairNames(context, { a: personAId, b: personBId }, to);
    }),
  );
};

const pairNames = async ({ store }: StudioContext, pair: Readonly<Record<Side, string>>, to: Side) => {
  const name = async (id: string) => (await store.persons.read(id))?.name ?? '';
  const [a, b] = [await name(pair.a), await name(pair.b)];
  return to === 'a' ? { shown: a, replaced: b } : { shown: b, replaced: a };
};

const wordsOf = async (context: StudioContext, subject: Subject, format: string): Promise<string[]> => {
  const pairs = [await namesOf(context, subject), ...(await otherNames(context, subject))];
  const faces = namesOfFaces(pairs.map(({ shown }) => shown));
  const frames = format === 'pngs' || format === 'webps' ? 'frames' : '';
  return [subject.clip.name.replace(/\.\w+$/, ''), 'as', ...faces, frames, 'AI-altered'];
};
