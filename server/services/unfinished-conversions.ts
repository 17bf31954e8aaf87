/**
 * What conversions have left beside their results: of one that did not end what another try goes on with, of one that is done
 * its segments, for the next conversion of the clip to take over. All of it shows people, so it is kept no longer than their
 * consent, and a week at most.
 */
import { createHash } from 'node:crypto';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { finishedMark, keptSeconds, longestNote, unfinishedNotes } from '#core/studio/unfinished-notes.ts';
import type { ConversionRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import type { Ingredients } from './conversion-ingredients.ts';
import { readPeopleOfConversion } from './conversion-people.ts';
import type { StudioContext } from './studio-context.ts';

/** Tells what frames are drawn from: whatever is not the same gives others. */
export const digestOf = ({ clip, model, others }: Ingredients, drawing: object): string => {
  const models = [model, ...others.map((other) => other.model)];
  const weights = models.map((each) => (each.kind === 'run' ? each.checkpoint.sha256 : each.dfm.sha256));
  return createHash('sha256')
    .update(JSON.stringify([clip.sha256, clip.sizeBytes, weights, drawing]))
    .digest('hex');
};

/** How much of its video is kept; null where another try begins anew. */
export const keptSecondsOf = async (
  { files }: StudioContext,
  { id, state }: Pick<ConversionRecord, 'id' | 'state'>,
): Promise<number | null> => {
  if (state !== 'failed') return null;
  const folder = files.paths.conversionUnfinished(id);
  const segments = await files.names(folder);
  const seconds = await Promise.all(segments.map((segment) => keptIn(files, join(folder, segment))));
  const known = seconds.filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each);
};

/** Another try trusts nothing that was half made before the machine went down. */
const keptIn = async (files: StudioContext['files'], segment: string): Promise<number | null> => {
  const notes = join(segment, unfinishedNotes);
  const bootedMs = Date.now() - 1000 * uptime();
  const isFresh = ((await files.stamp(notes))?.modifiedMs ?? 0) > bootedMs;
  if (!isFresh && !(await files.exists(join(segment, finishedMark)))) return null;
  const end = await files.readEnd(notes, longestNote);
  return end ? keptSeconds(new TextDecoder().decode(end)) : null;
};

/** Bytes. */
export const unfinishedBytes = async ({ files }: StudioContext, id: string): Promise<number> => {
  const folder = files.paths.conversionUnfinished(id);
  const segments = (await files.names(folder)).map((name) => join(folder, name));
  const paths = await Promise.all(
    segments.map(async (each) => (await files.names(each)).map((name) => join(each, name))),
  );
  const sizes = await Promise.all(paths.flat().map((path) => files.sizeBytes(path)));
  return sizes.reduce<number>((sum, size = 0) => sum + size, 0);
};

/** Of one that is not done there is nothing else. */
export const dropUnfinished = ({ files }: StudioContext, id: string): Promise<void> =>
  files.remove(files.paths.folderOf('conversions', id));

/** Who waits longer gets the room of the disk back. */
const keptDays = 7;

/** What nobody is going to use any more, and what shows somebody whose consent no longer holds. */
export const sweepUnfinished = async (context: StudioContext, consents: ConsentsService): Promise<void> => {
  const { store, files } = context;
  const { paths } = files;
  for (const conversion of await store.conversions.list({ states: ['failed', 'done'] })) {
    const { id, state } = conversion;
    const folder = state === 'failed' ? paths.conversionUnfinished(id) : paths.conversionSegments(id);
    if (!(await files.exists(folder))) continue;
    const people = await readPeopleOfConversion(context, conversion);
    if (!(await isOld(context, conversion)) && !(await consents.refusal(people))) continue;
    if (state === 'failed') await dropUnfinished(context, id);
    else await files.remove(folder);
  }
};

/** Since it last noted a frame, or was done. */
const isOld = async ({ files, now }: StudioContext, { id, state }: ConversionRecord): Promise<boolean> => {
  const folder = files.paths.conversionUnfinished(id);
  const paths =
    state === 'done'
      ? [files.paths.conversionReport(id)]
      : (await files.names(folder)).map((name) => join(folder, name, unfinishedNotes));
  const stamps = (await Promise.all(paths.map((path) => files.stamp(path)))).filter((each) => each !== undefined);
  const latestMs = Math.max(...stamps.map(({ modifiedMs }) => modifiedMs));
  return stamps.length > 0 && now().getTime() - latestMs > keptDays * 86_400_000;
};
