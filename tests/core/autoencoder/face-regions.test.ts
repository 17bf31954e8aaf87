import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentFace } from '#core/autoencoder/augment.ts';
import { planExample } from '#core/autoencoder/example-plan.ts';
import { landmarkNumbers, noLandmarks, packLandmarks } from '#core/autoencoder/face-landmarks.ts';
import { seededRandom } from '#core/autoencoder/random.ts';
import { usualAugmentation } from '#core/contract/augmentation.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import { originOf } from '#tests/helpers/plain-augmentation.ts';
import { blobs } from '#tests/helpers/small-autoencoder.ts';

const size = 40;
const turned = { a: 0.9, b: 0.2, tx: -30, ty: 12 };
const { a, b, tx, ty } = turned;

/** A mesh in a frame whose parts are rings in the crop: the outline, then the eyes and the mouth inside it. */
const ringMesh = (): number[] => {
  const ids = meshOutline(Array.from({ length: 468 }, (_, index) => [index, 0] as never)).map((point) => point[0]);
  const rings: [readonly number[], number, number, number][] = [
    [ids, 128, 130, 70],
    [[33, 160, 158, 133, 153, 144], 100, 110, 10],
    [[362, 385, 387, 263, 373, 380], 156, 110, 10],
    [[61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181], 128, 165, 16],
  ];
  const mesh = new Array<number>(936).fill(0);
  for (const [indices, x, y, radius] of rings) {
    for (const [place, index] of indices.entries()) {
      const angle = (2 * Math.PI * place) / indices.length;
      const [cropX, cropY] = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
      // Back into the frame, so that packing has to bring it to the crop again.
      const square = a * a + b * b;
      mesh[2 * index] = (a * (cropX - tx) + b * (cropY - ty)) / square;
      mesh[2 * index + 1] = (a * (cropY - ty) - b * (cropX - tx)) / square;
    }
  }
  return mesh;
};

const landmarks = packLandmarks(ringMesh(), [a, b, tx, ty]);
const face = { side: 64, data: blobs(1).data, landmarks };

const regionsOf = (plan: ReturnType<typeof planExample>, of: { landmarks?: Float32Array } = face) => {
  const into = {
    input: new Float32Array(size ** 2 * 3),
    target: new Float32Array(size ** 2 * 3),
    regions: new Float32Array(size ** 2 * 2),
  };
  augmentFace({
    face: { ...face, landmarks: of.landmarks },
    plan,
    sizes: { inputSize: size, targetSize: size },
    into,
    place: 0,
  });
  return into.regions;
};

describe('landmarks', () => {
  it('come as shares of the crop, whatever the frame', () => {
    expect(landmarks).toHaveLength(landmarkNumbers);
    const outline = Array.from({ length: 36 }, (_, index) =>
      Math.hypot((landmarks[2 * index] as number) - 0.5, (landmarks[2 * index + 1] as number) - 130 / 256),
    );
    for (const radius of outline) expect(radius).toBeCloseTo(70 / 256, 5);
  });
});

describe('the regions of an example', () => {
  it('lie where its target shows the face, the eyes and the mouth', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const plan = planExample(seededRandom(seed, 'plan'), usualAugmentation);
        const regions = regionsOf(plan);
        const origin = originOf(256, plan);
        for (let pixel = 0; pixel < size * size; pixel += 1) {
          const column = pixel % size;
          const row = Math.floor(pixel / size);
          const [x, y] = origin([(column + 0.5) / size, (row + 0.5) / size], false);
          const fromFace = 70 - Math.hypot(x - 128, y - 130);
          const fromParts = Math.max(
            10 - Math.hypot(x - 100, y - 110),
            10 - Math.hypot(x - 156, y - 110),
            16 - Math.hypot(x - 128, y - 165),
          );
          const [isFace, isPart] = [regions[2 * pixel] as number, regions[2 * pixel + 1] as number];
          const atBorder = Math.min(column, row, size - 1 - column, size - 1 - row) < 3;
          if (fromFace > 6 && !atBorder) expect(isFace).toBe(1);
          if (fromFace < -6) expect(isFace).toBe(0);
          if (fromParts > 3 && !atBorder) expect(isPart).toBeGreaterThan(0.9);
          if (fromParts < -12) expect(isPart).toBe(0);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are all face where landmarks are not known', () => {
    const plan = planExample(seededRandom(1, 'plan'), usualAugmentation);
    for (const unknown of [undefined, noLandmarks()]) {
      const regions = regionsOf(plan, { landmarks: unknown });
      expect(regions.filter((_, index) => index % 2 === 0).every((value) => value === 1)).toBe(true);
      expect(regions.filter((_, index) => index % 2 === 1).every((value) => value === 0)).toBe(true);
    }
  });
});
