/** Plays an extraction into a store: staged in two parts, identified, published. */
import { randomUUID } from 'node:crypto';
import { faceIdentity, foundFace } from '#core/contract/jobs.ts';
import type { ClipRecord, StudioStore } from '#server/ports/studio-store.ts';
import type { SceneFace } from './scenes.ts';

export interface PublishOptions {
  readonly descriptor?: readonly number[];
  readonly clusters?: readonly { readonly id: string; readonly descriptor: readonly number[] }[];
}

/** Gives the ids of the faces that are gone. */
export const publishFaces = async (
  store: StudioStore,
  clip: Pick<ClipRecord, 'id' | 'personId'>,
  faces: readonly SceneFace[],
  { descriptor = [1, 0], clusters }: PublishOptions = {},
): Promise<readonly string[]> => {
  const attempt = randomUUID();
  const found = faces.map((face) => foundFace.parse(face));
  const half = Math.ceil(found.length / 2);
  for (const part of [found.slice(0, half), found.slice(half)]) {
    await store.faces.stage({ attempt, clipId: clip.id, personId: clip.personId, faces: part });
  }
  await store.faces.identify(
    attempt,
    faces.map((face) => faceIdentity.parse(face)),
  );
  const ids = [...new Set(faces.map(({ clusterId }) => clusterId))];
  const { gone } = await store.faces.publish({
    attempt,
    clipId: clip.id,
    descriptor,
    extractedAt: '2026-05-10T12:00:00.000Z',
    clusters: (clusters ?? ids.map((id) => ({ id, descriptor: [0.6, 0.8] }))).map((cluster) => ({
      ...cluster,
      personId: clip.personId,
    })),
  });
  return gone;
};
