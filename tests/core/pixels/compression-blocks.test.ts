import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { compressBlocks } from '#core/pixels/compression-blocks.ts';

const noise = (size: number, seed: number): Float32Array => {
  const random = seededRandom(seed, 'blocks');
  const [base, wave] = [random.uniform(), random.uniform()];
  return Float32Array.from({ length: size * size * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
    return 0.3 + 0.3 * base + 0.15 * Math.sin(x * (0.2 + wave)) * Math.cos(y * 0.5 + (at % 3)) + 0.1 * random.uniform();
  });
};

const compressed = (pixels: Float32Array, size: number, coarseness: number): Float32Array => {
  const copy = pixels.slice();
  compressBlocks(copy, { size, coarseness });
  return copy;
};

const rms = (left: ArrayLike<number>, right: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += ((left[at] as number) - (right[at] as number)) ** 2;
  return Math.sqrt(sum / left.length);
};

describe('compression', () => {
  it('with the finest steps leaves a picture as it is, within a rounding', () => {
    for (const size of [8, 16, 21]) {
      const pixels = noise(size, 4);
      expect(rms(compressed(pixels, size, 0), pixels)).toBeLessThan(1 / 255);
    }
  });

  it('done twice is done once: its blocks lie on their steps', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.5, max: 4, noNaN: true }), (seed, coarseness) => {
        const once = compressed(noise(16, seed), 16, coarseness);
        if (Math.min(...once) > 0 && Math.max(...once) < 1)
          expect(rms(compressed(once, 16, coarseness), once)).toBeLessThan(1e-4);
      }),
      { numRuns: 40 },
    );
  });

  it('does what a JPEG of that quality does, to within two levels', async () => {
    const { default: sharp } = await import('sharp');
    for (const [quality, coarseness] of [
      [50, 1],
      [25, 2],
    ] as const) {
      const size = 32;
      const bytes = Uint8Array.from(noise(size, 7), (value) => Math.round(value * 255));
      const pixels = Float32Array.from(bytes, (value) => value / 255);
      const jpeg = await sharp(bytes, { raw: { width: size, height: size, channels: 3 } })
        .jpeg({ quality, chromaSubsampling: '4:4:4' })
        .toBuffer();
      const theirs = (await sharp(jpeg).raw().toBuffer()).map((value) => value);
      const ours = compressed(pixels, size, coarseness);
      const damage = rms(
        pixels,
        Array.from(theirs, (value) => value / 255),
      );
      const apart = rms(
        ours,
        Array.from(theirs, (value) => value / 255),
      );
      expect(damage).toBeGreaterThan(5 / 255);
      expect(apart).toBeLessThan(2 / 255);
    }
  });
});
