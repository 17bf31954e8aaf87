import { describe, expect, it } from 'vitest';
import { likenessOf, meanDescriptor } from '#core/dataset/likeness.ts';
import { identifyTracks } from '#server/pipelines/identify-tracks.ts';
import { pictures } from '#tests/core/dataset/people.ts';

const newId = () => crypto.randomUUID();
const mean = (person: number): Float32Array => meanDescriptor(pictures(person, 12)) as Float32Array;
const track = (number: number, person: number, faceCount: number) => ({
  track: number,
  descriptors: pictures(person, 4),
  faceCount,
});
const states = (found: ReturnType<typeof identifyTracks>) => found.tracks.map(({ state }) => state);

describe('identifying tracks', () => {
  it('takes the face seen most where nobody is known, and gives all its tracks one cluster', () => {
    const tracks = [track(0, 2, 30), track(1, 1, 20), track(2, 1, 20), track(3, 3, 5)];
    const found = identifyTracks({ tracks, knownClusters: [], newId });
    expect(states(found)).toEqual(['other', 'kept', 'kept', 'other']);
    expect(found.tracks[1]?.clusterId).toBe(found.tracks[2]?.clusterId);
    expect(new Set(found.tracks.map(({ clusterId }) => clusterId)).size).toBe(3);
    expect(likenessOf(found.descriptor as Float32Array, mean(1))).toBeGreaterThan(0.95);
  });

  it('takes the known face, though it is seen least', () => {
    const tracks = [track(0, 2, 300), track(1, 1, 2)];
    expect(states(identifyTracks({ tracks, fromClips: mean(1), knownClusters: [], newId }))).toEqual(['other', 'kept']);
  });

  it('keeps faces of a clip without the person as other people, and says that the person is not in it', () => {
    const tracks = [track(0, 2, 30), track(1, 3, 10)];
    const found = identifyTracks({ tracks, reference: mean(1), knownClusters: [], newId });
    expect(states(found)).toEqual(['other', 'other']);
    expect(found.descriptor).toBeNull();
    for (const { likeness } of found.tracks) expect(likeness).toBeLessThan(0.6);
  });

  it('knows a cluster again in the next clip, with what a human said of it', () => {
    const first = identifyTracks({ tracks: [track(0, 1, 30), track(1, 2, 10)], knownClusters: [], newId });
    // The human: the one seen most is somebody else, the other is the person.
    const knownClusters = first.clusters.map((cluster) => ({
      ...cluster,
      isPerson: cluster.id === first.tracks[1]?.clusterId,
    }));
    const second = identifyTracks({ tracks: [track(0, 2, 3), track(1, 1, 50)], knownClusters, newId });
    expect(states(second)).toEqual(['kept', 'other']);
    expect(second.tracks.map(({ clusterId }) => clusterId)).toEqual(
      first.tracks.map(({ clusterId }) => clusterId).toReversed(),
    );
    expect(second.clusters.map(({ faceCount }) => faceCount)).toEqual([80, 13]);
  });

  it('does not take a face that was refused by a human for the person, though nobody else is there', () => {
    const knownClusters = [{ id: 'stranger', descriptor: mean(1), faceCount: 12, isPerson: false }];
    const found = identifyTracks({ tracks: [track(0, 1, 30)], knownClusters, newId });
    expect(found.tracks).toEqual([{ track: 0, clusterId: 'stranger', likeness: 0, state: 'other' }]);
    expect(found.descriptor).toBeNull();
  });

  it("reports each track's likeness to the mean of the person's own tracks", () => {
    const tracks = [track(0, 1, 8), track(1, 1, 8), track(2, 2, 4)];
    const { person, tracks: found } = identifyTracks({ tracks, knownClusters: [], newId });
    expect(likenessOf(person, meanDescriptor(pictures(1, 4)) as Float32Array)).toBeCloseTo(1, 5);
    for (const [index, { descriptors }] of tracks.entries()) {
      const mean = meanDescriptor(descriptors) as Float32Array;
      expect(found[index]?.likeness).toBeCloseTo(likenessOf(mean, person), 5);
    }
  });

  it('is not misled by a few faces in a track that are like nobody', () => {
    const stray = { track: 0, descriptors: [...pictures(1, 6), ...pictures(2, 2)], faceCount: 8 };
    const found = identifyTracks({ tracks: [stray], reference: mean(1), knownClusters: [], newId });
    expect(found.tracks[0]?.likeness).toBeGreaterThan(0.95);
  });

  it('finds nobody in a clip without faces', () => {
    expect(identifyTracks({ tracks: [], knownClusters: [], newId }).tracks).toEqual([]);
  });
});
