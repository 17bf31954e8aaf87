import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { blurSquare, smearSquare } from '#core/pixels/blur.ts';

const size = 21;

const noise = (seed: number): Float32Array => {
  const random = seededRandom(seed, 'blur');
  return Float32Array.from({ length: size * size * 3 }, random.uniform);
};

const dot = (): Float32Array => {
  const pixels = new Float32Array(size * size * 3);
  pixels.fill(1, (10 * size + 10) * 3, (10 * size + 10) * 3 + 3);
  return pixels;
};

/** Every pixel as a weighted sum over the whole neighbourhood at once, edges held. */
const plainBlur = (pixels: Float32Array, deviation: number): Float32Array => {
  const reach = Math.max(1, Math.ceil(2.5 * deviation));
  return pixels.map((_, at) => {
    const [channel, x, y] = [at % 3, Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
    let [sum, weights] = [0, 0];
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const weight = Math.exp(-(dx * dx + dy * dy) / (2 * deviation ** 2));
        const [column, row] = [x + dx, y + dy].map((place) => Math.max(0, Math.min(size - 1, place)));
        sum += weight * (pixels[((row as number) * size + (column as number)) * 3 + channel] as number);
        weights += weight;
      }
    }
    return sum / weights;
  });
};

describe('a Gaussian blur', () => {
  it('is the weighted mean of the neighbourhood', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.2, max: 2.5, noNaN: true }), (seed, deviationPx) => {
        const pixels = noise(seed);
        const expected = plainBlur(pixels, deviationPx);
        blurSquare(pixels, { size, deviationPx });
        for (const [at, value] of pixels.entries())
          expect(Math.abs(value - (expected[at] as number))).toBeLessThan(1e-5);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a smear', () => {
  it('leaves a picture without length as it is', () => {
    const pixels = noise(1);
    const before = pixels.slice();
    smearSquare(pixels, { size, xPx: 0, yPx: 0 });
    expect(pixels).toEqual(before);
  });

  it('spreads a dot along its way and nowhere else, and loses no light', () => {
    const pixels = dot();
    smearSquare(pixels, { size, xPx: 6, yPx: 0 });
    const at = (x: number, y: number) => pixels[(y * size + x) * 3] as number;
    for (let x = 7; x <= 13; x += 1) expect(at(x, 10)).toBeCloseTo(1 / 7, 5);
    expect([at(6, 10), at(14, 10), at(10, 9), at(10, 11)]).toEqual([0, 0, 0, 0]);
    const slanted = dot();
    smearSquare(slanted, { size, xPx: 4, yPx: 3 });
    expect(slanted.reduce((sum, value) => sum + value, 0) / 3).toBeCloseTo(1, 4);
  });
});
