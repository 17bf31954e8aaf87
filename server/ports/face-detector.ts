/** A first look at whole frames: which squares hold a face, and how it is turned. */
import type { FrameSquare } from '#core/geometry/input-square.ts';
import type { VideoFrame } from '#core/pixels/image.ts';

export interface DetectedFace {
  /** The detector's own certainty, 0..1. What lies below its floor is not given out. */
  readonly score: number;
  /** The face from the brows to the chin and as wide as it is, squared and upright with it, without margin. */
  readonly square: FrameSquare;
}

export interface DetectFaces {
  /**
   * false: one look at each frame as a whole, and closer where that says that there is more to see; for frames in
   * between. true: tiles that show faces down to 40 px in 1080p, and turned pictures for heads far over; for a clip's
   * first frame, after a cut, and now and then. What each costs on this machine, `bench faces` prints.
   */
  readonly thorough: boolean;
}

export interface FaceDetector extends Disposable {
  /** Faces of each frame in order of `frames`, best first; one face is given once. */
  detect(frames: readonly VideoFrame[], options: DetectFaces): DetectedFace[][];
}
