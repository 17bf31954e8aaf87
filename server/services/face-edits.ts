/** What a person does to faces: every edit goes through the journal, so that it can be undone and redone. */
import { randomUUID } from 'node:crypto';
import { StudioError } from '#core/contract/errors.ts';
import type { ClusterView, EditHistory, EditView, FaceEdit, FaceEditKind } from '#core/contract/face-edit.ts';
import type { FaceEditDone } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import { changesOf } from './face-edit-changes.ts';
import type { FaceFixes } from './face-fixes.ts';
import { clipClusterViews, clusterViews, measureAgain } from './person-clusters.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface FaceEditsService {
  /** Hand work is measured by a worker first: that takes some seconds. @throws StudioError not_found, bad_request, no_faces, consent_* */
  edit(personId: string, edit: FaceEdit): Promise<EditView>;
  /** What stands next afterwards: the edit that was undone is the one to be done again. @throws StudioError nothing_to_undo */
  undo(personId: string): Promise<EditHistory>;
  /** @throws StudioError nothing_to_redo */
  redo(personId: string): Promise<EditHistory>;
  history(personId: string): Promise<EditHistory>;
  /** Largest first. */
  clusters(personId: string): Promise<ClusterView[]>;
  /** Those that a clip shows, with their faces in it. */
  clipClusters(clipId: string): Promise<ClusterView[]>;
}

export const createFaceEditsService = (
  context: StudioContext,
  { announce, fixes }: { readonly announce: Announcements; readonly fixes: FaceFixes },
): FaceEditsService => {
  const { store, events, now } = context;
  const requirePerson = async (id: string) => found(await store.persons.read(id), 'person');

  const tell = async (personId: string, { edit, clipIds }: FaceEditDone): Promise<EditView> => {
    if (touchesClusters(edit.kind)) await measureAgain(context, personId, clipIds);
    for (const clipId of clipIds) await announce.clip(clipId);
    await announce.person(personId);
    events.publish({ type: 'faces:changed', personId });
    return edit;
  };

  return {
    edit: async (personId, edit) => {
      await requirePerson(personId);
      const changes = await changesOf({ ...context, fixes }, personId, edit);
      const at = now().toISOString();
      return tell(personId, await store.faces.edit({ id: randomUUID(), personId, kind: edit.do, at, changes }));
    },
    undo: async (personId) => {
      await requirePerson(personId);
      const done = await store.faces.undo(personId);
      if (!done) throw new StudioError('nothing_to_undo', 'There is nothing left to undo.', { facts: { personId } });
      await tell(personId, done);
      return store.faces.history(personId);
    },
    redo: async (personId) => {
      await requirePerson(personId);
      const done = await store.faces.redo(personId);
      if (!done) throw new StudioError('nothing_to_redo', 'There is nothing left to redo.', { facts: { personId } });
      await tell(personId, done);
      return store.faces.history(personId);
    },
    history: async (personId) => {
      await requirePerson(personId);
      return store.faces.history(personId);
    },
    clusters: async (personId) => {
      await requirePerson(personId);
      return clusterViews(context, personId);
    },
    clipClusters: async (clipId) => clipClusterViews(context, found(await store.clips.read(clipId), 'clip')),
  };
};

const clusterKinds: readonly string[] = [
  'decide-cluster',
  'merge-clusters',
  'split-cluster',
] satisfies readonly FaceEditKind[];

/** These say anew whose face is the person's. */
const touchesClusters = (kind: string): boolean => clusterKinds.includes(kind);
