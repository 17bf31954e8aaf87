/** The review of faces: what is listed, seen, rejected and restored. */
import type { FaceRow, FaceStatesChanged, ListFaces, SetFaceStates } from '#core/contract/face.ts';
import type { Announcements } from './announcements.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface FacesService {
  list(filter: ListFaces): Promise<FaceRow[]>;
  imagePath(id: string): Promise<string>;
  setStates(request: SetFaceStates): Promise<FaceStatesChanged>;
}

export const createFacesService = (
  { store, files, events }: StudioContext,
  { announce }: { announce: Announcements },
): FacesService => ({
  list: async (filter) => {
    found(await store.persons.read(filter.personId), 'person');
    return store.faces.rows(filter);
  },
  imagePath: async (id) => {
    const face = found(await store.faces.place(id), 'face');
    return files.paths.face(face.clipId, face.id);
  },
  setStates: async ({ changes }) => {
    const { previous, personIds, clipIds } = await store.faces.setStates(changes);
    for (const clipId of clipIds) await announce.clip(clipId);
    for (const personId of personIds) {
      await announce.person(personId);
      events.publish({ type: 'faces:changed', personId });
    }
    return { previous };
  },
});
