/** Everybody whose faces a conversion is made of: each has to consent while it is made, and as long as its result is shown. */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { ClipRecord, ConversionRecord, RunRecord } from '#server/ports/studio-store.ts';
import { type ConversionModel, peopleOfModel, readConversionModel } from './conversion-model.ts';
import { found } from './found.ts';
import { peopleOfRun } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';

/** @throws StudioError not_found */
export const readPeopleOfConversion = async (
  context: StudioContext,
  { settings, clipId, ...named }: Pick<ConversionRecord, 'runId' | 'modelId' | 'clipId' | 'settings'>,
): Promise<string[]> =>
  peopleIn({
    model: await readConversionModel(context, named),
    clip: found(await context.store.clips.read(clipId), 'clip'),
    otherRuns: await readOtherRuns(context, settings),
  });

export const peopleIn = ({
  model,
  clip,
  otherRuns,
}: {
  readonly model: ConversionModel;
  readonly clip: ClipRecord;
  readonly otherRuns: readonly RunRecord[];
}): string[] => [...peopleOfModel(model, clip), ...otherRuns.flatMap(peopleOfRun)];

/** The runs that draw the faces of others in the clip, one for each. @throws StudioError not_found */
export const readOtherRuns = (
  { store }: StudioContext,
  { otherFaces }: Pick<ConversionSettings, 'otherFaces'>,
): Promise<RunRecord[]> => Promise.all(otherFaces.map(async ({ runId }) => found(await store.runs.read(runId), 'run')));

/** Those that one of these runs has a part in, whichever; it cannot be shown, nor made again, without. */
export const conversionsOfRuns = async (
  { store }: StudioContext,
  runIds: readonly string[],
): Promise<ConversionRecord[]> =>
  (await store.conversions.list()).filter(
    ({ runId, settings }) =>
      (runId !== null && runIds.includes(runId)) || settings.otherFaces.some((face) => runIds.includes(face.runId)),
  );
