/** How strong the noise of a picture is, and noise of that strength. */
import type { Box } from '#core/geometry/box.ts';

interface Plane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const blockSide = 16;

/**
 * Standard deviation of the noise inside a box, in levels of the plane: Immerkær's estimate (1996) of each block, and of
 * those the lower quartile, since a block with an edge or a beard in it has more. 0 where no block fits.
 */
export const noiseLevel = (plane: Plane, { left, top, width, height }: Box): number => {
  const levels: number[] = [];
  const [firstX, firstY] = [Math.max(1, Math.ceil(left)), Math.max(1, Math.ceil(top))];
  const lastX = Math.min(plane.width - 1, left + width) - blockSide;
  const lastY = Math.min(plane.height - 1, top + height) - blockSide;
  for (let y = firstY; y <= lastY; y += blockSide) {
    for (let x = firstX; x <= lastX; x += blockSide) levels.push(blockLevel(plane, x, y));
  }
  levels.sort((one, other) => one - other);
  return levels[Math.floor(levels.length / 4)] ?? 0;
};

/** The mask [1 -2 1; -2 4 -2; 1 -2 1] is blind to planes and edges along the grid; noise of deviation s leaves it at 6 s. */
const blockLevel = ({ data, width }: Plane, x0: number, y0: number): number => {
  let sum = 0;
  for (let y = y0; y < y0 + blockSide; y += 1) {
    for (let at = y * width + x0; at < y * width + x0 + blockSide; at += 1) {
      const above = columnSum(data, at - width);
      const here = columnSum(data, at);
      const below = columnSum(data, at + width);
      sum += Math.abs(above - 2 * here + below);
    }
  }
  return (Math.sqrt(Math.PI / 2) * sum) / (6 * blockSide ** 2);
};

const columnSum = (data: Uint8Array, at: number): number =>
  (data[at - 1] as number) - 2 * (data[at] as number) + (data[at + 1] as number);

/** Deviation of the sum of four bytes. */
const bytesDeviation = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** A number of mean 0 and deviation 1, nearly normal, that is always the same for a pixel of a frame. */
export const grainAt = (pixel: number, frame: number): number => {
  let hash = Math.imul(pixel ^ Math.imul(frame + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  hash ^= hash >>> 15;
  return ((hash & 255) + ((hash >>> 8) & 255) + ((hash >>> 16) & 255) + (hash >>> 24) - 510) / bytesDeviation;
};
