import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { type FramePoint, type InputPoint, inputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { blendPatch } from '#core/pixels/blend.ts';
import { distanceToBorder } from '#core/pixels/distance-field.ts';
import type { FloatImage, VideoFrame, YuvPlanes } from '#core/pixels/image.ts';
import { learnedMask } from '#core/pixels/learned-mask.ts';
import { faceMask } from '#core/pixels/mask.ts';
import { asSamples, cutPlanes, pictureBytes, type SampleLayout } from '#core/pixels/sample-layout.ts';
import { plainFieldMask, plainHullMask, plainlyLaid } from '#tests/helpers/plain-laying.ts';
import { wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const random = seededRandom(11, 'laying');
const patchSide = 16;
const patch: FloatImage = {
  width: patchSide,
  height: patchSide,
  data: Float32Array.from({ length: patchSide ** 2 * 3 }, () => random.uniform()),
};

/** An egg, wider than it is high, that may hang over the square. */
const outlineOf = (size: number, [x, y]: readonly [number, number]) =>
  Array.from({ length: 40 }, (_, i) => {
    const angle = (i * Math.PI) / 20;
    return inputPoint(size * (x + 0.35 * Math.cos(angle)), size * (y + 0.28 * Math.sin(angle)));
  });

const share = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
const middles = fc.tuple(share(0.2, 0.8), share(0.2, 0.8));
const borders = fc.record({ erosion: share(0, 0.2), feather: share(0, 0.3) });

const largestDifference = (left: ArrayLike<number>, right: ArrayLike<number>): number => {
  let largest = 0;
  for (let at = 0; at < left.length; at += 1)
    largest = Math.max(largest, Math.abs((left[at] as number) - (right[at] as number)));
  return largest;
};

describe('masks', () => {
  it('of an outline are what the least distance of each pixel to its edges says', () => {
    fc.assert(
      fc.property(middles, borders, fc.integer({ min: 8, max: 70 }), (middle, border, size) => {
        const outline = outlineOf(size, middle);
        const plain = plainHullMask(outline, { ...border, size, faceWidth: size * 0.7 });
        expect(largestDifference(faceMask({ ...border, size, outline }), plain)).toBeLessThan(1e-5);
      }),
      { numRuns: 25 },
    );
  });

  it('of a model are what its distances, smoothed as 1 2 1, say between its pixels', () => {
    const drawnSize = 24;
    fc.assert(
      fc.property(middles, borders, fc.integer({ min: 8, max: 90 }), (middle, border, size) => {
        const drawn = faceMask({ size: drawnSize, outline: outlineOf(drawnSize, middle), erosion: 0, feather: 0.1 });
        const distances = distanceToBorder({ values: drawn, size: drawnSize, level: 0.5 });
        const held = (at: number) => Math.max(0, Math.min(at, drawnSize - 1));
        const smoothed = distances.map((_, at) => {
          const [x, y] = [at % drawnSize, Math.floor(at / drawnSize)];
          const weights = [1, 2, 1];
          return weights.reduce(
            (sum, down, dy) =>
              weights.reduce((row, aside, dx) => {
                const near = distances[held(y + dy - 1) * drawnSize + held(x + dx - 1)] as number;
                return row + (down * aside * near) / 16;
              }, sum),
            0,
          );
        });
        const faceWidth = size * 0.6;
        const plain = plainFieldMask(smoothed, drawnSize, { ...border, size, faceWidth });
        const mask = learnedMask({ drawn, drawnSize, size, faceWidth, ...border });
        expect(largestDifference(mask, plain)).toBeLessThan(1e-4);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a face laid over a frame', () => {
  const frameOf = (range: VideoFrame['colour']['range']): VideoFrame => {
    const frame = wavyFrame(93, 71);
    frame.y.forEach((grey, at) => {
      frame.y[at] = grey / 2 + ((at * 7919) % 101);
    });
    return { ...frame, colour: { matrix: 'bt709', range } };
  };

  /** The same picture's size in any layout: numbers over all that it holds. */
  const planesOf = (layout: SampleLayout, range: VideoFrame['colour']['range']): YuvPlanes & { index: number } => {
    const size = { width: 93, height: 71 };
    const samples = asSamples(new Uint8Array(pictureBytes(size, layout)), layout);
    samples.forEach((_, at) => {
      samples[at] = (at * 7919 + (at % 97) * 31) % 2 ** layout.bits;
    });
    return { ...size, ...cutPlanes(samples, size), layout, colour: { matrix: 'bt709', range }, index: 0 };
  };
  const layouts: SampleLayout[] = ([8, 10, 12, 16] as const).flatMap((bits) =>
    (['4:2:0', '4:2:2', '4:4:4', 'rgb'] as const).map((chroma) => ({ bits, chroma })),
  );

  const places = fc.record({
    enlargedBy: fc.integer({ min: 1, max: 4 }),
    strength: share(0.05, 1),
    side: share(15, 110),
    turn: share(-3, 3),
    tx: fc.integer({ min: -30, max: 110 }),
    ty: fc.integer({ min: -30, max: 90 }),
  });
  type Place = typeof places extends fc.Arbitrary<infer Value> ? Value : never;

  const checkLaying = (before: YuvPlanes & { index: number }, { enlargedBy, strength, side, turn, tx, ty }: Place) => {
    const size = patchSide * enlargedBy;
    const scale = side / size;
    const toFrame: Similarity<InputPoint, FramePoint> = {
      a: scale * Math.cos(turn),
      b: scale * Math.sin(turn),
      tx,
      ty,
    };
    const mask = faceMask({ size, outline: outlineOf(size, [0.5, 0.5]), erosion: 0, feather: 0.2 });
    const frame = { ...before, y: before.y.slice(), u: before.u.slice(), v: before.v.slice() };
    const plain = plainlyLaid({ frame: before, patch, enlargedBy, mask, strength, toFrame });
    blendPatch({ frame, patch, enlargedBy, mask, strength, toFrame });
    // Of 16 bits single precision of the patch tells steps of a hundredth.
    const rounding = before.layout?.bits === 16 ? 0.52 : 0.501;
    for (const plane of ['y', 'u', 'v'] as const) {
      expect(largestDifference(frame[plane], plain[plane])).toBeLessThanOrEqual(rounding);
      plain[plane].forEach((value, at) => {
        if (value === before[plane][at]) expect(frame[plane][at]).toBe(value);
      });
    }
  };

  it('is what a plain reading of every pixel gives, to the rounding, and beside the mask the very frame', () => {
    fc.assert(
      fc.property(places, fc.constantFrom('limited', 'full'), (place, range) => checkLaying(frameOf(range), place)),
      { numRuns: 25 },
    );
  });

  it('is so in planes of every layout', () => {
    fc.assert(
      fc.property(places, fc.constantFrom('limited', 'full'), fc.constantFrom(...layouts), (place, range, layout) =>
        checkLaying(planesOf(layout, range), place),
      ),
      { numRuns: 30 },
    );
  });
});
