import { describe, expect, it } from 'vitest';
import { splitCluster } from '#core/dataset/split-cluster.ts';
import { pictures } from './people.ts';

const facesOf = (person: number, count: number, trackKey: (index: number) => string) =>
  pictures(person, count).map((descriptor, index) => ({
    id: `${person}.${index}`,
    trackKey: trackKey(index),
    descriptor,
  }));

describe('splitting a cluster', () => {
  it('parts two people, the larger part staying', () => {
    const [many, few] = [facesOf(1, 9, (i) => `a${i}`), facesOf(2, 4, (i) => `b${i}`)];
    const split = splitCluster([...few.slice(0, 2), ...many, ...few.slice(2)]);
    expect(split?.stay.toSorted()).toEqual(many.map(({ id }) => id).toSorted());
    expect(split?.leave.toSorted()).toEqual(few.map(({ id }) => id).toSorted());
  });

  it('keeps faces of one track together, even one that is like the other part', () => {
    const [many, few] = [facesOf(1, 9, () => 'a'), facesOf(2, 4, () => 'b')];
    const stray = { id: 'stray', trackKey: 'a', descriptor: pictures(2, 5)[4] as Float32Array };
    expect(splitCluster([...many, ...few, stray])?.stay).toContain('stray');
  });

  it('parts a single track by its faces: the head in it may have changed', () => {
    const split = splitCluster([...facesOf(1, 5, () => 'a'), ...facesOf(2, 3, () => 'a')]);
    expect(split?.leave.toSorted()).toEqual(['2.0', '2.1', '2.2']);
  });

  it('does not part what is one', () => {
    expect(splitCluster(facesOf(1, 1, () => 'a'))).toBeUndefined();
    const [face] = facesOf(1, 1, () => 'a');
    expect(splitCluster([face, { ...face, id: 'twin' }] as NonNullable<typeof face>[])).toBeUndefined();
  });
});
