/**
 * Segments of conversions that are done, kept for the next conversion of the same clip: where only its in or out point is
 * another, all between is taken over. Of a clip those of its newest conversion are kept, and no others; they are given up
 * where room is needed.
 */
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { LookPick } from '#core/contract/look-pick.ts';
import { keepsSegments } from '#core/studio/conversion-segments.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { ConversionRecord, StudioStore } from '#server/ports/studio-store.ts';
import type { Ingredients } from './conversion-ingredients.ts';

interface Kept {
  readonly store: StudioStore;
  readonly files: StudioFiles;
}

/** Folders of them. */
export const keptSegmentsOf = async ({ store, files }: Kept, clipId: string): Promise<string[]> => {
  const folders: string[] = [];
  for (const { id } of await doneOf(store, clipId)) {
    const folder = files.paths.conversionSegments(id);
    if (await files.exists(folder)) folders.push(folder);
  }
  return folders;
};

/**
 * What was picked for the conversion whose segments are kept, for one that differs from it in nothing but its part of the clip:
 * other frames might be measured otherwise, and nothing could be taken over.
 */
export const keptPickOf = async (
  { store, files }: Kept,
  { clip, model, settings }: Ingredients,
): Promise<LookPick | undefined> => {
  for (const { id, settings: kept, ...drawnBy } of await doneOf(store, clip.id)) {
    if (!kept.lookPick || kept.lookPick.frames === 0 || !isDrawnBy(drawnBy, model)) continue;
    if (!isDeepStrictEqual(settledOf(kept), settledOf(settings))) continue;
    if (await files.exists(files.paths.conversionSegments(id))) return kept.lookPick;
  }
  return undefined;
};

const isDrawnBy = (
  { runId, modelId, iteration }: Pick<ConversionRecord, 'runId' | 'modelId' | 'iteration'>,
  model: Ingredients['model'],
): boolean =>
  model.kind === 'run' ? runId === model.run.id && iteration === model.checkpoint.iteration : modelId === model.dfm.id;

/** All but which part, and what was left open. */
const settledOf = (settings: ConversionSettings): object => {
  const left = new Set<string>(['inSeconds', 'outSeconds', 'lookPick', ...settings.measured]);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !left.has(name)));
};

/** Before what was rendered is published: they go with it. Until then another try still has them. */
export const keepSegments = async (
  { store, files }: Kept,
  { conversion, attempt }: { readonly conversion: ConversionRecord; readonly attempt: string },
): Promise<void> => {
  const { id, clipId, settings } = conversion;
  const made = files.paths.conversionUnfinished(id);
  const segments = await files.names(made);
  if (!keepsSegments({ count: segments.length, format: settings.format })) return;
  const kept = join(attempt, basename(files.paths.conversionSegments(id)));
  for (const segment of segments)
    for (const name of await files.names(join(made, segment)))
      await files.share(join(made, segment, name), join(kept, segment, name));
  for (const other of await doneOf(store, clipId))
    if (other.id !== id) await files.remove(files.paths.conversionSegments(other.id));
};

const doneOf = async (store: StudioStore, clipId: string): Promise<ConversionRecord[]> =>
  (await store.conversions.list({ states: ['done'] })).filter((each) => each.clipId === clipId);

/** Whoever needs room gets theirs before it is said that there is none. */
export const givingUpSegments = ({ store, files }: Kept): StudioFiles => ({
  ...files,
  requireRoom: async (bytes) => {
    try {
      await files.requireRoom(bytes);
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== 'disk_full') throw error;
      for (const { id } of await store.conversions.list({ states: ['done'] }))
        await files.remove(files.paths.conversionSegments(id));
      await files.requireRoom(bytes);
    }
  },
});
