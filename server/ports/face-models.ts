/** What finds and measures faces: detector, landmark mesh, identity descriptor, each run on batches. */

import type { FrameSquare } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';

/** A face as found in a frame. */
export interface FoundFace {
  /** Axis-aligned box in frame pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Certainty that this is a face, 0..1. */
  readonly score: number;
  /** The 468 points of the MediaPipe face mesh, in frame pixels. */
  readonly mesh: readonly FramePoint[];
}

export interface FaceModels extends Disposable {
  /** Faces of each frame, largest first; an empty list where there are none. Same order as `frames`. */
  find(frames: readonly VideoFrame[]): FoundFace[][];
  /** Where a face is in the next frame, given where it was; undefined where it is lost (score below the floor). */
  track(options: { readonly frame: VideoFrame; readonly last: FoundFace }): FoundFace | undefined;
  /** The mesh laid where somebody says that a face is, whatever the models make of it. */
  look(options: { readonly frame: VideoFrame; readonly square: FrameSquare }): FoundFace;
  /** Unit-length identity descriptors, one per face; cosine similarity compares two. */
  describe(faces: readonly { readonly frame: VideoFrame; readonly face: FoundFace }[]): Float32Array[];
}
