/**
 * The 21 points of MediaPipe's hand: the wrist (0), then from its root to its tip the thumb (1 to 4), the first (5 to 8),
 * second (9 to 12), third (13 to 16) and little finger (17 to 20).
 */
import { boxAround, centreOf } from './box.ts';
import type { FrameSquare } from './input-square.ts';
import { type FramePoint, framePoint, type InputPoint, inputPoint, type Point } from './point.ts';
import { applySimilarity, invertSimilarity, type Similarity } from './similarity.ts';

type Points<P extends Point> = readonly P[];

export const handPointCount = 21;

/** Where the palm ends and each finger begins. */
export const knuckles = [5, 9, 13, 17] as const;

/** Length of a palm, from how long and how broad it looks: turned away it looks shorter one way only. */
export const palmLength = <P extends Point>(points: Points<P>): number =>
  Math.max(between(points, 0, 9), 1.4 * between(points, 5, 17));

const between = <P extends Point>(points: Points<P>, one: number, other: number): number => {
  const [[x0, y0], [x1, y1]] = [points[one], points[other]] as [P, P];
  return Math.hypot(x1 - x0, y1 - y0);
};

/**
 * The square that the model wants around a hand it has seen before: fingers up, twice as large as palm and first joints, which
 * lie quieter than tips, and a little towards the fingers. As MediaPipe's own hand tracking cuts it.
 */
export const squareAroundHand = (points: Points<FramePoint>): FrameSquare => {
  const at = (index: number) => points[index] as FramePoint;
  const middle = framePoint(
    (at(5)[0] + 2 * at(9)[0] + at(13)[0]) / 4 - at(0)[0],
    (at(5)[1] + 2 * at(9)[1] + at(13)[1]) / 4 - at(0)[1],
  );
  const turn = Math.atan2(middle[1], middle[0]) + Math.PI / 2;
  const upright: Similarity<InputPoint, FramePoint> = { a: Math.cos(turn), b: Math.sin(turn), tx: 0, ty: 0 };
  const toUpright = invertSimilarity(upright);
  const box = boxAround(quiet.map((index) => applySimilarity(toUpright, at(index))));
  const [x, y] = centreOf(box);
  const centre = applySimilarity(upright, inputPoint(x, y - 0.1 * box.height));
  return { centre, side: 2 * Math.max(box.width, box.height), turn };
};

const quiet = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18];
