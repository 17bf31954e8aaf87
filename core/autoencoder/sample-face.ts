/**
 * Reads a face between its pixels. Beyond the edge the edge goes on, as in OpenCV's BORDER_REPLICATE. Along a row the
 * places are evenly spaced, straight or within a cell of the grid, so each costs two additions: this is where making
 * examples spends its time.
 */
import type { Affine } from './affine.ts';
import { gridCells } from './example-plan.ts';
import type { TrainingFace } from './training-face.ts';

export interface SampleInto {
  readonly face: TrainingFace;
  readonly size: number;
  /** Takes size x size RGB numbers in 0..1 from `offset` on. */
  readonly into: Float32Array;
  readonly offset: number;
}

/** `map` leads from the picture, whose side is 1, to shares of the crop. */
export const sampleStraight = ({ xx, xy, x0, yx, yy, y0 }: Affine, { face, size, into, offset }: SampleInto): void => {
  const scale = face.side / size;
  for (let row = 0; row < size; row += 1) {
    const y = (row + 0.5) * scale;
    const startX = xx * 0.5 * scale + xy * y + x0 * face.side;
    const startY = yx * 0.5 * scale + yy * y + y0 * face.side;
    sampleRun(face, startX, startY, xx * scale, yx * scale, size, into, offset + row * size * 3);
  }
};

/** `grid`: where the points of a grid over the picture lie, in shares of the crop; bilinear inside each cell. */
export const sampleBent = (grid: Float64Array, { face, size, into, offset }: SampleInto): void => {
  for (let row = 0; row < size; row += 1) {
    const inGrid = ((row + 0.5) / size) * gridCells;
    const cellRow = Math.min(gridCells - 1, Math.floor(inGrid));
    for (let cell = 0; cell < gridCells; cell += 1) {
      const [first, end] = [firstInCell(cell, size), firstInCell(cell + 1, size)];
      const corner = 2 * (cellRow * (gridCells + 1) + cell);
      const leftX = down(grid, corner, inGrid - cellRow) * face.side;
      const leftY = down(grid, corner + 1, inGrid - cellRow) * face.side;
      const perPixel = gridCells / size;
      const stepX = (down(grid, corner + 2, inGrid - cellRow) * face.side - leftX) * perPixel;
      const stepY = (down(grid, corner + 3, inGrid - cellRow) * face.side - leftY) * perPixel;
      const ahead = first + 0.5 - cell / perPixel;
      const [x, y] = [leftX + stepX * ahead, leftY + stepY * ahead];
      sampleRun(face, x, y, stepX, stepY, end - first, into, offset + (row * size + first) * 3);
    }
  }
};

/** The first pixel whose middle lies in a cell. */
const firstInCell = (cell: number, size: number): number => Math.ceil((cell * size) / gridCells - 0.5);

const down = (grid: Float64Array, at: number, part: number): number => {
  const upper = grid[at] as number;
  return upper + ((grid[at + 2 * (gridCells + 1)] as number) - upper) * part;
};

const perByte = 1 / 255;

/**
 * `count` pixels from (x, y) on: a picture's corner at 0, pixel centres at .5. Plain numbers, not an object of them: such
 * objects, one a row, were a tenth of the time in garbage.
 */
const sampleRun = (
  { side, data }: TrainingFace,
  x: number,
  y: number,
  stepX: number,
  stepY: number,
  count: number,
  into: Float32Array,
  at: number,
): void => {
  const [last, rowBytes] = [side - 1, side * 3];
  for (let pixel = 0; pixel < count; pixel += 1) {
    const heldX = held(x + pixel * stepX - 0.5, last);
    const heldY = held(y + pixel * stepY - 0.5, last);
    const left = heldX >= last ? last - 1 : heldX | 0;
    const top = heldY >= last ? last - 1 : heldY | 0;
    const fx = heldX - left;
    const fy = (heldY - top) * perByte;
    const up = perByte - fy;
    const first = top * rowBytes + left * 3;
    const below = first + rowBytes;
    const w10 = up * fx;
    const w11 = fy * fx;
    const w00 = up - w10;
    const w01 = fy - w11;
    const place = at + pixel * 3;
    into[place] =
      (data[first] as number) * w00 +
      (data[first + 3] as number) * w10 +
      (data[below] as number) * w01 +
      (data[below + 3] as number) * w11;
    into[place + 1] =
      (data[first + 1] as number) * w00 +
      (data[first + 4] as number) * w10 +
      (data[below + 1] as number) * w01 +
      (data[below + 4] as number) * w11;
    into[place + 2] =
      (data[first + 2] as number) * w00 +
      (data[first + 5] as number) * w10 +
      (data[below + 2] as number) * w01 +
      (data[below + 5] as number) * w11;
  }
};

const held = (value: number, last: number): number => Math.max(0, Math.min(value, last));
