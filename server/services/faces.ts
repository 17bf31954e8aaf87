/** The review of faces: what is listed, seen, rejected and restored. */
import type { FaceRow, FaceStatesChanged, ListFaces, SetFaceStates } from '#core/contract/face.ts';
import type { StudioContext } from './studio-context.ts';
import { found, type Views } from './views.ts';

export interface FacesService {
  list(filter: ListFaces): Promise<FaceRow[]>;
  imagePath(id: string): Promise<string>;
  setStates(request: SetFaceStates): Promise<FaceStatesChanged>;
}

export const createFacesService = (
  { store, files, events }: StudioContext,
  { views }: { views: Views },
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
    for (const clipId of clipIds) {
      const clip = await store.clips.read(clipId);
      if (clip) events.publish({ type: 'clip:changed', clip: await views.clip(clip) });
    }
    for (const personId of personIds) {
      const person = await store.persons.read(personId);
      if (person) events.publish({ type: 'person:changed', person: await views.person(person) });
      events.publish({ type: 'faces:changed', personId });
    }
    return { previous };
  },
});
