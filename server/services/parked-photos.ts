/**
 * Photos that were uploaded and wait for their set: each is opened when it arrives, so that a broken one is refused by
 * name at once, and lies in a folder of its own until the set is made or a day has gone.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import { photoExtension } from '#core/studio/file-kinds.ts';
import { displayName } from '#core/studio/file-names.ts';
import { longestPhotoSide } from '#core/studio/photo-set.ts';
import type { StudioContext } from './studio-context.ts';

export interface ParkedPhotos {
  /** Takes a finished upload out of the uploads folder. @throws StudioError not_an_image, codec_not_allowed, ... */
  park(upload: {
    readonly id: string;
    readonly personId: string;
    readonly path: string;
    readonly name: string;
  }): Promise<void>;
  /** Where they lie, in this order. @throws StudioError not_found where one is not there, or is another person's */
  claim(personId: string, ids: readonly string[]): Promise<{ readonly name: string; readonly path: string }[]>;
  drop(ids: readonly string[]): Promise<void>;
  /** Removes those that nobody made a set of. */
  tidy(): Promise<void>;
}

const label = z.object({ personId: z.string(), name: z.string(), at: z.string() });

const longestWaitMs = 24 * 3600 * 1000;

export const createParkedPhotos = (context: StudioContext): ParkedPhotos => {
  const { files, photos, now } = context;
  const folderOf = (id: string) => join(files.paths.parkedPhotos, id);
  const labelOf = async (id: string) => {
    const bytes = await files.read(join(folderOf(id), 'label.json'));
    return bytes && label.parse(JSON.parse(new TextDecoder().decode(bytes)));
  };
  const pathOf = (id: string, name: string) => join(folderOf(id), `photo.${photoExtension(name)}`);

  return {
    park: async ({ id, personId, path, name }) => {
      await photos.read({ path, maxSide: longestPhotoSide, signal: new AbortController().signal });
      const shown = displayName(name);
      await files.publish(path, pathOf(id, shown));
      const note = { personId, name: shown, at: now().toISOString() } satisfies z.infer<typeof label>;
      await files.write(join(folderOf(id), 'label.json'), new TextEncoder().encode(JSON.stringify(note)));
    },
    claim: (personId, ids) =>
      Promise.all(
        ids.map(async (id) => {
          const note = await labelOf(id);
          if (note?.personId !== personId)
            throw new StudioError('not_found', 'One of these photos is not here. Upload it again.', { facts: { id } });
          return { name: note.name, path: pathOf(id, note.name) };
        }),
      ),
    drop: async (ids) => {
      for (const id of ids) await files.remove(folderOf(id));
    },
    tidy: async () => {
      for (const id of await files.names(files.paths.parkedPhotos)) {
        const note = await labelOf(id);
        if (!note || now().getTime() - Date.parse(note.at) > longestWaitMs) await files.remove(folderOf(id));
      }
    },
  };
};
