/** Whose faces in a clip a conversion swaps: those that were chosen, or that are taken for the clip's person; all others are left alone. */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { ClusterView } from '#core/contract/face-edit.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { askFloor, likenessOf, meanDescriptor } from '#core/dataset/likeness.ts';
import { fewestPictures } from '#core/pixels/face-look.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { clipClusterViews } from './person-clusters.ts';
import type { StudioContext } from './studio-context.ts';

type Asked = Pick<ConversionSettings, 'swapped' | 'keepInFront'>;
type AskedOfAll = Asked & Pick<ConversionSettings, 'otherFaces'>;
type SwappedPeople = Pick<JobPayload<'convert-video'>, 'swappedPeople' | 'leftAlone' | 'knownFaces'> & {
  /** Of each of the people the place in `otherFaces`; null of those that the conversion's own model draws. */
  readonly otherFaceOf: readonly (number | null)[];
};

export const swappedPeople = async (
  context: StudioContext,
  options: {
    readonly clip: ClipRecord;
    readonly settings: AskedOfAll;
    readonly personDescriptor: number[] | null;
  },
): Promise<SwappedPeople> => {
  const { clip, settings, personDescriptor } = options;
  const chosen = settings.swapped;
  const seen = (await clipClusterViews(context, clip)).sort(personFirst);
  const otherFaceOf = (id: string) => settings.otherFaces.findIndex(({ identity }) => identity === id);
  const isSwapped = ({ id, zone }: ClusterView) =>
    otherFaceOf(id) < 0 && (chosen === null ? zone === 'match' : chosen.includes(id));
  const known = await Promise.all(seen.map(async ({ id }) => ({ id, look: await lookOf(context, clip, id) })));
  const swapped = known.filter((_, at) => isSwapped(seen[at] as ClusterView));
  const byOthers = known.filter(({ id }) => otherFaceOf(id) >= 0);
  const leftAlone = known.filter((each) => !swapped.includes(each) && !byOthers.includes(each)).map(({ look }) => look);
  if (swapped.length === 0) {
    const people = notFound({ isLookedThrough: seen.length > 0, personDescriptor });
    return { swappedPeople: people, leftAlone, knownFaces: [], otherFaceOf: [] };
  }
  const people = [...apart(swapped), ...byOthers.map((each) => [each])];
  const facesOf = (person: readonly KnownIdentity[]) => knownFaces(context, clip, new Set(person.map(({ id }) => id)));
  return {
    swappedPeople: people.map((person) => person.map(({ look }) => look)),
    leftAlone,
    otherFaceOf: people.map(([first]) => {
      const place = otherFaceOf((first as KnownIdentity).id);
      return place < 0 ? null : place;
    }),
    knownFaces: settings.keepInFront ? await Promise.all(people.map(facesOf)) : [],
  };
};

/** Of several who are swapped the report tells of the first. */
const personFirst = (a: ClusterView, b: ClusterView): number => Number(b.zone === 'match') - Number(a.zone === 'match');

/** @throws StudioError bad_request where one that was chosen is none of the clip's, or nobody's face in it is known that has to be */
export const refuseUnknownPeople = async (
  context: StudioContext,
  clip: ClipRecord,
  { swapped: chosen = null, keepInFront = false }: Partial<Asked>,
): Promise<void> => {
  if (chosen === null && !keepInFront) return;
  const seen = await clipClusterViews(context, clip);
  if (keepInFront && seen.length === 0) {
    throw new StudioError(
      'bad_request',
      `${clip.name} was not looked through for faces: nobody knows how these look with nothing before them.`,
      { facts: { clipId: clip.id } },
    );
  }
  if (chosen === null) return;
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
export const lookOf = async ({ store }: StudioContext, clip: ClipRecord, clusterId: string): Promise<number[]> => {
  const faces = (await store.faces.clusterFaces(clip.personId, clusterId)).filter(({ clipId }) => clipId === clip.id);
  const descriptors = await store.faces.descriptors(spread(faces, facesMeant).map(({ id }) => id));
  return Array.from(meanDescriptor(descriptors.map(({ descriptor }) => descriptor)) ?? []);
};

const spread = <Item>(items: readonly Item[], count: number): Item[] => {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(items.length, count) }, (_, at) => items[Math.floor(at * step)] as Item);
};

/** Of those spread over the clip the less covered half. */
const facesKnown = 40;

const knownFaces = async (
  { store, files }: StudioContext,
  clip: ClipRecord,
  clusterIds: ReadonlySet<string>,
): Promise<SwappedPeople['knownFaces'][number]> => {
  const places = await store.faces.places({ personId: clip.personId, clipId: clip.id });
  const rows = (await store.faces.rows(places.map(({ id }) => id))).filter(
    ({ clusterId, state }) => clusterId !== null && clusterIds.has(clusterId) && state !== 'rejected',
  );
  const seen = spread(rows, 2 * facesKnown).sort((a, b) => a.covered - b.covered);
  const faces = seen.slice(0, Math.max(fewestPictures, Math.ceil(seen.length / 2)));
  const meshes = new Map((await store.faces.meshes(faces.map(({ id }) => id))).map((face) => [face.id, face]));
  return faces.flatMap(({ id, pictureVersion }) => {
    const face = meshes.get(id);
    if (!face) return [];
    const path = files.paths.face(clip.id, id, pictureVersion);
    return [{ path, mesh: [...face.mesh], similarity: [...face.similarity] }];
  });
};

interface KnownIdentity {
  readonly id: string;
  readonly look: number[];
}

/** Identities that may be one person are followed as one: else a head that turns would pass from one to the other. */
const apart = (identities: readonly KnownIdentity[]): KnownIdentity[][] => {
  const people: KnownIdentity[][] = [];
  for (const identity of identities) {
    const same = people.find((person) => person.some(({ look }) => likenessOf(look, identity.look) >= askFloor));
    if (same) same.push(identity);
    else people.push([identity]);
  }
  return people;
};
