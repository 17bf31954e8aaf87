import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputPoint } from '#core/geometry/point.ts';
import { drawnNarrowing, narrowed } from '#core/pixels/drawn-narrowing.ts';
import type { FloatImage } from '#core/pixels/image.ts';

const side = 64;
const middle = 32;
const outlineRadius = 25;

/** 36 points from straight down on, around the middle. */
const outline = Array.from({ length: 36 }, (_, i) => {
  const turn = (i * Math.PI) / 18;
  return inputPoint(middle + outlineRadius * Math.sin(turn), middle + outlineRadius * Math.cos(turn));
});

type Rgb = readonly [number, number, number];
const skin: Rgb = [0.8, 0.6, 0.5];
const room: Rgb = [0.3, 0.3, 0.8];

/** A round face of this radius before a room. */
const drawn = (radius: number, beside: Rgb): FloatImage => {
  const data = new Float32Array(side * side * 3);
  for (let at = 0; at < side * side; at++) {
    const far = Math.hypot((at % side) + 0.5 - middle, Math.floor(at / side) + 0.5 - middle);
    data.set(far < radius ? skin : beside, at * 3);
  }
  return { width: side, height: side, data };
};

/** Those well away from the chin. */
const sides = Array.from({ length: 20 }, (_, at) => at + 8);

describe('the narrowing of a drawn face', () => {
  it('ends where the drawn face ends, but for the chin', () => {
    for (const radius of [20, 21.5, 23]) {
      const shares = drawnNarrowing(drawn(radius, room), outline);
      // A pixel is 0.04 of the way.
      for (const at of sides) expect(Math.abs((shares[at] as number) - radius / outlineRadius)).toBeLessThan(0.045);
      expect(shares[0]).toBe(1);
    }
  });

  it('is none where the drawn face fills the outline, or the room has its colours', () => {
    for (const picture of [drawn(40, room), drawn(26, room), drawn(20, [0.78, 0.6, 0.5])])
      expect(drawnNarrowing(picture, outline)).toEqual(outline.map(() => 1));
  });

  it('begins at the first trace of a room of strong colour, and at that alone where nothing else is asked for', () => {
    const wall: Rgb = [0.7, 0.7, 0.65];
    /** From skin to the room over five pixels. */
    const fading = (beside: Rgb): FloatImage => {
      const data = new Float32Array(side * side * 3);
      for (let at = 0; at < side * side; at++) {
        const far = Math.hypot((at % side) + 0.5 - middle, Math.floor(at / side) + 0.5 - middle);
        const gone = Math.min(1, Math.max(0, (far - 20) / 5));
        data.set(
          skin.map((value, channel) => value + gone * ((beside[channel] as number) - value)),
          at * 3,
        );
      }
      return { width: side, height: side, data };
    };
    const meanOf = (shares: readonly number[]) =>
      sides.reduce((sum, at) => sum + (shares[at] as number), 0) / sides.length;
    const narrowing = (beside: Rgb, strongOnly: boolean) =>
      meanOf(drawnNarrowing(fading(beside), outline, { strongOnly }));
    expect(narrowing(room, true)).toBeLessThan(narrowing(wall, false) - 0.02);
    expect(narrowing(room, true)).toBe(narrowing(room, false));
    expect(narrowing(wall, true)).toBe(1);
  });

  it('moves the outline towards its middle by its shares', () => {
    const points = narrowed(
      outline,
      outline.map(() => 0.8),
    );
    for (const [x, y] of points) expect(Math.hypot(x - middle, y - middle)).toBeCloseTo(20, 5);
  });

  it('stays within three quarters and one, whatever was drawn', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        let state = seed >>> 0;
        const data = Float32Array.from({ length: side * side * 3 }, () => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          return state / 2 ** 32;
        });
        for (const share of drawnNarrowing({ width: side, height: side, data }, outline)) {
          expect(share).toBeGreaterThan(0.75);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
  });
});
