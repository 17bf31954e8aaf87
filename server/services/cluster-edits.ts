/**
 * Edits of clusters. A word on one cluster can move others too: they are judged by the clusters that are said to be the
 * person. What a human rejected or set face by face stays, unless they speak of the whole cluster.
 */
import { randomUUID } from 'node:crypto';
import { StudioError } from '#core/contract/errors.ts';
import type { FaceEdit, FaceEditKind } from '#core/contract/face-edit.ts';
import { stateOfZone } from '#core/dataset/face-clusters.ts';
import { meanDescriptor, weightedMean, type Zone } from '#core/dataset/likeness.ts';
import { splitCluster } from '#core/dataset/split-cluster.ts';
import type { ClusterFace, ClusterRecord, FaceChanges } from '#server/ports/studio-store.ts';
import { judge } from './person-clusters.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

type Edit<Kind extends FaceEditKind> = Extract<FaceEdit, { do: Kind }>;
type CountedCluster = ClusterRecord & { readonly faceCount: number };

export const decideCluster = async (
  context: StudioContext,
  personId: string,
  { clusterId, isPerson }: Edit<'decide-cluster'>,
): Promise<FaceChanges> => {
  const { store } = context;
  const before = await store.faces.clusters(personId);
  const decided = { ...clusterOf(before, clusterId), isPerson };
  const after = before.map((cluster) => (cluster.id === clusterId ? decided : cluster));
  const members = new Map([[clusterId, await store.faces.clusterFaces(personId, clusterId)]]);
  const faces = await regroup(context, personId, { before, after, members, spokenOf: clusterId });
  return { faces, clusters: [decided] };
};

/** The largest gives the name, and the largest of those of which something was said gives its word. */
export const mergeClusters = async (
  context: StudioContext,
  personId: string,
  { clusterIds }: Edit<'merge-clusters'>,
): Promise<FaceChanges> => {
  const { store } = context;
  const before = await store.faces.clusters(personId);
  const parts = [...new Set(clusterIds)].map((id) => clusterOf(before, id)).sort((a, b) => b.faceCount - a.faceCount);
  const [largest, ...rest] = parts;
  if (!largest || rest.length === 0) throw new StudioError('bad_request', 'One cluster alone cannot be merged.');
  const merged: CountedCluster = {
    ...largest,
    isPerson: parts.find(({ isPerson }) => isPerson !== null)?.isPerson ?? null,
    descriptor: Array.from(weightedMean(parts) ?? largest.descriptor),
    faceCount: parts.reduce((sum, { faceCount }) => sum + faceCount, 0),
  };
  const after = [...before.filter((cluster) => !parts.includes(cluster)), merged];
  const joined = await Promise.all(parts.map(({ id }) => store.faces.clusterFaces(personId, id)));
  const members = new Map([[merged.id, joined.flat()]]);
  const faces = await regroup(context, personId, { before, after, members });
  return { faces, clusters: [merged], goneClusters: rest.map(({ id }) => id) };
};

/** Of what leaves nothing has been said yet. */
export const splitOffCluster = async (
  context: StudioContext,
  personId: string,
  { clusterId, faceIds }: Edit<'split-cluster'>,
): Promise<FaceChanges> => {
  const { store } = context;
  const before = await store.faces.clusters(personId);
  const cluster = clusterOf(before, clusterId);
  const all = await store.faces.clusterFaces(personId, clusterId);
  const leaving = faceIds ? all.filter(isAmong(faceIds)) : await lessAlike(context, all);
  const left = new Set(leaving);
  const staying = all.filter((face) => !left.has(face));
  if (leaving.length === 0 || staying.length === 0) {
    throw new StudioError('bad_request', 'The faces of this cluster do not part in two.', { facts: { clusterId } });
  }
  const part = async (changes: Partial<CountedCluster>, faces: readonly ClusterFace[]) => ({
    ...cluster,
    ...changes,
    faceCount: faces.length,
    descriptor: await meanOf(context, faces, cluster),
  });
  const stays = await part({}, staying);
  const leaves = await part({ id: randomUUID(), isPerson: null }, leaving);
  const after = [...before.filter(({ id }) => id !== clusterId), stays, leaves];
  const members = new Map([
    [stays.id, staying],
    [leaves.id, leaving],
  ]);
  return { faces: await regroup(context, personId, { before, after, members }), clusters: [stays, leaves] };
};

const clusterOf = (clusters: readonly CountedCluster[], id: string): CountedCluster =>
  found(
    clusters.find((cluster) => cluster.id === id),
    'cluster',
  );

interface Regroup {
  readonly before: readonly CountedCluster[];
  readonly after: readonly CountedCluster[];
  /** Of clusters whose faces are not those they had, or are to be judged anew. */
  readonly members: ReadonlyMap<string, readonly ClusterFace[]>;
  /** A human spoke of every face of it. */
  readonly spokenOf?: string;
}

/** The clusters that faces come to be in, and the states that follow from how these are judged now. */
const regroup = async (
  context: StudioContext,
  personId: string,
  { before, after, members, spokenOf }: Regroup,
): Promise<NonNullable<FaceChanges['faces']>> => {
  const zonesBefore = await zonesOf(context, personId, before);
  const zonesAfter = await zonesOf(context, personId, after);
  const changes = after.map(async ({ id: clusterId }) => {
    const zone = zonesAfter.get(clusterId) as Zone;
    if (!members.has(clusterId) && zone === zonesBefore.get(clusterId)) return [];
    const faces = members.get(clusterId) ?? (await context.store.faces.clusterFaces(personId, clusterId));
    const follows = ({ state, decided }: ClusterFace) => state !== 'rejected' && (!decided || clusterId === spokenOf);
    return [
      { ids: idsOf(faces.filter(follows)), set: { clusterId, state: stateOfZone(zone) } },
      { ids: idsOf(faces.filter((face) => !follows(face))), set: { clusterId } },
    ];
  });
  return (await Promise.all(changes)).flat();
};

const zonesOf = async (
  context: StudioContext,
  personId: string,
  clusters: readonly CountedCluster[],
): Promise<Map<string, Zone>> => {
  const { judgements } = await judge(context, personId, clusters);
  return new Map(clusters.map(({ id }, index) => [id, judgements[index]?.zone ?? 'ask']));
};

const idsOf = (faces: readonly ClusterFace[]): string[] => faces.map(({ id }) => id);

const isAmong = (ids: readonly string[]) => {
  const wanted = new Set(ids);
  return ({ id }: ClusterFace): boolean => wanted.has(id);
};

/** Faces compared of one track: they are much alike, and descriptors of a hundred thousand faces would take 400 MB. */
const facesOfTrack = 16;

/** The smaller part, by whole tracks where there are several. */
const lessAlike = async ({ store }: StudioContext, faces: readonly ClusterFace[]): Promise<ClusterFace[]> => {
  const tracks = Map.groupBy(faces, trackKey);
  const compared = tracks.size === 1 ? faces : [...tracks.values()].flatMap((track) => spread(track, facesOfTrack));
  const keys = new Map(compared.map((face) => [face.id, trackKey(face)]));
  const descriptors = await store.faces.descriptors(idsOf(compared));
  const split = splitCluster(descriptors.map((face) => ({ ...face, trackKey: keys.get(face.id) ?? '' })));
  if (!split) return [];
  if (tracks.size === 1) return faces.filter(isAmong(split.leave));
  const leaving = new Set(split.leave.map((id) => keys.get(id)));
  return faces.filter((face) => leaving.has(trackKey(face)));
};

const trackKey = ({ clipId, track }: ClusterFace): string => `${clipId} ${track}`;

const spread = <Item>(items: readonly Item[], count: number): Item[] =>
  items.length <= count
    ? [...items]
    : Array.from({ length: count }, (_, index) => items[Math.floor(((index + 0.5) * items.length) / count)] as Item);

/** Faces enough for a mean. */
const facesMeant = 2000;

const meanOf = async (
  { store }: StudioContext,
  faces: readonly ClusterFace[],
  { descriptor }: ClusterRecord,
): Promise<readonly number[]> => {
  const descriptors = await store.faces.descriptors(idsOf(spread(faces, facesMeant)));
  return Array.from(meanDescriptor(descriptors.map((face) => face.descriptor)) ?? descriptor);
};
