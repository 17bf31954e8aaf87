/**
 * One training example out of one face: the face turned, scaled, moved and sometimes mirrored; from it the target, and
 * the input, which is the same face warped. The model learns to undo the warp, and so the face itself.
 * Numbers are those of the first programs (faceswap 2018: rotation 10 degrees, zoom and shift 5 %, mirror 0.4, a 5 x 5
 * grid moved by N(0, 5 px) of 256); all steps are composed and the face is read once, so nothing is blurred twice.
 */

import { networkShare } from '#core/geometry/align-face.ts';
import type { FacePoint, InputPoint } from '#core/geometry/point.ts';
import { facePoint, inputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { umeyama } from '#core/geometry/similarity.ts';
import type { Random } from './random.ts';
import type { FaceMap } from './sample-face.ts';
import { sampleFace } from './sample-face.ts';
import type { TrainingFace } from './training-face.ts';

export const augmentation = {
  rotationDegrees: 10,
  zoom: 0.05,
  /** Of the crop's side. */
  shift: 0.05,
  mirrorChance: 0.4,
  /** Deviation of a grid point, of the crop's side. */
  warp: 5 / 256,
  /** Cells a side of the warped grid. */
  cells: 4,
} as const;

/** Writes one example: size x size x 3 numbers in 0..1 into each of `input` and `target`, from `offset` on. */
export const augmentFace = (options: {
  readonly face: TrainingFace;
  readonly size: number;
  readonly random: Random;
  readonly into: { readonly input: Float32Array; readonly target: Float32Array };
  readonly offset: number;
}): void => {
  const { face, size, random, into, offset } = options;
  const moved = randomMove(random, face.side);
  const grid = warpedGrid(random, face.side);
  sampleFace({
    face,
    map: (x, y, place) => moved(warpedPlace(grid, size, x, y, place)),
    size,
    into: into.input,
    offset,
  });
  const straight = similarityMap(unwarped(grid, size));
  sampleFace({
    face,
    map: (x, y, place) => {
      straight(x, y, place);
      moved(place);
    },
    size,
    into: into.target,
    offset,
  });
};

/** The trained region as it is: what previews show and the converter cuts. */
export const plainFace = (options: {
  readonly face: TrainingFace;
  readonly size: number;
  readonly into: Float32Array;
  readonly offset: number;
}): void => {
  const { face, size } = options;
  const scale = (face.side * networkShare) / size;
  const start = (face.side * (1 - networkShare)) / 2;
  const map: FaceMap = (x, y, place) => {
    place.x = start + (x + 0.5) * scale;
    place.y = start + (y + 0.5) * scale;
  };
  sampleFace({ ...options, map });
};

interface Place {
  x: number;
  y: number;
}

/** Takes a place in the moved face to the place it came from. */
const randomMove = (random: Random, side: number): ((place: Place) => void) => {
  const around = (spread: number): number => (random.uniform() * 2 - 1) * spread;
  const angle = (around(augmentation.rotationDegrees) * Math.PI) / 180;
  const scale = 1 + around(augmentation.zoom);
  const [shiftX, shiftY] = [around(augmentation.shift) * side, around(augmentation.shift) * side];
  const mirrored = random.uniform() < augmentation.mirrorChance;
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const centre = side / 2;
  return (place) => {
    const x = (mirrored ? side - place.x : place.x) - centre - shiftX;
    const y = place.y - centre - shiftY;
    place.x = cos * x - sin * y + centre;
    place.y = sin * x + cos * y + centre;
  };
};

/** (cells + 1)^2 places over the trained region, row by row, each moved at random. */
const warpedGrid = (random: Random, side: number): { readonly xs: Float64Array; readonly ys: Float64Array } => {
  const points = augmentation.cells + 1;
  const xs = new Float64Array(points * points);
  const ys = new Float64Array(points * points);
  const start = (side * (1 - networkShare)) / 2;
  const cell = (side * networkShare) / augmentation.cells;
  for (let index = 0; index < xs.length; index += 1) {
    xs[index] = start + (index % points) * cell + random.normal() * augmentation.warp * side;
    ys[index] = start + Math.floor(index / points) * cell + random.normal() * augmentation.warp * side;
  }
  return { xs, ys };
};

type Grid = ReturnType<typeof warpedGrid>;

/** Where the grid puts the centre of a pixel, bilinear inside each cell. */
const warpedPlace = ({ xs, ys }: Grid, size: number, x: number, y: number, place: Place): Place => {
  const { cells } = augmentation;
  const [gx, gy] = [((x + 0.5) / size) * cells, ((y + 0.5) / size) * cells];
  const [column, row] = [Math.min(cells - 1, Math.floor(gx)), Math.min(cells - 1, Math.floor(gy))];
  const first = row * (cells + 1) + column;
  place.x = inCell(xs, first, gx - column, gy - row);
  place.y = inCell(ys, first, gx - column, gy - row);
  return place;
};

const inCell = (values: Float64Array, first: number, fx: number, fy: number): number => {
  const at = (index: number): number => values[index] as number;
  const below = first + augmentation.cells + 1;
  const upper = at(first) + (at(first + 1) - at(first)) * fx;
  const lower = at(below) + (at(below + 1) - at(below)) * fx;
  return upper + (lower - upper) * fy;
};

/** The similarity nearest to the warp: the target shows the face where the warped one lies, without the warp. */
const unwarped = ({ xs, ys }: Grid, size: number): Similarity<InputPoint, FacePoint> => {
  const points = augmentation.cells + 1;
  const step = size / augmentation.cells;
  const indices = Array.from(xs, (_, index) => index);
  return umeyama({
    from: indices.map((index) => inputPoint((index % points) * step, Math.floor(index / points) * step)),
    to: indices.map((index) => facePoint(xs[index] as number, ys[index] as number)),
  });
};

const similarityMap =
  ({ a, b, tx, ty }: Similarity<InputPoint, FacePoint>): FaceMap =>
  (x, y, place) => {
    place.x = a * (x + 0.5) - b * (y + 0.5) + tx;
    place.y = b * (x + 0.5) + a * (y + 0.5) + ty;
  };
