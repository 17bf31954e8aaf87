/** Where a clip's pictures lie: the one place that knows of copies, and of sets of photos. */
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';

type Source = Pick<ClipRecord, 'id' | 'kind' | 'extension' | 'linkedPath'>;

/** A file; the folder of a set of photos. */
export const clipSourcePath = ({ files }: Pick<StudioContext, 'files'>, clip: Source): string => {
  if (clip.kind === 'photos') return files.paths.clipPhotos(clip.id);
  return clip.linkedPath ?? files.paths.clipSource(clip.id, clip.extension);
};
