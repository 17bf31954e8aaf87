/** Where a clip's pictures lie: the one place that knows of copies, of files used where they lie, and of sets of photos. */
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { requireUnchanged } from './clip-origins.ts';
import type { StudioContext } from './studio-context.ts';

type Source = Pick<ClipRecord, 'id' | 'kind' | 'extension' | 'linkedPath'>;

/** A file; the folder of a set of photos. */
export const clipSourcePath = ({ files }: Pick<StudioContext, 'files'>, clip: Source): string => {
  if (clip.kind === 'photos') return files.paths.clipPhotos(clip.id);
  return clip.linkedPath ?? files.paths.clipSource(clip.id, clip.extension);
};

/** The same, before its pictures are used. @throws StudioError source_changed where a file of the server is not what it was */
export const requireSource = async ({ files }: Pick<StudioContext, 'files'>, clip: Source): Promise<string> => {
  if (clip.linkedPath !== null) await requireUnchanged(files, clip.id);
  return clipSourcePath({ files }, clip);
};
