import { describe, expect, it } from 'vitest';
import { FlickerMeter } from '#core/pixels/flicker.ts';

const size = 48;

/** L* by formula; no colour. */
const grey = (lightness: (x: number, y: number) => number): Float32Array =>
  Float32Array.from({ length: size * size * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return at % 3 === 0 ? lightness(pixel % size, Math.floor(pixel / size)) : 0;
  });

/** All but a border of one patch. */
const mask = Float32Array.from({ length: size * size }, (_, at) =>
  [at % size, Math.floor(at / size)].every((place) => place >= 6 && place < size - 6) ? 1 : 0,
);

interface Frame {
  readonly result: Float32Array;
  readonly source: Float32Array;
  readonly track?: number;
}

const flickerOf = (frames: readonly (Frame | undefined)[]): (number | undefined)[] => {
  const meter = new FlickerMeter();
  return frames.map((frame) => meter.add(frame && { track: 0, mask, size, ...frame }));
};

const even = (lightness: number): Float32Array => grey(() => lightness);

describe('flicker of a swapped face', () => {
  it('is the change of lightness from frame to frame', () => {
    const source = even(50);
    const values = flickerOf([60, 63, 63, 58].map((lightness) => ({ source, result: even(lightness) })));
    expect(values).toEqual([undefined, 3, 0, 5]);
  });

  it('is none where the light changes in the source as much', () => {
    const values = flickerOf(
      [40, 70, 55].map((lightness) => ({ source: even(lightness), result: even(lightness - 8) })),
    );
    expect(values.slice(1)).toEqual([0, 0]);
  });

  it('is the root mean square over the patches', () => {
    const source = even(50);
    // The left half by 4, the right half not at all: sqrt((16 + 0) / 2).
    const half = grey((x) => (x < size / 2 ? 54 : 50));
    expect(
      flickerOf([
        { source, result: even(50) },
        { source, result: half },
      ])[1],
    ).toBeCloseTo(Math.sqrt(8), 5);
  });

  it('does not count what lies outside the mask', () => {
    const source = even(50);
    const outside = grey((x, y) => (mask[y * size + x] === 1 ? 50 : 90));
    expect(
      flickerOf([
        { source, result: even(50) },
        { source, result: outside },
      ])[1],
    ).toBe(0);
  });

  it('is not measured across tracks or gaps', () => {
    const [dark, light] = [even(20), even(80)].map((result) => ({ source: even(50), result }));
    expect(flickerOf([dark, undefined, light, light && { ...light, track: 1 }])).toEqual(Array(4).fill(undefined));
  });
});
