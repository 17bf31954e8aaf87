import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { grainOfRow, grainTable, noiseLevel } from '#core/pixels/noise-level.ts';
import { wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const [width, height] = [320, 240];
const box = { left: 40, top: 30, width: 200, height: 160 };

/** By Box and Muller's formula, which shares nothing with the grain. */
const noisy = (deviation: number): Uint8Array => {
  const random = seededRandom(7, 'noise');
  return wavyFrame(width, height).y.map((value) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    return Math.min(255, Math.max(0, Math.round(value + deviation * normal)));
  });
};

const deviationOf = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe('the level of noise', () => {
  it.each([2, 4, 8])('is what was added to a smooth picture: %d levels', (deviation) => {
    const found = noiseLevel({ data: noisy(deviation), width, height }, box);
    expect(found / deviation).toBeGreaterThan(0.85);
    expect(found / deviation).toBeLessThan(1.1);
  });

  it('is less than a level in a picture that has none', () => {
    expect(noiseLevel({ data: wavyFrame(width, height).y, width, height }, box)).toBeLessThan(0.6);
  });

  it('is 0 where the box holds no block, or lies outside', () => {
    const plane = { data: noisy(4), width, height };
    for (const odd of [
      { left: 10, top: 10, width: 12, height: 12 },
      { left: -50, top: -50, width: 40, height: 40 },
      { left: 330, top: 10, width: 100, height: 100 },
    ]) {
      expect(noiseLevel(plane, odd)).toBe(0);
    }
  });
});

describe('grain', () => {
  const row = (number: number, frame: number): number[] => {
    const from = grainOfRow(number, frame);
    return Array.from({ length: 20_000 }, (_, at) => grainTable[(from + at) % grainTable.length] as number);
  };

  it('has mean 0 and deviation 1, and neighbours have nothing to do with each other, aside, below or in time', () => {
    const first = row(700, 5);
    expect(Math.abs(first.reduce((sum, value) => sum + value, 0) / first.length)).toBeLessThan(0.03);
    expect(deviationOf(first)).toBeCloseTo(1, 1);
    const together = (left: readonly number[], right: readonly number[]) =>
      left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0) / left.length;
    for (const other of [first.slice(1), first.slice(2), row(701, 5), row(699, 5), row(700, 6)]) {
      expect(Math.abs(together(first, other))).toBeLessThan(0.03);
    }
  });

  it('begins elsewhere in each row and each frame', () => {
    const starts = Array.from({ length: 2000 }, (_, at) => grainOfRow(at % 500, Math.floor(at / 500)));
    // So many drawn by chance from the table's length repeat about 60 times.
    expect(new Set(starts).size).toBeGreaterThan(1900);
  });

  it('is the same whenever a frame is rendered', () => {
    expect(row(3, 9)).toEqual(row(3, 9));
  });
});
