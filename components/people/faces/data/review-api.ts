/** Every request of the review, typed by the contract. */
import { api, unwrap } from '#components/api/client.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import type { FaceQuery } from '#core/contract/face-query.ts';

const ofPerson = (id: string) => ({ params: { path: { id } } });

export const reviewApi = {
  ids: async (query: FaceQuery): Promise<readonly string[]> =>
    (await unwrap(api.POST('/api/faces/search', { body: query }))).ids,
  rows: (ids: string[]) => unwrap(api.POST('/api/faces/rows', { body: { ids } })),
  summary: (query: FaceQuery) => unwrap(api.POST('/api/faces/summary', { body: query })),
  shape: (faceId: string) => unwrap(api.GET('/api/faces/{id}/shape', { params: { path: { id: faceId } } })),
  clusters: (personId: string) => unwrap(api.GET('/api/persons/{id}/clusters', ofPerson(personId))),
  history: (personId: string) => unwrap(api.GET('/api/persons/{id}/edits', ofPerson(personId))),
  edit: (personId: string, edit: FaceEdit) =>
    unwrap(api.POST('/api/persons/{id}/edits', { ...ofPerson(personId), body: edit })),
  undo: (personId: string) => unwrap(api.POST('/api/persons/{id}/edits/undo', ofPerson(personId))),
  redo: (personId: string) => unwrap(api.POST('/api/persons/{id}/edits/redo', ofPerson(personId))),
};

export type Summary = Awaited<ReturnType<typeof reviewApi.summary>>;

/** Names in the query cache. Apart from the person's faces themselves: news of those is taken in when there is time for it. */
export const reviewKeys = {
  all: (personId: string) => ['review', personId] as const,
  ids: (query: FaceQuery) => ['review', query.personId, 'ids', query] as const,
  summary: (query: FaceQuery) => ['review', query.personId, 'summary', query] as const,
  clusters: (personId: string) => ['review', personId, 'clusters'] as const,
  history: (personId: string) => ['review', personId, 'history'] as const,
  shape: (faceId: string, pictureVersion: number) => ['shape', faceId, pictureVersion] as const,
};
