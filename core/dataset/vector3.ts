/** Directions and places in space. */

export type Vector3 = [number, number, number];

/** The m for which `square` m = `right`, by Cramer's rule. */
export const solve = ([a, b, c]: readonly Vector3[], right: Vector3): Vector3 => {
  const [bc, ca, ab] = [
    cross(b as Vector3, c as Vector3),
    cross(c as Vector3, a as Vector3),
    cross(a as Vector3, b as Vector3),
  ];
  const volume = dot(a as Vector3, bc);
  // The square is its own mirror image, so its columns are its rows.
  return [dot(bc, right) / volume, dot(ca, right) / volume, dot(ab, right) / volume];
};

export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const minus = (a: Vector3, b: Vector3, times: number): Vector3 => [
  a[0] - times * b[0],
  a[1] - times * b[1],
  a[2] - times * b[2],
];

export const unit = (a: Vector3): Vector3 => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

export const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
