/** Faces as the review looks at them: which match, how they spread, and all of one. */
import type { FaceRow, FaceShape } from '#core/contract/face.ts';
import type { FaceIds, FaceQuery, FaceSummary } from '#core/contract/face-query.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface FacesService {
  /** @throws StudioError not_found */
  search(query: FaceQuery): Promise<FaceIds>;
  summary(query: FaceQuery): Promise<FaceSummary>;
  /** In the order asked for; faces that are gone are left out. */
  rows(ids: readonly string[]): Promise<FaceRow[]>;
  shape(id: string): Promise<FaceShape>;
  /** The crop, as it is now where no version is named. */
  imagePath(id: string, pictureVersion?: number): Promise<string>;
}

export const createFacesService = ({ store, files }: StudioContext): FacesService => {
  const requirePerson = async (id: string) => found(await store.persons.read(id), 'person');
  return {
    search: async (query) => {
      await requirePerson(query.personId);
      return { ids: await store.faces.search(query) };
    },
    summary: async (query) => {
      await requirePerson(query.personId);
      return store.faces.summary(query);
    },
    rows: (ids) => store.faces.rows(ids),
    shape: async (id) => {
      const { box, mesh, similarity } = found(await store.faces.shape(id), 'face');
      return { box, mesh: [...mesh], similarity: [...similarity] };
    },
    imagePath: async (id, pictureVersion) => {
      const face = found(await store.faces.place(id), 'face');
      return files.paths.face(face.clipId, face.id, pictureVersion ?? face.pictureVersion);
    },
  };
};
