import { describe, expect, it } from 'vitest';
import { type Cluster, clusterTracks, judgeClusters } from '#core/dataset/face-clusters.ts';
import { likenessOf, meanDescriptor, type Weighted } from '#core/dataset/likeness.ts';
import { atLikeness, pictures } from './people.ts';

const numbered = () => {
  let next = 0;
  return () => `new ${next++}`;
};

const trackOf = (person: number, faceCount = 10): Weighted => ({
  descriptor: pictures(person, 6)[faceCount % 6] as Float32Array,
  faceCount,
});

const clusterOf = (person: number, others: Partial<Cluster> = {}): Cluster => ({
  id: `person ${person}`,
  descriptor: meanDescriptor(pictures(person, 12)) as Float32Array,
  faceCount: 12,
  isPerson: null,
  ...others,
});

/** For each track, the first track that is in its cluster: the partition without its names. */
const partition = (ids: readonly string[]): number[] => ids.map((id) => ids.indexOf(id));

describe('gathering tracks into clusters', () => {
  it('puts tracks of one face together and of two apart, in whatever order they come', () => {
    const people = [1, 2, 1, 3, 2, 1, 3, 3];
    const tracks = people.map((person, index) => trackOf(person, 5 + index));
    const { clusterIds, clusters } = clusterTracks({ tracks, known: [], newId: numbered() });
    expect(partition(clusterIds)).toEqual(people.map((person) => people.indexOf(person)));
    expect(clusters.map(({ faceCount }) => faceCount).sort()).toEqual([15, 22, 31]);
    const backwards = clusterTracks({ tracks: tracks.toReversed(), known: [], newId: numbered() });
    expect(partition(backwards.clusterIds.toReversed())).toEqual(partition(clusterIds));
  });

  it('gives known faces the id they had and new ones an id of their own', () => {
    const tracks = [trackOf(2), trackOf(1), trackOf(4)];
    const known = [clusterOf(1), clusterOf(2, { isPerson: true })];
    const { clusterIds, clusters } = clusterTracks({ tracks, known, newId: numbered() });
    expect(clusterIds).toEqual(['person 2', 'person 1', 'new 0']);
    expect(clusters.map(({ id, isPerson, faceCount }) => [id, isPerson, faceCount])).toEqual([
      ['person 1', null, 22],
      ['person 2', true, 22],
      ['new 0', null, 10],
    ]);
  });

  it('never joins two known clusters, though they are alike: a human may have parted them', () => {
    const known = [clusterOf(1, { id: 'a' }), clusterOf(1, { id: 'b', descriptor: pictures(1, 3)[2] as Float32Array })];
    const { clusters } = clusterTracks({ tracks: [trackOf(1)], known, newId: numbered() });
    expect(clusters.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('joins groups whose means have come near', () => {
    // Neither end is near the other; what lies between draws them together.
    const [a, b] = [pictures(1, 1)[0] as Float32Array, pictures(2, 1)[0] as Float32Array];
    const along = (likeness: number): Float32Array => atLikeness(a, likeness, b);
    const tracks = [1, 0.66, 0.9].map((likeness, i) => ({
      descriptor: along(likeness),
      faceCount: [30, 20, 10][i] as number,
    }));
    const { clusterIds } = clusterTracks({ tracks, known: [], newId: numbered() });
    expect(new Set(clusterIds).size).toBe(1);
  });
});

describe('judging clusters', () => {
  const person = meanDescriptor(pictures(1, 12)) as Float32Array;
  const stranger = meanDescriptor(pictures(2, 12)) as Float32Array;
  const at = (likeness: number, others: Partial<Cluster> = {}): Cluster =>
    clusterOf(1, { id: String(likeness), descriptor: atLikeness(person, likeness, stranger), ...others });
  const zones = (clusters: Cluster[], known: Parameters<typeof judgeClusters>[1] = {}) =>
    judgeClusters(clusters, known).judgements.map(({ zone }) => zone);

  it('has three zones by how alike a cluster is to the reference photo', () => {
    expect(zones([at(0.679), at(0.601), at(0.599)], { reference: person })).toEqual(['ask', 'ask', 'other']);
    expect(zones([at(0.681)], { reference: person })).toEqual(['match']);
  });

  it('goes by what a human said of a cluster, whatever its likeness', () => {
    expect(zones([at(0.9, { isPerson: false }), at(0.2, { isPerson: true })], { reference: person })).toEqual([
      'other',
      'match',
    ]);
  });

  it('lets a cluster that a human named say who the person is, before photo and clips', () => {
    const clusters = [clusterOf(2, { isPerson: true }), clusterOf(1), clusterOf(2)];
    expect(zones(clusters, { reference: person, fromClips: person })).toEqual(['match', 'other', 'match']);
  });

  it('believes the photo before the clips, and the clips before the largest cluster', () => {
    const clusters = [clusterOf(1, { faceCount: 50 }), clusterOf(2, { faceCount: 3 })];
    expect(zones(clusters, { reference: stranger, fromClips: person })).toEqual(['other', 'match']);
    expect(zones(clusters, { fromClips: stranger })).toEqual(['other', 'match']);
    expect(zones(clusters)).toEqual(['match', 'other']);
  });

  it('no longer believes clips whose face a human has said is somebody else', () => {
    const clusters = [clusterOf(1, { faceCount: 50, isPerson: false }), clusterOf(2, { faceCount: 3 })];
    expect(zones(clusters, { fromClips: person })).toEqual(['other', 'match']);
  });

  it('finds by the mean of what matches what the photo alone would only ask about', () => {
    const photo = atLikeness(person, 0.85, stranger);
    const turned = atLikeness(
      person,
      0.72,
      stranger.map((value) => -value),
    );
    expect(likenessOf(turned, photo)).toBeLessThan(0.68);
    expect(zones([clusterOf(1), clusterOf(1, { descriptor: turned })], { reference: photo })).toEqual([
      'match',
      'match',
    ]);
  });

  it('says nothing of likeness while nobody knows the person', () => {
    const judged = judgeClusters([clusterOf(1, { isPerson: false })], {});
    expect(judged).toEqual({ person: undefined, judgements: [{ zone: 'other', likeness: null }] });
  });
});
