import { describe, expect, it } from 'vitest';
import { cropSize } from '#core/geometry/align-face.ts';
import { cropOfSquare, squareOfCrop } from '#core/geometry/crop-square.ts';
import { cropPoint, framePoint } from '#core/geometry/point.ts';
import { pullMesh } from '#core/geometry/pull-mesh.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';

describe('the square of a crop', () => {
  it('comes back as it was, turned or not', () => {
    for (const turn of [0, 0.4, -2.5]) {
      const square = squareOfCrop(cropOfSquare({ centre: framePoint(120, 80), side: 90, turn }));
      expect(square.centre[0]).toBeCloseTo(120);
      expect(square.centre[1]).toBeCloseTo(80);
      expect(square.side).toBeCloseTo(90);
      expect(square.turn).toBeCloseTo(turn);
    }
  });

  it('has its corners where the crop has them', () => {
    const toFrame = invertSimilarity(cropOfSquare({ centre: framePoint(50, 50), side: 20, turn: Math.PI / 2 }));
    const [x, y] = applySimilarity(toFrame, cropPoint(cropSize, 0));
    // A quarter turn clockwise brings the right upper corner to the right lower place.
    expect([x, y].map(Math.round)).toEqual([60, 60]);
  });
});

describe('a mesh pulled at one point', () => {
  const mesh = Array.from({ length: 11 }, (_, i) => framePoint(i * 10, 0));
  const pulled = pullMesh({ mesh, index: 5, to: framePoint(50, 8), reachPx: 12 });

  it('has that point where it was put', () => {
    expect(pulled[5]).toEqual([50, 8]);
  });

  it('follows less the farther away, and not at all far off', () => {
    const moved = pulled.map(([, y]) => y);
    for (let i = 5; i < 10; i++) expect(moved[i + 1]).toBeLessThan(moved[i] as number);
    expect(moved[0]).toBeLessThan(0.01);
    expect(moved.map((y, i) => y - (moved[10 - i] as number)).every((apart) => Math.abs(apart) < 1e-9)).toBe(true);
  });
});
