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
