/**
 * Steadies a tracked face: the mean of its mesh over the frames around, the nearest weighing most. A window that looks
 * forward as far as back does not lag behind a head that moves evenly, as filters of the past alone do.
 */

import type { FramePoint } from './point.ts';
import { framePoint } from './point.ts';

type Mesh = readonly FramePoint[];

/** Frames looked at before and after. */
export const steadyReach = 2;

/** `around` holds 2 x steadyReach + 1 meshes of one face, undefined where it was not seen; the middle one must be there. */
export const steadyMesh = (around: readonly (Mesh | undefined)[]): FramePoint[] => {
  const middle = around[steadyReach] as Mesh;
  // A window that is whole on one side only would pull the face to that side.
  const pairs = [1, 2].filter((distance) => around[steadyReach - distance] && around[steadyReach + distance]);
  const weights = [{ mesh: middle, weight: 3 }];
  for (const distance of pairs) {
    weights.push({ mesh: around[steadyReach - distance] as Mesh, weight: 3 - distance });
    weights.push({ mesh: around[steadyReach + distance] as Mesh, weight: 3 - distance });
  }
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return middle.map((_, index) => {
    let [x, y] = [0, 0];
    for (const { mesh, weight } of weights) {
      const point = mesh[index] as FramePoint;
      x += weight * point[0];
      y += weight * point[1];
    }
    return framePoint(x / total, y / total);
  });
};
