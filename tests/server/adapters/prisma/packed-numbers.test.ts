import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sketchedCosines, sketchLength, sketchOf } from '#server/adapters/prisma/descriptor-sketch.ts';
import { packedDots, packNumbers, unpackNumbers } from '#server/adapters/prisma/packed-numbers.ts';

const finite = fc.array(fc.float({ noNaN: true, min: -8192, max: 8192 }), { minLength: 1, maxLength: 50 });

test.each([8, 16] as const)('in %d bits a number comes back at most half a step off', (bits) => {
  fc.assert(
    fc.property(finite, (values) => {
      const [lowest, highest] = [Math.min(...values), Math.max(...values)];
      const halfStep = (highest - lowest) / (2 * (2 ** bits - 1));
      const back = unpackNumbers(packNumbers(values, bits), bits);
      expect(back).toHaveLength(values.length);
      // Beside the step, Float32 rounds the lowest value, the step and the sum.
      const rounding = 4 * 2 ** -23 * Math.max(Math.abs(lowest), Math.abs(highest), 1e-30);
      for (const [index, value] of values.entries()) {
        expect(Math.abs((back[index] as number) - value)).toBeLessThanOrEqual(halfStep + rounding);
      }
    }),
  );
});

test('points of a 4K frame come back within 0.03 px, in half the bytes', () => {
  const mesh = Array.from({ length: 936 }, (_, index) => (index % 2 ? 2160 : 3840) * ((index * 0.618034) % 1));
  const bytes = packNumbers(mesh, 16);
  const back = unpackNumbers(bytes, 16);
  expect(bytes.byteLength).toBe(8 + 2 * 936);
  expect(Math.max(...mesh.map((value, index) => Math.abs(value - (back[index] as number))))).toBeLessThan(0.03);
});

test('plain Float32 is read as it is', () => {
  const values = Float32Array.of(1.5, -2.25, 1e-20);
  expect(unpackNumbers(new Uint8Array(values.buffer), 32)).toEqual(values);
});

/** A fair draw that is the same at every run: xorshift32, then Box and Muller. */
const normals = (seed: number) => {
  let state = seed;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
};

const unit = (values: readonly number[]): number[] => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, index) => sum + value * (b[index] as number), 0);

/** Pairs of descriptors with cosines all over 0.3 .. 1; not centred, as those of a network after a ReLU. */
const pairs = Array.from({ length: 300 }, (_, index) => {
  const normal = normals(index + 1);
  const one = unit(Array.from({ length: 1024 }, () => Math.max(0, normal() + 0.5)));
  const noise = (index / 300) * 1.5;
  const other = unit(one.map((value) => Math.max(0, value + noise * normal() * Math.sqrt(1 / 1024))));
  return { one, other };
});

test('8 bits a number move the cosine of two descriptors by less than 0.002', () => {
  for (const { one, other } of pairs) {
    const packed = dot(unpackNumbers(packNumbers(one, 8), 8), unpackNumbers(packNumbers(other, 8), 8));
    expect(Math.abs(packed - dot(one, other))).toBeLessThan(0.002);
  }
});

test('a descriptor compared with a sketch has the cosine it has with the descriptor, give or take 0.02', () => {
  const errors = pairs.map(({ one, other }) => {
    const sketch = sketchOf(one);
    expect(sketch).toHaveLength(sketchLength);
    return (sketchedCosines(sketch, other)[0] as number) - dot(one, other);
  });
  expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)).toBeLessThan(0.02);
  // And neither too high nor too low on the whole.
  expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.005);
});

test('dot products with packed numbers are those with the numbers unpacked', () => {
  const { one, other } = pairs[40] as (typeof pairs)[number];
  for (const bits of [8, 16] as const) {
    const packed = packNumbers(one, bits);
    const expected = dot(unpackNumbers(packed, bits), other);
    expect(packedDots(Float32Array.from(other))(packed, bits)).toBeCloseTo(expected, 5);
  }
});
