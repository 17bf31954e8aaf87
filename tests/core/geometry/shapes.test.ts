import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { boxAround, intersectionOverUnion } from '#core/geometry/box.ts';
import { convexHull } from '#core/geometry/convex-hull.ts';
import { squareAroundMesh, squareToFrame } from '#core/geometry/input-square.ts';
import { meanFace } from '#core/geometry/mean-face.ts';
import { meshOutline, meshTo51, meshTo68 } from '#core/geometry/mesh-points.ts';
import { type FramePoint, framePoint, inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { steadyMesh } from '#core/geometry/steady-mesh.ts';

const coordinate = fc.integer({ min: -500, max: 500 });
const points = fc.array(
  fc.tuple(coordinate, coordinate).map(([x, y]) => framePoint(x, y)),
  { minLength: 3, maxLength: 60 },
);

/** A mesh whose 51 alignment points are the mean face, 100 px to the unit, moved to (300, 200). */
const meanMesh = (): FramePoint[] => {
  const mesh = Array.from({ length: 468 }, (_, i) => framePoint(i, i));
  const order = meshTo51(mesh).map(([index]) => index);
  order.forEach((index, i) => {
    const [x, y] = meanFace[i] as (typeof meanFace)[number];
    mesh[index] = framePoint(300 + 100 * x, 200 + 100 * y);
  });
  return mesh;
};

describe('convex hull', () => {
  it('has every point inside, going round clockwise', () => {
    fc.assert(
      fc.property(points, (all) => {
        const hull = convexHull(all);
        fc.pre(hull.length >= 3);
        hull.forEach(([x0, y0], i) => {
          const [x1, y1] = hull[(i + 1) % hull.length] as FramePoint;
          for (const [x, y] of all) expect((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)).toBeGreaterThanOrEqual(-1e-6);
        });
      }),
    );
  });
});

describe('box', () => {
  it('overlaps itself wholly and a box beside it not at all', () => {
    const box = boxAround([framePoint(1, 2), framePoint(5, 9)]);
    expect(box).toEqual({ left: 1, top: 2, width: 4, height: 7 });
    expect(intersectionOverUnion(box, box)).toBe(1);
    expect(intersectionOverUnion(box, { ...box, left: 5 })).toBe(0);
    expect(intersectionOverUnion(box, { ...box, left: 3 })).toBeCloseTo(1 / 3);
  });
});

describe('mesh points', () => {
  it('name 68 different points, of which the last 51 align', () => {
    const mesh = Array.from({ length: 468 }, (_, i) => framePoint(i, 0));
    const indices = meshTo68(mesh).map(([index]) => index);
    expect(new Set(indices).size).toBe(68);
    expect(meshTo51(mesh).map(([index]) => index)).toEqual(indices.slice(17));
    expect(new Set(meshOutline(mesh).map(([index]) => index)).size).toBe(36);
  });
});

describe('alignment', () => {
  it('puts the middle of the mean face a little below the middle of a crop 2.131 units wide', () => {
    const map = alignFace(meanMesh());
    expect(applySimilarity(map, framePoint(350, 243))[0]).toBeCloseTo(cropSize / 2, 6);
    expect(applySimilarity(map, framePoint(350, 243))[1]).toBeCloseTo(cropSize / 2, 6);
    expect(map.a).toBeCloseTo(256 / 213.1, 6);
    expect(map.b).toBeCloseTo(0, 9);
  });

  it('gives the same crop however the face is moved, turned and scaled in its frame', () => {
    const before = alignFace(meanMesh());
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        coordinate,
        (scale, turn, shift) => {
          const [a, b] = [scale * Math.cos(turn), scale * Math.sin(turn)];
          const moved = ([x, y]: FramePoint): FramePoint => framePoint(a * x - b * y + shift, b * x + a * y - shift);
          const after = alignFace(meanMesh().map(moved));
          const at = framePoint(320, 260);
          const [x, y] = applySimilarity(after, moved(at));
          const [wantedX, wantedY] = applySimilarity(before, at);
          expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe('input square', () => {
  it('has its centre in the middle of the input and its corners a side apart', () => {
    const map = squareToFrame({ centre: framePoint(50, 80), side: 30, turn: 0.7 }, 192);
    expect(applySimilarity(map, inputPoint(96, 96))[0]).toBeCloseTo(50, 9);
    expect(applySimilarity(map, inputPoint(96, 96))[1]).toBeCloseTo(80, 9);
    const [x0, y0] = applySimilarity(map, inputPoint(0, 0));
    const [x1, y1] = applySimilarity(map, inputPoint(192, 0));
    expect(Math.hypot(x1 - x0, y1 - y0)).toBeCloseTo(30, 9);
    expect(Math.atan2(y1 - y0, x1 - x0)).toBeCloseTo(0.7, 9);
  });

  it('turns with the eyes and holds every point of the mesh', () => {
    const turned = meanMesh().map(([x, y]) => framePoint(x * 0.8 - y * 0.6, x * 0.6 + y * 0.8));
    const square = squareAroundMesh(turned, 1);
    expect(square.turn).toBeCloseTo(Math.atan2(0.6, 0.8), 2);
  });
});

describe('steadying', () => {
  const mesh = (x: number): FramePoint[] => [framePoint(x, 2 * x), framePoint(x + 10, 5)];

  it('leaves a face that moves evenly where it is', () => {
    expect(steadyMesh([1, 2, 3, 4, 5].map(mesh))).toEqual(mesh(3));
  });

  it('draws a frame that trembles towards those around it', () => {
    const [[x] = [0]] = steadyMesh([0, 0, 9, 0, 0].map(mesh));
    expect(x).toBe(3);
  });

  it('uses no frame whose counterpart on the other side is missing', () => {
    expect(steadyMesh([mesh(7), mesh(8), mesh(3), undefined, undefined])).toEqual(mesh(3));
    expect(steadyMesh([mesh(100), mesh(2), mesh(3), mesh(4), undefined])).toEqual(mesh(3));
  });
});
