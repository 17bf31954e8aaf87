import { expect, test } from 'vitest';
import { type UnlikeFace, unlikeFaces } from '#core/dataset/unlike-faces.ts';

const face = (change: Partial<UnlikeFace>): UnlikeFace => ({
  ...{ frameIndex: 0, timeSeconds: 0, yaw: 0, pitch: 0, exposure: 0.5, lightX: 0, lightY: 0, mouth: 0, eyes: 0.3 },
  ...change,
});

test('of many alike and a few that turn, tilt, speak or are lit otherwise, the few are taken', () => {
  const alike = Array.from({ length: 50 }, (_, at) =>
    face({ frameIndex: at, timeSeconds: at / 25, yaw: (at % 3) / 2 }),
  );
  const few = [face({ yaw: 35 }), face({ pitch: -25 }), face({ mouth: 0.8 }), face({ exposure: 0.9, lightX: 0.8 })].map(
    (each, at) => ({ ...each, frameIndex: 100 + at, timeSeconds: 1 }),
  );
  const taken = unlikeFaces([...alike, ...few], 5);
  expect(
    taken
      .slice(1)
      .map(({ frameIndex }) => frameIndex)
      .sort(),
  ).toEqual([100, 101, 102, 103]);
  expect(taken[0]?.frameIndex).toBeLessThan(50);
  expect(unlikeFaces([...alike, ...few], 5)).toEqual(taken);
});

test('faces that are all the same are taken once, and of none there is none', () => {
  expect(unlikeFaces([face({}), face({}), face({})], 3)).toHaveLength(1);
  expect(unlikeFaces([], 3)).toEqual([]);
});
