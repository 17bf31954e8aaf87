/**
 * A loss curve made short enough to send and draw: equal stretches of points, of each the least, the greatest and the last
 * of both sides, so that spikes never vanish.
 */
import type { LossHistory, LossPoint } from '#core/contract/run.ts';

/** Up to six points a stretch are kept; a curve of at most `limit` points is given back whole. */
export const thinLosses = (points: readonly LossPoint[], limit: number): Omit<LossHistory, 'validation'> => {
  if (points.length <= limit) return { points: [...points], thinned: false };
  const stretches = Math.max(1, Math.floor(limit / 6));
  const chosen = Array.from({ length: stretches }, (_, index) =>
    keyPoints(
      points.slice(
        Math.floor((index * points.length) / stretches),
        Math.floor(((index + 1) * points.length) / stretches),
      ),
    ),
  );
  return { points: chosen.flat(), thinned: true };
};

const keyPoints = (stretch: readonly LossPoint[]): LossPoint[] => {
  const [first] = stretch;
  if (!first) return [];
  const extremes = { leastA: first, leastB: first, greatestA: first, greatestB: first };
  for (const point of stretch) {
    if (point.a < extremes.leastA.a) extremes.leastA = point;
    if (point.a > extremes.greatestA.a) extremes.greatestA = point;
    if (point.b < extremes.leastB.b) extremes.leastB = point;
    if (point.b > extremes.greatestB.b) extremes.greatestB = point;
  }
  const keys = new Set([...Object.values(extremes), stretch.at(-1) ?? first]);
  return stretch.filter((point) => keys.has(point));
};
