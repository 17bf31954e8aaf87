/** What sees hands: 21 points of one in a square cut around it, and how sure it is that there is one. */
import type { FrameSquare } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';

export interface SeenHand {
  /** Certainty of a hand, 0..1. */
  readonly score: number;
  /** In the order of core/geometry/hand-points.ts, in frame pixels; of no meaning where the score is low. */
  readonly points: readonly FramePoint[];
}

export interface HandModels extends Disposable {
  /** One result a square, in order. Pixels are read before the call returns. */
  measure(squares: readonly { readonly frame: VideoFrame; readonly square: FrameSquare }[]): Promise<SeenHand[]>;
}
