/** Cuts faces out of frames and measures them beside the caller's own work. */
import type { CutFace, FaceToCut } from '#core/dataset/cut-face.ts';

export interface FaceCutter extends Disposable {
  /** Reads the frame until its promise is kept. Frames in shared memory are read where they are, others are copied. */
  cut(face: FaceToCut): Promise<CutFace>;
}
