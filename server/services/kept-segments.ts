/**
 * Segments of conversions that are done, kept for the next conversion of the same clip: where only its in or out point is
 * another, all between is taken over. Of a clip those of its newest conversion are kept, and no others; they are given up
 * where room is needed.
 */
import { basename, join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import { keepsSegments } from '#core/studio/conversion-segments.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { ConversionRecord, StudioStore } from '#server/ports/studio-store.ts';

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
