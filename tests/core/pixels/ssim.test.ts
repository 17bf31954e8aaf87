import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { structuralSimilarity } from '#core/pixels/ssim.ts';
import { hashed } from '#tests/oracles/hashed.ts';

interface Case {
  readonly size: number;
  readonly noise: number;
  readonly similarity: number;
}

const { cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../oracles/structural-similarity.json'), 'utf8'),
) as { cases: Case[] };

/** The pictures of structural-similarity.py. */
const picturesOf = ({ size, noise }: Case) => {
  const [first, second] = [hashed(size * size * 3, 1), hashed(size * size * 3, 2)];
  const ramp = first.map((value, at) => {
    const [y, x, channel] = [Math.floor(at / 3 / size), Math.floor(at / 3) % size, at % 3];
    return ((x + 2 * y + 5 * channel) / (3 * size + 10)) * 0.7 + value * 0.1;
  });
  return {
    first: Float32Array.from(ramp),
    second: Float32Array.from(ramp, (value, at) => value * 0.9 + (second[at] as number) * noise),
    size,
  };
};

it.each(cases)('of pictures of $size px with noise of $noise is what scikit-image finds', (each) => {
  expect(structuralSimilarity(picturesOf(each))).toBeCloseTo(each.similarity, 6);
});

it('of a picture with itself is 1', () => {
  const { first, size } = picturesOf({ size: 16, noise: 0, similarity: 0 });
  expect(structuralSimilarity({ first, second: first, size })).toBeCloseTo(1, 12);
});

it('counts a window as much as the pixel at its middle', () => {
  const size = 24;
  const { first } = picturesOf({ size, noise: 0, similarity: 0 });
  const second = first.slice();
  // The right half is another picture.
  for (let at = 0; at < second.length; at += 1)
    if (Math.floor(at / 3) % size >= 12) second[at] = 1 - (second[at] as number);
  const where = (is: (x: number) => boolean) =>
    Float32Array.from({ length: size * size }, (_, pixel) => (is(pixel % size) ? 1 : 0));
  expect(structuralSimilarity({ first, second, size, weights: where((x) => x < 7) })).toBeCloseTo(1, 12);
  expect(structuralSimilarity({ first, second, size, weights: where((x) => x > 16) })).toBeLessThan(0.5);
  expect(structuralSimilarity({ first, second, size, weights: where(() => true) })).toBeCloseTo(
    structuralSimilarity({ first, second, size }),
    12,
  );
});
