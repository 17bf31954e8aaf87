/** The kept faces of a person as a training divides them: those it is trained on and those it is only measured by. */
import { type DatedFace, type HeldOutRule, isHeldOut } from '#core/autoencoder/held-out.ts';
import type { ClipRecord, FacePlace } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';

export type KeptFace = FacePlace & DatedFace;

/** By clip, then frame. */
export const keptFacesOf = async ({ store }: StudioContext, personId: string): Promise<KeptFace[]> => {
  const faces = await store.faces.places({ personId, state: 'kept' });
  const rates = new Map((await store.clips.list({ personId })).map((clip) => [clip.id, frameRateOf(clip)]));
  return faces.map((face) => ({ ...face, frameRate: rates.get(face.clipId) ?? null }));
};

export const parted = (faces: readonly KeptFace[], rule: HeldOutRule | null) => {
  const held = new Set(rule === null ? [] : faces.filter((face) => isHeldOut(face, rule)));
  return { trained: faces.filter((face) => !held.has(face)), held: [...held] };
};

const frameRateOf = ({ kind, facts }: ClipRecord): number | null =>
  kind === 'video' ? (facts?.frameRate ?? null) : null;
