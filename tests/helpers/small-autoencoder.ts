/** The product's own model, with widths small enough to train in milliseconds, and faces that differ enough to learn. */
import { classic } from '#core/autoencoder/architectures/faceswap.ts';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { RgbImage } from '#core/pixels/image.ts';

export const smallArchitecture = classic({
  faceSize: 16,
  convolutions: [8, 16],
  bottleneck: 24,
  picture: [4, 4, 16],
  upscale: 16,
  decoder: [12],
});

/** In the place of the one users have. */
export const smallArchitectures = { original: smallArchitecture };

/** A square picture of soft blobs, other for each seed. */
export const blobs = (seed: number, side = 64): RgbImage => {
  const random = seededRandom(seed, 'blobs');
  const spots = Array.from({ length: 6 }, () => ({
    x: random.uniform(),
    y: random.uniform(),
    colour: [random.uniform(), random.uniform(), random.uniform()],
  }));
  const data = new Uint8Array(side * side * 3);
  for (let index = 0; index < data.length; index += 1) {
    const pixel = Math.floor(index / 3);
    const [x, y] = [(pixel % side) / side, Math.floor(pixel / side) / side];
    const value = spots.reduce(
      (sum, spot) => sum + (spot.colour[index % 3] as number) * Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) * 30),
      0,
    );
    data[index] = Math.min(255, value * 255);
  }
  return { width: side, height: side, data };
};
