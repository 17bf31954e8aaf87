/**
 * The face models as a long clip needs them: each runs in a thread of its own, so that the caller can cut out and write
 * faces meanwhile. Pixels are read before a call returns: a frame may be written over once its promise is there.
 */
import type { Gaze } from '#core/dataset/gaze.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FoundFace } from './face-models.ts';

export interface FaceLook {
  readonly frame: VideoFrame;
  /** Faces of this frame that are known already: they are not given again. */
  readonly known: readonly FoundFace[];
  /** Small, far turned and part-covered faces too; dear. */
  readonly thorough: boolean;
}

export interface FaceInFrame {
  readonly frame: VideoFrame;
  readonly face: FoundFace;
}

export interface ClipFaceModels extends Disposable {
  /** Faces not known yet, largest first. Reads the frame until its promise is kept. */
  find(look: FaceLook): Promise<FoundFace[]>;
  /** Where each face lies in the frame given, known where it lay in the one before or after; undefined where it is lost. */
  follow(faces: readonly FaceInFrame[]): Promise<(FoundFace | undefined)[]>;
  /** Unit-length identity descriptors, one per face. */
  describe(faces: readonly FaceInFrame[]): Promise<Float32Array[]>;
  /** Where each looks; undefined where an eye is shut. */
  gaze(faces: readonly FaceInFrame[]): Promise<(Gaze | undefined)[]>;
}
