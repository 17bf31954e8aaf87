/**
 * Clusters: faces of one identity over a person's clips. Tracks are gathered into them, each whole; a human's word on a
 * cluster goes before every likeness.
 */
import type { FaceState } from '#core/contract/face.ts';
import { likenessOf, matchFloor, type Weighted, weightedMean, type Zone, zoneOf } from './likeness.ts';

export interface Cluster extends Weighted {
  readonly id: string;
  /** What a human said of it; null = nothing yet. */
  readonly isPerson: boolean | null;
}

export interface Clustered {
  /** Of each track, in the order given. */
  readonly clusterIds: readonly string[];
  /** The known ones first, then new ones; those that tracks came to have a new mean. */
  readonly clusters: readonly Cluster[];
}

/** Puts each track to the nearest cluster, or begins one. Known clusters are never joined: a human may have parted them. */
export const clusterTracks = (options: {
  readonly tracks: readonly Weighted[];
  readonly known: readonly Cluster[];
  readonly newId: () => string;
}): Clustered => {
  const groups: Group[] = options.known.map((cluster) => ({ known: cluster, members: [], ...cluster }));
  // Long tracks first: their means are the surest centres to gather round.
  const order = options.tracks.map((_, index) => index);
  order.sort((a, b) => facesOf(options.tracks[b]) - facesOf(options.tracks[a]) || a - b);
  for (const index of order) {
    const track = options.tracks[index] as Weighted;
    const best = nearest(groups, track);
    if (best) grow(best, track, [index]);
    else groups.push({ known: undefined, members: [index], ...track });
  }
  const joined = joinNear(groups);
  const clusterIds = options.tracks.map(() => '');
  const clusters = joined.map(({ known, members, descriptor, faceCount }): Cluster => {
    const id = known?.id ?? options.newId();
    for (const member of members) clusterIds[member] = id;
    return { id, isPerson: known?.isPerson ?? null, descriptor, faceCount };
  });
  return { clusterIds, clusters };
};

interface Group extends Weighted {
  readonly known: Cluster | undefined;
  /** Indices of tracks. */
  readonly members: number[];
  descriptor: ArrayLike<number>;
  faceCount: number;
}

const facesOf = (track: Weighted | undefined): number => track?.faceCount ?? 0;

const nearest = (groups: readonly Group[], to: Weighted): Group | undefined => {
  let [best, bestLikeness]: [Group | undefined, number] = [undefined, matchFloor];
  for (const group of groups) {
    const likeness = likenessOf(group.descriptor, to.descriptor);
    if (likeness >= bestLikeness) [best, bestLikeness] = [group, likeness];
  }
  return best;
};

const grow = (group: Group, by: Weighted, members: readonly number[]): void => {
  group.descriptor = weightedMean([group, by]) ?? group.descriptor;
  group.faceCount += by.faceCount;
  group.members.push(...members);
};

/** Groups begun anew whose means have come near to another's are joined to it, until none is. */
const joinNear = (groups: readonly Group[]): Group[] => {
  let left = [...groups];
  for (const group of groups) {
    if (group.known) continue;
    const others = left.filter((other) => other !== group);
    const best = left.includes(group) ? nearest(others, group) : undefined;
    if (!best) continue;
    grow(best, group, group.members);
    left = others;
  }
  return left.length < groups.length ? joinNear(left) : left;
};

/** Whose face a person's is, as far as anything says so. */
export interface KnownFace {
  /** Of the reference photo. */
  readonly reference?: ArrayLike<number> | undefined;
  /** Mean of the person's own face in clips looked through before. */
  readonly fromClips?: ArrayLike<number> | undefined;
}

export interface Judgement {
  readonly zone: Zone;
  /** To the person's own face; null while nobody knows it. */
  readonly likeness: number | null;
}

export interface Judged {
  /** The person's own face: the mean of the clusters that match. */
  readonly person: ArrayLike<number> | undefined;
  /** In the order of the clusters. */
  readonly judgements: readonly Judgement[];
}

/**
 * Which clusters are the person. What names the person: clusters a human said are them, else the reference photo, else
 * other clips, else the largest cluster.
 */
export const judgeClusters = (clusters: readonly Cluster[], known: KnownFace): Judged => {
  const anchor = anchorOf(clusters, known);
  if (!anchor)
    return {
      person: undefined,
      judgements: clusters.map(({ isPerson }) => ({ zone: said(isPerson), likeness: null })),
    };
  const matching = clusters.filter((cluster) => zoneUnder(cluster, anchor) === 'match');
  // Their mean is a better likeness than one photo: by it a turned or badly lit cluster may match that the photo did not.
  const person = weightedMean(matching) ?? anchor;
  return {
    person,
    judgements: clusters.map((cluster) => ({
      zone: zoneUnder(cluster, person),
      likeness: likenessOf(cluster.descriptor, person),
    })),
  };
};

const anchorOf = (clusters: readonly Cluster[], { reference, fromClips }: KnownFace) => {
  const own = weightedMean(clusters.filter(({ isPerson, faceCount }) => isPerson === true && faceCount > 0));
  if (own ?? reference) return own ?? reference;
  const refused = clusters.filter(({ isPerson }) => isPerson === false);
  // A clip's face that a human has since said is somebody else names nobody any more.
  const isRefused = fromClips && refused.some(({ descriptor }) => likenessOf(descriptor, fromClips) >= matchFloor);
  if (fromClips && !isRefused) return fromClips;
  const [first, ...rest] = clusters.filter(({ isPerson, faceCount }) => isPerson === null && faceCount > 0);
  return rest.reduce((largest, cluster) => (cluster.faceCount > (largest?.faceCount ?? 0) ? cluster : largest), first)
    ?.descriptor;
};

const zoneUnder = ({ isPerson, descriptor }: Cluster, person: ArrayLike<number>): Zone =>
  isPerson === null ? zoneOf(likenessOf(descriptor, person)) : said(isPerson);

const said = (isPerson: boolean | null): Zone => (isPerson === null ? 'ask' : isPerson ? 'match' : 'other');

/** What faces of a cluster begin as. */
export const stateOfZone = (zone: Zone): FaceState => states[zone];

const states = { match: 'kept', ask: 'unsure', other: 'other' } as const;
