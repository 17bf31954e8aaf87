/**
 * Pulls a point of a mesh to where a hand put it, and what lies near along with it: by a Gaussian of the distance, so that
 * the mesh stays smooth and what is far away stays where it is.
 */
import { type FramePoint, framePoint } from './point.ts';

export interface PullMesh {
  readonly mesh: readonly FramePoint[];
  readonly index: number;
  readonly to: FramePoint;
  /** Where the pull has fallen to six tenths, in frame pixels. */
  readonly reachPx: number;
}

export const pullMesh = ({ mesh, index, to, reachPx }: PullMesh): FramePoint[] => {
  const [fromX, fromY] = mesh[index] as FramePoint;
  const [dx, dy] = [to[0] - fromX, to[1] - fromY];
  return mesh.map(([x, y]) => {
    const distance = Math.hypot(x - fromX, y - fromY) / reachPx;
    const share = Math.exp((-distance * distance) / 2);
    return framePoint(x + share * dx, y + share * dy);
  });
};
