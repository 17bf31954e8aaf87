/**
 * Measures a model by faces it was never trained on, each side's drawn by its own decoder. What counts is the face: a
 * conversion takes nothing else, and a model told to leave the room out draws it anyhow.
 */

import { plainFaceMask } from '#core/autoencoder/face-regions.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import type { HeldOutError, Side } from '#core/contract/run.ts';
import { meanDifference } from '#core/pixels/mean-difference.ts';
import { structuralSimilarity } from '#core/pixels/ssim.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import { chooseEvenly, type DrawnSizes, facesToDraw, type PreviewFaces } from './training-preview.ts';

/** More would not make the figure much surer, and training waits meanwhile. */
const measuredFacesPerSide = 64;

export interface HeldOutFaces extends PreviewFaces {
  /** How much of each pixel of a target is face, in 0..1: one of [drawnSize, drawnSize] for each. */
  readonly masks: readonly Float32Array[];
}

export const heldOutFacesOf = (all: readonly TrainingFace[], sizes: DrawnSizes): HeldOutFaces => {
  const chosen = chooseEvenly(all, measuredFacesPerSide);
  const masks = chosen.map(({ landmarks }) => plainFaceMask(landmarks, sizes.drawnSize));
  return { ...facesToDraw(chosen, sizes), masks };
};

export const heldOutError = (
  trainer: AutoencoderTrainer,
  held: { readonly side: Side; readonly faces: HeldOutFaces; readonly batchSize: number },
): HeldOutError => {
  const { faces, targets, masks, count } = held.faces;
  const [taken, drawn] = [faces.length / count, targets.length / count];
  let [ssim, difference] = [0, 0];
  for (let from = 0; from < count; from += held.batchSize) {
    // A step's worth at a time: no more memory than training takes.
    const size = Math.min(held.batchSize, count - from);
    const some = faces.subarray(from * taken, (from + size) * taken);
    const pictures = trainer.predict({ faces: some, count: size, decoder: held.side }).faces;
    for (let face = 0; face < size; face += 1) {
      const first = targets.subarray((from + face) * drawn, (from + face + 1) * drawn);
      const second = pictures.subarray(face * drawn, (face + 1) * drawn);
      const weights = masks[from + face] as Float32Array;
      ssim += structuralSimilarity({ first, second, size: trainer.drawnSize, weights });
      difference += meanDifference({ first, second, weights });
    }
  }
  return { ssimError: 1 - ssim / count, l1: difference / count };
};
