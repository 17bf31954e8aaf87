/**
 * Where the light on a face comes from, by its shading: skin that faces the light is brighter. The luma of the skin is laid
 * out as a plane over the direction it faces, by least squares that let go of what lies far off it (Tukey's biweight):
 * beards, hair, hands, glare.
 */
import type { SkinSample } from './skin-samples.ts';
import { dot, solve, type Vector3 } from './vector3.ts';

export interface FaceLight {
  /** -1 left of the picture .. 1 right: by how much the right is brighter, over the sum of both. */
  readonly lightX: number;
  /** -1 from below .. 1 from above. */
  readonly lightY: number;
}

export const lightOf = (samples: readonly SkinSample[]): FaceLight => {
  if (samples.length < fewestSamples) return { lightX: 0, lightY: 0 };
  const rows = samples.map(({ normal }): Vector3 => [1, normal[0], normal[1]]);
  const lumas = samples.map(({ luma }) => luma);
  let weights = samples.map(() => 1);
  let plane: Vector3 = [0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    plane = fitPlane(rows, lumas, weights);
    const away = lumas.map((luma, i) => luma - dot(plane, rows[i] as Vector3));
    const bound = 3 * (1.48 * median(away.map(Math.abs)) + 1);
    weights = away.map((value) => (Math.abs(value) < bound ? (1 - (value / bound) ** 2) ** 2 : 0));
  }
  const [ahead, right, down] = plane;
  return { lightX: clamp(right / Math.max(1, ahead)), lightY: clamp(-down / Math.max(1, ahead)) };
};

/** Fewer say nothing of a plane. */
const fewestSamples = 12;

/** The weights have settled by then. */
const rounds = 5;

export const fitPlane = (rows: readonly Vector3[], values: readonly number[], weights: readonly number[]): Vector3 => {
  const square: [Vector3, Vector3, Vector3] = [
    [steadying, 0, 0],
    [0, steadying, 0],
    [0, 0, steadying],
  ];
  const right: Vector3 = [0, 0, 0];
  rows.forEach((row, index) => {
    const weight = weights[index] as number;
    for (let i = 0; i < 3; i++) {
      const share = weight * (row[i] as number);
      right[i] = (right[i] as number) + share * (values[index] as number);
      const line = square[i] as Vector3;
      for (let j = 0; j < 3; j++) line[j] = (line[j] as number) + share * (row[j] as number);
    }
  });
  return solve(square, right);
};

/** Keeps the plane level where all that is seen of the skin faces one way. */
const steadying = 1e-3;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

const clamp = (value: number): number => Math.max(-1, Math.min(value, 1));
