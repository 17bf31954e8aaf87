/** Steps that several verbs take, each waiting for the work it begins. */

import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import { type ClipView, type ExtractFaces, usualExtraction } from '#core/contract/clip.ts';
import type { ConversionView, CreateConversion } from '#core/contract/conversion.ts';
import { type ErrorCode, StudioError } from '#core/contract/errors.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { CreateRun, RunSettings, RunView, Side, WantedPrecision } from '#core/contract/run.ts';
import type { VerbContext } from './verbs.ts';

/** @throws StudioError with the job's own code where it failed; cancelled */
export const finish = async ({ opened: { studio }, signal }: VerbContext, jobId: string | null): Promise<void> => {
  if (jobId === null) return;
  const job = await studio.jobs.whenEnded(jobId);
  // Training that was interrupted ends as done, with its checkpoint saved: nothing comes after it all the same.
  signal.throwIfAborted();
  if (job.state !== 'done') throw failureOf(job);
};

const failureOf = (job: JobView): StudioError =>
  job.error
    ? new StudioError(job.error.code as ErrorCode, `${job.title}: ${job.error.message}`)
    : new StudioError('cancelled', `${job.title}: cancelled.`);

export const createPerson = async (
  { opened: { studio } }: VerbContext,
  person: { name: string; consentNote: string },
): Promise<PersonView> => {
  const { id } = await studio.persons.create({ name: person.name });
  return recordNote(studio, { id, name: person.name }, person.consentNote);
};

export const recordNote = (
  studio: VerbContext['opened']['studio'],
  person: { id: string; name: string },
  note: string,
): Promise<PersonView> => {
  const validFrom = new Date(Date.now() - 24 * 3600 * 1000).toISOString().slice(0, 10);
  return studio.persons.recordConsent(person.id, {
    grantedBy: person.name.length > 1 ? person.name : `Person ${person.name}`,
    method: 'self',
    purpose: note,
    evidence: '',
    validFrom,
    validUntil: null,
  });
};

/** @throws StudioError not_found, or bad_request where several people have the name */
export const findPerson = async (
  { opened: { studio } }: VerbContext,
  nameOrId: string,
): Promise<PersonView | undefined> => {
  const people = await studio.persons.list();
  const byId = people.find((person) => person.id === nameOrId);
  const named = people.filter((person) => person.name === nameOrId);
  if (!byId && named.length > 1)
    throw new StudioError('bad_request', `Several people are called ${nameOrId}: give the id instead.`);
  return byId ?? named[0];
};

export const requirePerson = async (context: VerbContext, nameOrId: string): Promise<PersonView> => {
  const person = await findPerson(context, nameOrId);
  if (!person)
    throw new StudioError('not_found', `There is no person called ${nameOrId}.`, { facts: { person: nameOrId } });
  return person;
};

/** The clip of a file, imported now or before. */
export const importOnce = async (
  context: VerbContext,
  options: { personId: string; path: string; extract: ExtractFaces | null },
): Promise<ClipView> => {
  const { clips } = context.opened.studio;
  try {
    const { id, jobId } = await clips.importFile({ ...options, signal: context.signal });
    await finish(context, jobId);
    return await clips.read(id);
  } catch (error) {
    const earlier = error instanceof StudioError && error.code === 'clip_duplicate' ? error.facts.clipId : undefined;
    if (typeof earlier !== 'string') throw error;
    return clips.read(earlier);
  }
};

/** Imports files and waits until their faces are found. */
export const importWithFaces = async (
  context: VerbContext,
  options: { personId: string; paths: readonly string[] },
): Promise<ClipView[]> => {
  const clips: ClipView[] = [];
  for (const path of options.paths)
    clips.push(await importOnce(context, { personId: options.personId, path, extract: usualExtraction }));
  for (const clip of clips) await finish(context, clip.jobId);
  return Promise.all(clips.map((clip) => context.opened.studio.clips.read(clip.id)));
};

export interface TrainingFlags {
  readonly minutes?: number;
  readonly iterations?: number;
  readonly batch?: number;
  readonly precision?: WantedPrecision;
  readonly model?: ArchitectureName;
}

const defaultMinutes = 20;

export const settingsOf = ({
  minutes,
  iterations,
  batch,
  precision,
  model,
}: TrainingFlags): CreateRun['settings'] & Pick<RunSettings, 'maxIterations' | 'maxMinutes'> => ({
  ...(batch === undefined ? {} : { batchSize: batch }),
  ...(precision === undefined ? {} : { precision }),
  ...(model === undefined ? {} : { architecture: model }),
  maxIterations: iterations ?? null,
  maxMinutes: iterations === undefined ? (minutes ?? defaultMinutes) : null,
});

/** Starts a run and waits for its end. */
export const trainRun = async (context: VerbContext, runId: string): Promise<RunView> => {
  const { runs } = context.opened.studio;
  const { jobId } = await runs.command(runId, 'start');
  await finish(context, jobId);
  return runs.read(runId);
};

export interface ConvertOptions {
  /** One of the two. */
  readonly runId?: string;
  readonly modelId?: string;
  readonly personIds: Readonly<Record<Side, string>>;
  readonly path: string;
  readonly out: string;
  readonly settings: CreateConversion['settings'];
}

/** Converts a file, which shows the person whose face is replaced, and copies the result out. */
export const convertFile = async (context: VerbContext, options: ConvertOptions): Promise<ConversionView> => {
  const { opened } = context;
  const { settings, runId, modelId } = options;
  const shown = options.personIds[settings.to === 'b' ? 'a' : 'b'];
  // What lies before a face is told by how the face looks elsewhere in the clip.
  const extract = settings.keepInFront ? usualExtraction : null;
  const clip = await importOnce(context, { personId: shown, path: options.path, extract });
  await finish(context, clip.jobId);
  const { id, jobId } = await opened.studio.conversions.create({ runId, modelId, clipId: clip.id, settings });
  await finish(context, jobId);
  await opened.copyOut((await opened.studio.conversions.video(id, 'result')).path, options.out);
  if (settings.sideBySide)
    await opened.copyOut((await opened.studio.conversions.video(id, 'side-by-side')).path, sideBySidePath(options.out));
  return opened.studio.conversions.read(id);
};

const sideBySidePath = (out: string): string => `${out.replace(/\.(mp4|mov|mkv)$/i, '')}.side-by-side.mp4`;

export const printResult = (flags: { readonly json?: boolean }, result: object, sentence: string): void => {
  process.stdout.write(`${flags.json ? JSON.stringify(result) : sentence}\n`);
};
