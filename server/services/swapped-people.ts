/** Whose faces in a clip a conversion swaps: those that were chosen, or that are taken for the clip's person; all others are left alone. */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { ClusterView } from '#core/contract/face-edit.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { askFloor, likenessOf, meanDescriptor } from '#core/dataset/likeness.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { clipClusterViews } from './person-clusters.ts';
import type { StudioContext } from './studio-context.ts';

type Chosen = ConversionSettings['swapped'];
type SwappedPeople = Pick<JobPayload<'convert-video'>, 'swappedPeople' | 'leftAlone'>;

export const swappedPeople = async (
  context: StudioContext,
  options: { readonly clip: ClipRecord; readonly chosen: Chosen; readonly personDescriptor: number[] | null },
): Promise<SwappedPeople> => {
  const { clip, chosen, personDescriptor } = options;
  const seen = (await clipClusterViews(context, clip)).sort(personFirst);
  const isSwapped = ({ id, zone }: ClusterView) => (chosen === null ? zone === 'match' : chosen.includes(id));
  const looks = await Promise.all(seen.map((cluster) => lookOf(context, clip, cluster)));
  const swapped = looks.filter((_, at) => isSwapped(seen[at] as ClusterView));
  const leftAlone = looks.filter((_, at) => !isSwapped(seen[at] as ClusterView));
  if (swapped.length > 0) return { swappedPeople: apart(swapped), leftAlone };
  return { swappedPeople: notFound({ isLookedThrough: seen.length > 0, personDescriptor }), leftAlone };
};

/** Of several who are swapped the report tells of the first. */
const personFirst = (a: ClusterView, b: ClusterView): number => Number(b.zone === 'match') - Number(a.zone === 'match');

/** @throws StudioError bad_request where one that was chosen is none of the clip's */
export const refuseUnknownPeople = async (context: StudioContext, clip: ClipRecord, chosen: Chosen): Promise<void> => {
  if (chosen === null) return;
  const seen = await clipClusterViews(context, clip);
  const unknown = chosen.find((id) => !seen.some((cluster) => cluster.id === id));
  if (unknown === undefined) return;
  throw new StudioError('bad_request', `${clip.name} shows nobody of this identity.`, {
    facts: { clipId: clip.id, clusterId: unknown },
  });
};

/** By what they look like elsewhere; where that is not known either, whoever is seen first, unless everybody seen is said to be another. */
const notFound = (options: {
  readonly isLookedThrough: boolean;
  readonly personDescriptor: number[] | null;
}): SwappedPeople['swappedPeople'] => {
  if (options.personDescriptor) return [[options.personDescriptor]];
  return options.isLookedThrough ? [[]] : null;
};

/** Faces enough for a mean. */
const facesMeant = 100;

/** The mean of an identity's faces in this clip: in another light the same face is less alike. */
const lookOf = async ({ store }: StudioContext, clip: ClipRecord, { id }: ClusterView): Promise<number[]> => {
  const faces = (await store.faces.clusterFaces(clip.personId, id)).filter(({ clipId }) => clipId === clip.id);
  const step = Math.max(1, faces.length / facesMeant);
  const spread = Array.from({ length: Math.min(faces.length, facesMeant) }, (_, at) => faces[Math.floor(at * step)]);
  const descriptors = await store.faces.descriptors(spread.flatMap((face) => (face ? [face.id] : [])));
  return Array.from(meanDescriptor(descriptors.map(({ descriptor }) => descriptor)) ?? []);
};

/** Identities that may be one person are followed as one: else a head that turns would pass from one to the other. */
const apart = (looks: readonly number[][]): number[][][] => {
  const people: number[][][] = [];
  for (const look of looks) {
    const same = people.find((person) => person.some((other) => likenessOf(other, look) >= askFloor));
    if (same) same.push(look);
    else people.push([look]);
  }
  return people;
};
