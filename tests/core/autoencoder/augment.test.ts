import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentFace, plainFace } from '#core/autoencoder/augment.ts';
import type { ExamplePlan } from '#core/autoencoder/example-plan.ts';
import { plainPlan, planExample } from '#core/autoencoder/example-plan.ts';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { trainingFace } from '#core/autoencoder/training-face.ts';
import { usualAugmentation } from '#core/contract/augmentation.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { plainExample } from '#tests/helpers/plain-augmentation.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';

const size = 16;
const length = size * size * 3;

const augment = (face: TrainingFace, plan: ExamplePlan, sizes = { inputSize: size, targetSize: size }) => {
  const into = {
    input: new Float32Array(sizes.inputSize ** 2 * 3),
    target: new Float32Array(sizes.targetSize ** 2 * 3),
  };
  augmentFace({ face, plan, sizes, into, place: 0 });
  return into;
};

const plain = (face: TrainingFace): Float32Array => {
  const into = new Float32Array(length);
  plainFace({ face, size, into, offset: 0 });
  return into;
};

const distance = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] as number)), 0) / left.length;

const furthest = (left: Float32Array, right: Float32Array): number =>
  left.reduce((most, value, index) => Math.max(most, Math.abs(value - (right[index] as number))), 0);

describe('an example', () => {
  const face = trainingFace(blobs(3), size);

  it('is what its formulas say, pixel by pixel, in input and target, at whatever sizes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(8, 15, 32), fc.constantFrom(8, 21, 40), (seed, inputSize, targetSize) => {
        const plan = planExample(seededRandom(seed, 'plan'), usualAugmentation);
        const { input, target } = augment(face, plan, { inputSize, targetSize });
        expect(furthest(input, plainExample(face, { plan, size: inputSize, isBent: true }))).toBeLessThan(1e-5);
        expect(furthest(target, plainExample(face, { plan, size: targetSize, isBent: false }))).toBeLessThan(1e-5);
      }),
      { numRuns: 40 },
    );
  });

  it('without movement is the trained region of the face, in input and target alike', () => {
    const { input, target } = augment(face, plainPlan);
    expect(distance(input, plain(face))).toBeLessThan(1e-6);
    expect(distance(target, plain(face))).toBeLessThan(1e-6);
  });

  it('mirrored is the mirror of the face', () => {
    const { target } = augment(face, { ...plainPlan, isMirrored: true });
    const mirrored = plain(face);
    for (let row = 0; row < size; row += 1) {
      const pixels = Array.from({ length: size }, (_, x) =>
        mirrored.slice((row * size + x) * 3, (row * size + x) * 3 + 3),
      ).reverse();
      for (const [x, pixel] of pixels.entries()) mirrored.set(pixel, (row * size + x) * 3);
    }
    expect(distance(target, mirrored)).toBeLessThan(1e-6);
  });

  it('lies in 0..1 and its target is nearer to its input than to another face', () => {
    const random = seededRandom(9, 'augment');
    const other = plain(trainingFace(blobs(4), size));
    for (let index = 0; index < 20; index += 1) {
      const { input, target } = augment(face, planExample(random, usualAugmentation));
      expect(Math.min(...input, ...target)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...input, ...target)).toBeLessThanOrEqual(1 + 1e-6);
      expect(distance(input, target)).toBeLessThan(distance(target, other));
      expect(input).not.toEqual(target);
    }
  });

  it('warps by five pixels of 256 on the average of the grid', () => {
    // A picture whose red is its x and whose green is its y says where each pixel was read.
    const side = 128;
    const places = {
      side,
      data: Uint8Array.from(
        { length: side * side * 3 },
        (_, index) => [Math.floor(index / 3) % side, Math.floor(index / 3 / side), 0][index % 3] as number,
      ),
    };
    const random = seededRandom(2, 'warp');
    const corners: number[] = [];
    for (let index = 0; index < 400; index += 1) {
      const { input } = augment(places, { ...plainPlan, warp: planExample(random, usualAugmentation).warp });
      corners.push((input[0] as number) * 255);
    }
    const mean = corners.reduce((sum, value) => sum + value, 0) / corners.length;
    const deviation = Math.sqrt(corners.reduce((sum, value) => sum + (value - mean) ** 2, 0) / corners.length);
    // The first pixel lies an eighth into the first cell; its deviation is sigma x ((7/8)^2 + (1/8)^2).
    expect(mean).toBeCloseTo((side * (1 - networkShare)) / 2 + (side * networkShare) / size / 2 - 0.5, 0);
    expect(deviation).toBeGreaterThan((5 / 256) * side * 0.78 * 0.9);
    expect(deviation).toBeLessThan((5 / 256) * side * 0.78 * 1.1);
  });
});

describe('a face made ready', () => {
  it('is halved while its region stays as large as what the model takes, by the mean of four', () => {
    const crop = blobs(1, 256);
    expect(trainingFace(crop, 64).side).toBe(128);
    expect(trainingFace(crop, 128).side).toBe(256);
    const flat = { width: 4, height: 4, data: new Uint8Array(48).fill(10) };
    flat.data[0] = 13;
    expect(trainingFace(flat, 1).data[0]).toBe(11);
  });

  it('must be square', () => {
    expect(() => trainingFace({ width: 4, height: 2, data: new Uint8Array(24) }, 2)).toThrow('square, not 4 x 2 px');
  });

  it('goes on as its edge beyond its edge', () => {
    const face = { side: 2, data: Uint8Array.from([0, 0, 0, 51, 51, 51, 102, 102, 102, 255, 255, 255]) };
    const { target } = augment(face, { ...plainPlan, shiftX: -9, shiftY: 9 });
    expect(target[0]).toBeCloseTo(0.2);
  });
});
