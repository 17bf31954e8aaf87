/**
 * What conversions that did not end have left, for another try to go on with: how far they came, and when that is of no more
 * use. It shows people, so it is kept no longer than their consent.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { keptSeconds, longestNote, unfinishedNotes } from '#core/studio/unfinished-notes.ts';
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
  const end = await files.readEnd(join(files.paths.conversionUnfinished(id), unfinishedNotes), longestNote);
  return end ? keptSeconds(new TextDecoder().decode(end)) : null;
};

/** Bytes. */
export const unfinishedBytes = async ({ files }: StudioContext, id: string): Promise<number> => {
  const folder = files.paths.conversionUnfinished(id);
  const sizes = (await files.names(folder)).map((name) => files.sizeBytes(join(folder, name)));
  return (await Promise.all(sizes)).reduce<number>((sum, size = 0) => sum + size, 0);
};

/** Of one that is not done there is nothing else. */
export const dropUnfinished = ({ files }: StudioContext, id: string): Promise<void> =>
  files.remove(files.paths.folderOf('conversions', id));

/** Who waits longer before trying again gets the room of the disk back. */
const keptDays = 7;

/** What nobody is going to try again, and what shows somebody whose consent no longer holds. */
export const sweepUnfinished = async (context: StudioContext, consents: ConsentsService): Promise<void> => {
  const { files, now } = context;
  for (const conversion of await context.store.conversions.list({ states: ['failed'] })) {
    const notes = await files.stamp(join(files.paths.conversionUnfinished(conversion.id), unfinishedNotes));
    const isOld = notes !== undefined && now().getTime() - notes.modifiedMs > keptDays * 86_400_000;
    const people = await readPeopleOfConversion(context, conversion);
    if (isOld || (await consents.refusal(people))) await dropUnfinished(context, conversion.id);
  }
};
