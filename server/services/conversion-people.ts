/** Everybody whose faces a conversion is made of: each has to consent while it is made, and as long as its result is shown. */
import type { ConversionRecord } from '#server/ports/studio-store.ts';
import { peopleOfConversion } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

/** @throws StudioError not_found */
export const readPeopleOfConversion = async (
  { store }: StudioContext,
  { runId, clipId }: Pick<ConversionRecord, 'runId' | 'clipId'>,
): Promise<string[]> =>
  peopleOfConversion({
    run: found(await store.runs.read(runId), 'run'),
    clip: found(await store.clips.read(clipId), 'clip'),
  });
