import { describe, expect, it } from 'vitest';
import { blurSquare } from '#core/pixels/blur.ts';
import type { FloatImage } from '#core/pixels/image.ts';
import { matchSharpness } from '#core/pixels/match-sharpness.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';

const size = 64;
const mask = new Float32Array(size * size).fill(1);
const seen: FloatImage = {
  width: size,
  height: size,
  data: Float32Array.from({ length: size * size * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
    return 0.5 + 0.15 * Math.sin(x / 1.5) + 0.15 * Math.cos(y / 2);
  }),
};

const blurred = (deviationPx: number): FloatImage => {
  const data = seen.data.slice();
  blurSquare(data, { size, deviationPx });
  return { ...seen, data };
};

/** By the Laplacian, which the matching knows nothing of. */
const sharpness = ({ data }: FloatImage): number =>
  sharpnessOf({ width: size, height: size, data: Uint8Array.from(data, (value) => Math.round(value * 255)) });

describe('matching the sharpness', () => {
  it('brings a blurred face nearer to the frame’s, the more the larger the share, and not beyond', () => {
    const drawn = blurred(0.8);
    const [none, half, all] = [0, 0.5, 1].map((share) => sharpness(matchSharpness({ drawn, seen, mask, share }))) as [
      number,
      number,
      number,
    ];
    expect(none).toBe(sharpness(drawn));
    expect(half).toBeGreaterThan(none);
    expect(all).toBeGreaterThan(half);
    expect(all).toBeLessThan(sharpness(seen) * 1.05);
  });

  it('leaves a face alone that is as sharp as the frame, or sharper', () => {
    expect(matchSharpness({ drawn: seen, seen, mask, share: 1 })).toBe(seen);
    expect(matchSharpness({ drawn: seen, seen: blurred(1.5), mask, share: 1 })).toBe(seen);
  });

  it('leaves a face alone of which nothing shows', () => {
    const drawn = blurred(1);
    expect(matchSharpness({ drawn, seen, mask: new Float32Array(size * size), share: 1 })).toBe(drawn);
  });

  it('does not enlarge what a face has by more than two and a half times, however blurred it is', () => {
    const drawn = blurred(4);
    const { data } = matchSharpness({ drawn, seen, mask, share: 1 });
    const gain = Math.max(...data.map((value, at) => Math.abs(value - (drawn.data[at] as number))));
    const spread = Math.max(...drawn.data) - Math.min(...drawn.data);
    expect(gain).toBeLessThan(1.5 * spread);
  });
});
