/** How strong the noise of a picture is, and noise of that strength. */
import type { Box } from '#core/geometry/box.ts';
import type { Samples } from './image.ts';

interface Plane {
  readonly data: Samples;
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
  for (let x = x0; x < x0 + blockSide; x += 1) {
    // Down a column each row's part is used three times.
    let at = y0 * width + x;
    let above = rowSum(data, at - width);
    let here = rowSum(data, at);
    for (let row = 0; row < blockSide; row += 1) {
      at += width;
      const below = rowSum(data, at);
      sum += Math.abs(above - 2 * here + below);
      above = here;
      here = below;
    }
  }
  return (Math.sqrt(Math.PI / 2) * sum) / (6 * blockSide ** 2);
};

const rowSum = (data: Samples, at: number): number =>
  (data[at - 1] as number) - 2 * (data[at] as number) + (data[at + 1] as number);

const hashOf = (number: number, frame: number): number => {
  let hash = Math.imul(number ^ Math.imul(frame + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return hash ^ (hash >>> 15);
};

/** Deviation of the sum of four bytes. */
const bytesDeviation = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** Numbers of mean 0 and deviation 1, nearly normal, made once: to make one for each pixel of each face cost half as much as laying it. */
export const grainTable: Float32Array = Float32Array.from({ length: 1 << 15 }, (_, at) => {
  const hash = hashOf(at, 0);
  return ((hash & 255) + ((hash >>> 8) & 255) + ((hash >>> 16) & 255) + (hash >>> 24) - 510) / bytesDeviation;
});

/** Where in the table the grain of a row begins: elsewhere for each row of each frame, always the same for one of them. */
export const grainOfRow = (row: number, frame: number): number => hashOf(row, frame) & (grainTable.length - 1);
