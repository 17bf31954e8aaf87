/** A first look at whole frames: which squares hold a face, and how it is turned. */
import type { DetectedFace } from '#core/detection/detected-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';

export type { DetectedFace };

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
