/** The same file twice costs nothing: told by its digest, shared between people, refused for one. */
import { StudioError } from '#core/contract/errors.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { readOrigins, writeOrigins } from './clip-origins.ts';
import { clipSourcePath } from './clip-source.ts';
import type { StudioContext } from './studio-context.ts';

type Owned = Pick<ClipRecord, 'id' | 'personId'>;

/** Whether a clip has this size: only then is a digest worth its while. */
export const isSizeKnown = async ({ store }: StudioContext, sizeBytes: number): Promise<boolean> =>
  (await store.clips.list({ state: 'ready' })).some((clip) => clip.kind === 'video' && clip.sizeBytes === sizeBytes);

/** Somebody's clip of these bytes, whose file is still there; the person's own is refused. @throws StudioError clip_duplicate */
export const knownClip = async (
  context: StudioContext,
  clip: Owned,
  sha256: string,
): Promise<ClipRecord | undefined> => {
  await refuseDuplicate(context, clip, sha256);
  const same = (await context.store.clips.list({ state: 'ready' })).filter(
    (other) => other.sha256 === sha256 && other.kind === 'video' && other.id !== clip.id,
  );
  for (const other of same) if (await context.files.exists(clipSourcePath(context, other))) return other;
  return undefined;
};

/** @throws StudioError clip_duplicate */
export const refuseDuplicate = async ({ store }: StudioContext, clip: Owned, sha256: string): Promise<void> => {
  const clips = await store.clips.list({ personId: clip.personId });
  const same = clips.find((other) => other.sha256 === sha256 && other.id !== clip.id);
  if (!same) return;
  throw new StudioError('clip_duplicate', `This file is here already, as ${same.name}.`, {
    facts: { clipId: same.id },
  });
};

/** All that is known of one clip's file becomes another's as well; nothing is copied. */
export const shareClip = async (context: StudioContext, from: ClipRecord, to: ClipRecord): Promise<ClipRecord> => {
  const { files } = context;
  const { paths } = files;
  if (from.linkedPath === null) await files.share(clipSourcePath(context, from), paths.clipSource(to.id, to.extension));
  else await writeOrigins(files, to.id, await readOrigins(files, from.id));
  for (const place of [paths.clipThumbnail, paths.clipFrameTimes, paths.clipProxy]) {
    if (await files.exists(place(from.id))) await files.share(place(from.id), place(to.id));
  }
  const { sizeBytes, sha256, facts, playable, hasProxy, linkedPath } = from;
  return { ...to, state: 'ready', sizeBytes, sha256, facts, playable, hasProxy, linkedPath };
};
