import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { bfloat16Bits } from '#core/autoencoder/bfloat16.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import { randomFrom, seededRandom } from '#core/autoencoder/random.ts';

const many = (next: () => number): number[] => Array.from({ length: 20_000 }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

describe('random numbers', () => {
  it('are those of sfc32: its first values from the state 0, 0, 0, 1', () => {
    // By hand: result = a + b + counter; then a = b ^ b >>> 9, b = c + (c << 3), c = rotl(c, 21) + result.
    const random = randomFrom([0, 0, 0, 1]);
    expect([1, 2, 3].map(() => random.uniform() * 2 ** 32)).toEqual([1, 2, 3 + 9]);
  });

  it('go on from a saved state as they would have gone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.nat(50), (seed, stream, drawn) => {
        const random = seededRandom(seed, stream);
        for (let index = 0; index < drawn; index += 1) random.normal();
        const again = randomFrom(JSON.parse(JSON.stringify(random.state())));
        expect([again.uniform(), again.normal(), again.below(9)]).toEqual([
          random.uniform(),
          random.normal(),
          random.below(9),
        ]);
      }),
    );
  });

  it('differ by seed and by stream', () => {
    const first = seededRandom(1, 'a').uniform();
    expect(seededRandom(2, 'a').uniform()).not.toBe(first);
    expect(seededRandom(1, 'b').uniform()).not.toBe(first);
  });

  it('have the mean and deviation of their distributions', () => {
    const random = seededRandom(5, 'moments');
    const uniform = many(random.uniform);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 1.5);
    expect(deviation(uniform)).toBeCloseTo(Math.sqrt(1 / 12), 1.5);
    const normal = many(random.normal);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(deviation(normal)).toBeCloseTo(1, 1);
  });
});

describe('initial weights', () => {
  const limit = Math.sqrt(6 / (25 * (3 + 128)));
  const kernel = { name: 'encoder/convolution_1/kernel', shape: [5, 5, 3, 128], initial: { limit } } as const;

  it('of a kernel lie within the limit of Glorot and Bengio and fill it', () => {
    expect(partWeights(architectures.original, 'encoder')[0]).toEqual(kernel);
    const { data } = initialWeight(kernel, 1);
    expect(Math.max(...data)).toBeLessThanOrEqual(limit);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(-limit);
    expect(deviation([...data])).toBeCloseTo(limit / Math.sqrt(3), 3);
  });

  it('of a normal kernel have its deviation', () => {
    const { data } = initialWeight({ ...kernel, initial: { deviation: 0.02 } }, 1);
    expect(deviation([...data])).toBeCloseTo(0.02, 3);
  });

  it('of a bias are zero', () => {
    expect(initialWeight({ name: 'b', shape: [4], initial: 'zeros' }, 1).data).toEqual(new Float32Array(4));
  });

  it('are the same for the same seed and name, and others for another', () => {
    expect(initialWeight(kernel, 1).data).toEqual(initialWeight(kernel, 1).data);
    expect(initialWeight(kernel, 2).data).not.toEqual(initialWeight(kernel, 1).data);
    expect(initialWeight({ ...kernel, name: 'other' }, 1).data).not.toEqual(initialWeight(kernel, 1).data);
  });
});

describe('bfloat16', () => {
  it('rounds to nearest, ties to even, and keeps signs, infinities and NaN', () => {
    const bits = bfloat16Bits(
      Float32Array.of(1, -1, 1 + 2 ** -8, 1 + 3 * 2 ** -8, 1 + 2 ** -8 + 2 ** -20, Infinity, -0, Number.NaN),
    );
    expect([...bits]).toEqual([0x3f80, 0xbf80, 0x3f80, 0x3f82, 0x3f81, 0x7f80, 0x8000, 0x7fc0]);
  });

  it('is never further than half a step away', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e30), max: Math.fround(1e30) }),
        (value) => {
          const widened = new Float32Array(
            Uint32Array.from(bfloat16Bits(Float32Array.of(value)), (half) => half << 16).buffer,
          )[0] as number;
          expect(Math.abs(widened - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -8, 2 ** -133));
        },
      ),
    );
  });
});
