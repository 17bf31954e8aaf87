import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { createPointTree, type PointSet } from '#core/dataset/coverage-tree.ts';

const random = seededRandom(1, 'points');

const pointSet = (count: number, oneSided: readonly boolean[]): PointSet => ({
  axes: oneSided.length,
  // Rounded, so that many points share a value and some are equal.
  values: Float32Array.from({ length: count * oneSided.length }, () => Math.round(random.normal() * 8) / 4),
  oneSided,
});

/** Every point looked at: what the tree is measured against. */
const nearestByLooking = ({ values, axes, oneSided }: PointSet, query: readonly number[], within: number): number => {
  let least = within;
  for (let point = 0; point < values.length / axes; point += 1) {
    const squared = query.map((value, axis) => {
      const short = value - (values[point * axes + axis] as number);
      return oneSided[axis] && short < 0 ? 0 : short ** 2;
    });
    least = Math.min(least, Math.sqrt(squared.reduce((sum, value) => sum + value, 0)));
  }
  return least;
};

describe('the nearest point', () => {
  test.each([
    ['on plain axes', [false, false, false, false]],
    ['with an axis on which only falling short counts', [false, true, false]],
    ['on one axis', [false]],
  ])('is as near as looking at every point says: %s', (_, oneSided) => {
    for (const count of [1, 15, 17, 400, 3000]) {
      const points = pointSet(count, oneSided);
      const tree = createPointTree(points);
      for (let round = 0; round < 60; round += 1) {
        const query = oneSided.map(() => random.normal() * 2);
        const within = round % 3 === 0 ? 0.4 : 100;
        const { index, distance } = tree.nearest(query, within);
        expect(distance).toBeCloseTo(nearestByLooking(points, query, within), 5);
        expect(index === -1).toBe(distance === within);
      }
    }
  });

  test('is found among points that are all the same', () => {
    const tree = createPointTree({ axes: 2, values: new Float32Array(200).fill(1), oneSided: [false, false] });
    expect(tree.nearest([4, 5], 100).distance).toBe(5);
  });

  test('of none is none', () => {
    const tree = createPointTree({ axes: 2, values: new Float32Array(0), oneSided: [false, false] });
    expect(tree.nearest([0, 0], 3)).toEqual({ index: -1, distance: 3 });
  });
});
