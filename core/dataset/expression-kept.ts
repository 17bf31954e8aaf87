/** How much of an expression a swap has kept: landmarks of the new face against those of the face it lies over. */
import { meshEyeCorners } from '#core/geometry/mesh-points.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { eyesOf, mouthOf } from './expression.ts';
import { fitHead } from './head-pose.ts';

type Mesh = readonly FramePoint[];

export interface ExpressionChange {
  /** Mean distance of all points, in shares of the distance of the eyes' outer corners; a face of another shape has some. */
  readonly landmarks: number;
  /** Differences of how far eyes and mouth are open, as `expression.ts` measures them; 0 or more. */
  readonly eyes: number;
  readonly mouth: number;
}

export const expressionChange = (source: Mesh, result: Mesh): ExpressionChange => {
  const [before, after] = [fitHead(source), fitHead(result)];
  const [left, right] = meshEyeCorners(source);
  const eyesApart = Math.hypot(right[0] - left[0], right[1] - left[1]);
  const distances = source.reduce((sum, [x, y], i) => {
    const [toX, toY] = result[i] as FramePoint;
    return sum + Math.hypot(toX - x, toY - y);
  }, 0);
  return {
    landmarks: distances / source.length / eyesApart,
    eyes: Math.abs(eyesOf(after) - eyesOf(before)),
    mouth: Math.abs(mouthOf(after) - mouthOf(before)),
  };
};
