/**
 * What the studio knows of files it uses where they lie, and of each photo of a set; kept as a file beside the clip.
 * By it a file that was changed or taken away since is told before its pictures are used.
 */
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';

const originFile = z.object({
  /** What a person calls it. */
  name: z.string(),
  /** The photo's number in its set; null for a video. */
  number: z.int().nullable(),
  /** Where it lies outside of the data folder; null = the studio holds it. */
  linkedPath: z.string().nullable(),
  sizeBytes: z.int(),
  modifiedMs: z.number(),
  /** null until it was read. */
  sha256: z.string().nullable(),
  /** Why it was left out of its set. */
  refused: z.string().nullable(),
});
export type OriginFile = z.infer<typeof originFile>;

const origins = z.array(originFile);

export const readOrigins = async (files: StudioFiles, clipId: string): Promise<OriginFile[]> => {
  const bytes = await files.read(files.paths.clipOrigins(clipId));
  return bytes ? origins.parse(JSON.parse(new TextDecoder().decode(bytes))) : [];
};

export const writeOrigins = (files: StudioFiles, clipId: string, list: readonly OriginFile[]): Promise<void> =>
  files.write(files.paths.clipOrigins(clipId), new TextEncoder().encode(JSON.stringify(list)));

/**
 * By size and time; a file that was only touched is read again and found to be the same.
 * @throws StudioError source_changed
 */
export const requireUnchanged = async (files: StudioFiles, clipId: string): Promise<void> => {
  const list = await readOrigins(files, clipId);
  const checked = await Promise.all(list.map((origin) => checkOrigin(files, origin)));
  if (checked.some((origin, index) => origin !== list[index])) await writeOrigins(files, clipId, checked);
};

const checkOrigin = async (files: StudioFiles, origin: OriginFile): Promise<OriginFile> => {
  const { linkedPath, sizeBytes, modifiedMs, sha256, refused } = origin;
  if (linkedPath === null || refused !== null) return origin;
  const now = await files.stamp(linkedPath);
  // Links were followed when it came in: where one stands now, somebody put another file there.
  if (now?.realPath !== linkedPath) throw changed(origin, 'missing');
  if (now.sizeBytes !== sizeBytes) throw changed(origin, 'changed');
  if (now.modifiedMs === modifiedMs) return origin;
  if (sha256 === null || (await files.digest(linkedPath)) !== sha256) throw changed(origin, 'changed');
  return { ...origin, modifiedMs: now.modifiedMs };
};

const changed = ({ name, linkedPath }: OriginFile, how: 'missing' | 'changed'): StudioError =>
  new StudioError(
    'source_changed',
    how === 'missing'
      ? `${name} is no longer where it was: ${linkedPath}. Put it back, or remove the clip; its faces are still here.`
      : `${name} has changed since it was imported: ${linkedPath}. Import it anew; the faces found before are still here.`,
    { facts: { how, path: linkedPath } },
  );
