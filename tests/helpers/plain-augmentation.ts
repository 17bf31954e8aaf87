/**
 * Augmentation a second time, plainly: every pixel by itself, through points, similarities and maps one after the other,
 * as the formulas read. Slow; a witness for the quick one.
 */
import type { ExamplePlan } from '#core/autoencoder/example-plan.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { facePoint, inputPoint } from '#core/geometry/point.ts';
import { applySimilarity, umeyama } from '#core/geometry/similarity.ts';

type Place = readonly [x: number, y: number];

const cells = 4;

/** `data` [size, size, 3] of the input (bent) or the target (straight) of a plan. */
export const plainExample = (
  face: TrainingFace,
  { plan, size, isBent }: { readonly plan: ExamplePlan; readonly size: number; readonly isBent: boolean },
): Float32Array => {
  const data = new Float32Array(size * size * 3);
  const origin = originOf(face.side, plan);
  for (let index = 0; index < size * size; index += 1) {
    const [x, y] = [(index % size) + 0.5, Math.floor(index / size) + 0.5];
    const place = origin([x / size, y / size], isBent);
    for (let channel = 0; channel < 3; channel += 1) data[index * 3 + channel] = read(face, place, channel) / 255;
  }
  return data;
};

/** From the picture, whose side is 1, to the face's pixels. */
export const originOf = (side: number, plan: ExamplePlan) => {
  const lattice = Array.from({ length: 25 }, (_, index): Place => [(index % 5) / cells, Math.floor(index / 5) / cells]);
  const bent = lattice.map(
    ([x, y], index): Place => [
      side * ((1 - networkShare) / 2 + x * networkShare + (plan.warp[2 * index] as number)),
      side * ((1 - networkShare) / 2 + y * networkShare + (plan.warp[2 * index + 1] as number)),
    ],
  );
  const straight = umeyama({
    from: lattice.map((place) => inputPoint(...place)),
    to: bent.map((place) => facePoint(...place)),
  });
  return ([x, y]: Place, isBent: boolean): Place => {
    const moved = isBent ? inGrid(bent, [x, y]) : (applySimilarity(straight, inputPoint(x, y)) as unknown as Place);
    return unmove(moved, side, plan);
  };
};

const inGrid = (bent: readonly Place[], [x, y]: Place): Place => {
  const [column, row] = [Math.min(cells - 1, Math.floor(x * cells)), Math.min(cells - 1, Math.floor(y * cells))];
  const [fx, fy] = [x * cells - column, y * cells - row];
  const corner = (right: number, down: number) => bent[(row + down) * 5 + column + right] as Place;
  const value = (axis: 0 | 1): number =>
    corner(0, 0)[axis] * (1 - fx) * (1 - fy) +
    corner(1, 0)[axis] * fx * (1 - fy) +
    corner(0, 1)[axis] * (1 - fx) * fy +
    corner(1, 1)[axis] * fx * fy;
  return [value(0), value(1)];
};

/** Undoes the mirror, the shift, then turn and zoom about the middle. */
const unmove = ([x, y]: Place, side: number, plan: ExamplePlan): Place => {
  const [mx, my] = [(plan.isMirrored ? side - x : x) - plan.shiftX * side, y - plan.shiftY * side];
  const [dx, dy] = [(mx - side / 2) / plan.scale, (my - side / 2) / plan.scale];
  const [cos, sin] = [Math.cos(plan.turnRadians), Math.sin(plan.turnRadians)];
  return [cos * dx - sin * dy + side / 2, sin * dx + cos * dy + side / 2];
};

const read = ({ side, data }: TrainingFace, [x, y]: Place, channel: number): number => {
  const at = (column: number, row: number): number => {
    const [heldX, heldY] = [Math.max(0, Math.min(side - 1, column)), Math.max(0, Math.min(side - 1, row))];
    return data[(heldY * side + heldX) * 3 + channel] as number;
  };
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
  return (
    (at(left, top) * (1 - fx) + at(left + 1, top) * fx) * (1 - fy) +
    (at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx) * fy
  );
};
