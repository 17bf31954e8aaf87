/** Everybody whose faces a conversion is made of: each has to consent while it is made, and as long as its result is shown. */
import type { ConversionRecord } from '#server/ports/studio-store.ts';
import { peopleOfModel, readConversionModel } from './conversion-model.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

/** @throws StudioError not_found */
export const readPeopleOfConversion = async (
  context: StudioContext,
  conversion: Pick<ConversionRecord, 'runId' | 'modelId' | 'clipId'>,
): Promise<string[]> =>
  peopleOfModel(
    await readConversionModel(context, conversion),
    found(await context.store.clips.read(conversion.clipId), 'clip'),
  );
