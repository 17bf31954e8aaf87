/** Whose each track of a clip is: all tracks are gathered into the person's clusters, and the clusters are judged. */
import type { FaceState } from '#core/contract/face.ts';
import {
  type Cluster,
  clusterTracks,
  type Judgement,
  judgeClusters,
  type KnownFace,
  stateOfZone,
} from '#core/dataset/face-clusters.ts';
import { askFloor, likenessOf, meanDescriptor, type Weighted, weightedMean } from '#core/dataset/likeness.ts';

export interface FaceTrack {
  readonly track: number;
  /** At least one: those measured along the track. */
  readonly descriptors: readonly Float32Array[];
  readonly faceCount: number;
}

export interface IdentifyTracks extends KnownFace {
  readonly tracks: readonly FaceTrack[];
  /** Identities met in the person's clips before. */
  readonly knownClusters: readonly Cluster[];
  readonly newId: () => string;
}

export interface TrackIdentity {
  readonly track: number;
  readonly clusterId: string;
  /** Cosine of the track's mean to the person's own face. */
  readonly likeness: number;
  readonly state: FaceState;
}

export interface Identities {
  /** In the order given. */
  readonly tracks: readonly TrackIdentity[];
  /** The person's own face, over all clips: what the likeness of a single face is measured to. */
  readonly person: Float32Array;
  /** The person's own face in this clip alone; null where the clip does not show them for sure. */
  readonly descriptor: Float32Array | null;
  /** Clusters that this clip's tracks are in, with the means they have after it. */
  readonly clusters: readonly { readonly id: string; readonly descriptor: number[]; readonly faceCount: number }[];
}

export const identifyTracks = (options: IdentifyTracks): Identities => {
  const means = options.tracks.map(trackMean);
  const { clusterIds, clusters } = clusterTracks({ tracks: means, known: options.knownClusters, newId: options.newId });
  const judged = judgeClusters(clusters, options);
  // Where every cluster was refused by a human nobody is the person, and nothing is like them.
  const person = Float32Array.from(judged.person ?? new Float32Array(means[0]?.descriptor.length ?? 0));
  const judgementOf = new Map(clusters.map(({ id }, index) => [id, judged.judgements[index] as Judgement]));
  const tracks = options.tracks.map(({ track }, index): TrackIdentity => {
    const clusterId = clusterIds[index] as string;
    const { descriptor } = means[index] as Weighted;
    return {
      track,
      clusterId,
      likeness: likenessOf(descriptor, person),
      state: stateOfZone((judgementOf.get(clusterId) as Judgement).zone),
    };
  });
  const own = means.filter((_, index) => tracks[index]?.state === 'kept');
  return {
    tracks,
    person,
    descriptor: weightedMean(own) ?? null,
    clusters: clusters
      .filter(({ id }) => clusterIds.includes(id))
      .map(({ id, descriptor, faceCount }) => ({ id, descriptor: Array.from(descriptor), faceCount })),
  };
};

/** The mean of a track without what lies far from it: blurred and turned away faces, or a head that took its place. */
const trackMean = ({ descriptors, faceCount }: FaceTrack): Weighted => {
  const all = meanDescriptor(descriptors) ?? (descriptors[0] as Float32Array);
  const near = descriptors.filter((descriptor) => likenessOf(descriptor, all) >= askFloor);
  return { descriptor: meanDescriptor(near) ?? all, faceCount };
};
