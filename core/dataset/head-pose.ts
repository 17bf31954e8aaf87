/**
 * Which way a head is turned, from the mesh in the picture alone: the mean face in three dimensions is laid over it as a
 * camera far away would show it (weak perspective), by least squares over points that no expression moves much. On 450
 * real faces it lies within a degree of yaw and two of pitch of what the depths of the mesh model say.
 */
import type { FramePoint } from '#core/geometry/point.ts';
import { meanMesh } from './mean-mesh.ts';
import { skinPoints } from './skin-points.ts';
import { cross, dot, minus, solve, unit, type Vector3 } from './vector3.ts';

export interface Head {
  /** Degrees; positive looks to the right of the picture. */
  readonly yaw: number;
  /** Degrees; positive looks up. */
  readonly pitch: number;
  /** Degrees; positive leans clockwise in the picture. */
  readonly roll: number;
  /** Turns a direction of the mean face into one of the picture: three rows of three. */
  readonly turn: readonly [right: Vector3, down: Vector3, away: Vector3];
  /** Where a point of the mesh would lie if the head looked straight ahead; its depth is the mean face's. */
  readonly straight: (index: number) => readonly [x: number, y: number];
}

export const fitHead = (mesh: readonly FramePoint[]): Head => {
  const { rows, middle } = fitMeanFace(mesh);
  const [first, second, scale] = orthonormal(rows[0], rows[1]);
  const third = cross(first, second);
  const roll = Math.atan2(second[0], first[0]);
  // What the rows are once the head is set upright: then the way it looks is its azimuth and its height.
  const away = Math.cos(roll) * first[2] + Math.sin(roll) * second[2];
  const height = Math.cos(roll) * second[2] - Math.sin(roll) * first[2];
  return {
    yaw: degrees(Math.atan2(-away, third[2])),
    pitch: degrees(Math.asin(Math.max(-1, Math.min(height, 1)))),
    roll: degrees(roll),
    turn: [first, second, third],
    straight: (index) => {
      const [x, y] = mesh[index] as FramePoint;
      const depth = (meanMesh[index * 3 + 2] as number) - meanOfPoints[2];
      const u = (x - middle[0]) / scale - first[2] * depth;
      const v = (y - middle[1]) / scale - second[2] * depth;
      // Seen from the side everything lies on one line: what is left of widths is not blown up without bound.
      const area = Math.max(leastShown, first[0] * second[1] - first[1] * second[0]);
      return [(second[1] * u - first[1] * v) / area, (first[0] * v - second[0] * u) / area];
    },
  };
};

/** Of the cosine of a turn: 78 degrees. */
const leastShown = 0.2;

const indices = skinPoints.map(({ index }) => index);

const meanOfPoints = [0, 1, 2].map(
  (axis) => indices.reduce((sum, index) => sum + (meanMesh[index * 3 + axis] as number), 0) / indices.length,
) as Vector3;

/** The points of the mean face about their middle. */
const about = indices.map((index) =>
  meanOfPoints.map((middle, axis) => (meanMesh[index * 3 + axis] as number) - middle),
) as Vector3[];

/** For each point what it adds to the three numbers of a row, per pixel of its place: (sum of m m')^-1 m. */
const shares = ((): Vector3[] => {
  const sum = (i: number, j: number): number =>
    about.reduce((total, m) => total + (m[i] as number) * (m[j] as number), 0);
  const square = [0, 1, 2].map((i) => [sum(i, 0), sum(i, 1), sum(i, 2)]) as Vector3[];
  return about.map((m) => solve(square, m));
})();

const fitMeanFace = (
  mesh: readonly FramePoint[],
): { rows: readonly [Vector3, Vector3]; middle: readonly [number, number] } => {
  const rows: [Vector3, Vector3] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  let [sumX, sumY] = [0, 0];
  indices.forEach((index, i) => {
    const [x, y] = mesh[index] as FramePoint;
    const share = shares[i] as Vector3;
    for (let axis = 0; axis < 3; axis++) {
      rows[0][axis] = (rows[0][axis] as number) + x * (share[axis] as number);
      rows[1][axis] = (rows[1][axis] as number) + y * (share[axis] as number);
    }
    sumX += x;
    sumY += y;
  });
  return { rows, middle: [sumX / indices.length, sumY / indices.length] };
};

/** The nearest two rows of a rotation: each gives way by half. Faces narrower or longer than the mean one are no turn. */
const orthonormal = (one: Vector3, other: Vector3): [Vector3, Vector3, scale: number] => {
  const [a, b] = [unit(one), unit(other)];
  const half = dot(a, b) / 2;
  const first = unit(minus(a, b, half));
  const second = minus(b, a, half);
  return [first, unit(minus(second, first, dot(second, first))), (Math.hypot(...one) + Math.hypot(...other)) / 2];
};

const degrees = (radians: number): number => (radians * 180) / Math.PI;
