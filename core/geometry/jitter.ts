/**
 * How much a face's place jitters: by how far its square lies beside the middle of where it lay a frame before and where
 * it lies a frame after. A head that moves evenly, however fast, has none; one that turns about has a little.
 */
import type { FramePoint } from './point.ts';

export interface PlacedSquare {
  /** Of the square, going around it. */
  readonly corners: readonly FramePoint[];
  /** Squares of another track are not compared with. */
  readonly track: number;
}

export class JitterMeter {
  /** The last two at most. */
  #before: readonly PlacedSquare[] = [];

  /**
   * Frame after frame; undefined where there is no face. What this frame and the two before it say: root mean square over the
   * corners, in shares of the square's side; undefined where they are not of one track.
   */
  add(square: PlacedSquare | undefined): number | undefined {
    const [first, middle] = this.#before;
    this.#before = square ? [...this.#before.slice(-1), square] : [];
    if (!square || first?.track !== square.track || middle?.track !== square.track) return undefined;
    const squares = squaresBeside(first.corners, middle.corners, square.corners);
    return Math.sqrt(squares / square.corners.length);
  }
}

/** Of the corners' distances from the middles of their neighbours, in shares of the side, squared: their sum. */
const squaresBeside = (
  first: readonly FramePoint[],
  middle: readonly FramePoint[],
  last: readonly FramePoint[],
): number => {
  const [corner, next] = middle as [FramePoint, FramePoint];
  const side = Math.hypot(next[0] - corner[0], next[1] - corner[1]);
  return middle.reduce((sum, [x, y], i) => {
    const [x0, y0] = first[i] as FramePoint;
    const [x1, y1] = last[i] as FramePoint;
    return sum + ((x - (x0 + x1) / 2) ** 2 + (y - (y0 + y1) / 2) ** 2) / side ** 2;
  }, 0);
};
