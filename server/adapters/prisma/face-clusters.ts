/** Which clusters a person's faces are in. */
import type { FaceState } from '#core/contract/face.ts';
import type { FaceStore } from '#server/ports/studio-store.ts';
import { bytesToFloats } from './columns.ts';
import type { FaceCache } from './face-cache.ts';
import { type PersonFaces, stateNames } from './person-faces.ts';
import type { Reader } from './reader.ts';

type ClusterQueries = Pick<FaceStore, 'clusters' | 'clusterFaces' | 'clusterSamples'>;

export const createClusterQueries = (reader: Reader, cache: FaceCache): ClusterQueries => ({
  clusters: async (personId) => {
    const { faces } = cache.of(personId);
    const counts = new Uint32Array(faces.clusterIds.length);
    for (const cluster of faces.cluster) if (cluster >= 0) counts[cluster] = (counts[cluster] as number) + 1;
    const rows = reader.all<ClusterRow>(
      'SELECT id, is_person AS isPerson, descriptor FROM cluster WHERE person_id = ? ORDER BY id',
      personId,
    );
    return rows.map(({ id, isPerson, descriptor }) => ({
      id,
      personId,
      isPerson: isPerson === null ? null : isPerson === 1,
      descriptor: bytesToFloats(descriptor),
      faceCount: counts[faces.clusterIds.indexOf(id)] ?? 0,
    }));
  },
  clusterFaces: async (personId, clusterId) => {
    const { faces } = cache.of(personId);
    const cluster = faces.clusterIds.indexOf(clusterId);
    return placesWhere(faces, (at) => cluster >= 0 && faces.cluster[at] === cluster).map((at) => ({
      id: faces.ids[at] as string,
      clipId: faces.clipIds[faces.clip[at] as number] as string,
      track: faces.track[at] as number,
      state: stateNames[faces.state[at] as number] as FaceState,
      decided: faces.decided[at] === 1,
    }));
  },
  clusterSamples: async ({ personId, count, clipId }) => {
    const { faces } = cache.of(personId);
    const clip = clipId === undefined ? undefined : faces.clipIds.indexOf(clipId);
    const sharpest = [...sharpestOfTracks(faces).values()]
      .filter((at) => clip === undefined || faces.clip[at] === clip)
      .sort((a, b) => sharpness(faces, b) - sharpness(faces, a));
    const byCluster = Map.groupBy(sharpest, (at) => faces.clusterIds[faces.cluster[at] as number] as string);
    return new Map(
      [...byCluster].map(([id, places]) => [id, places.slice(0, count).map((at) => faces.ids[at] as string)]),
    );
  },
});

interface ClusterRow {
  readonly id: string;
  readonly isPerson: 0 | 1 | null;
  readonly descriptor: Uint8Array;
}

const placesWhere = ({ count }: PersonFaces, holds: (at: number) => boolean): number[] => {
  const places: number[] = [];
  for (let at = 0; at < count; at++) if (holds(at)) places.push(at);
  return places;
};

const sharpness = ({ metrics }: PersonFaces, at: number): number => metrics.sharpness[at] as number;

/** One place for each track of each cluster; tracks of a clip are fewer than 2^20. */
const sharpestOfTracks = (faces: PersonFaces): Map<number, number> => {
  const sharpest = new Map<number, number>();
  const clips = faces.clipIds.length;
  for (let at = 0; at < faces.count; at++) {
    const cluster = faces.cluster[at] as number;
    if (cluster < 0) continue;
    const key = (cluster * clips + (faces.clip[at] as number)) * 2 ** 20 + (faces.track[at] as number);
    const best = sharpest.get(key);
    if (best === undefined || sharpness(faces, at) > sharpness(faces, best)) sharpest.set(key, at);
  }
  return sharpest;
};
