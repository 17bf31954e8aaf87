/**
 * Measures a model by faces it was never trained on, each side's drawn by its own decoder. What counts is the face: a
 * conversion takes nothing else, and a model told to leave the room out draws it anyhow.
 */

import type { HeldOutError, Side } from '#core/contract/run.ts';
import { meanDifference } from '#core/pixels/mean-difference.ts';
import { structuralSimilarity } from '#core/pixels/ssim.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import type { PreviewFaces } from './training-preview.ts';

/** More would not make the figure much surer, and training waits meanwhile. */
export const measuredFacesPerSide = 64;

export const heldOutError = (
  trainer: AutoencoderTrainer,
  held: { readonly side: Side; readonly faces: PreviewFaces; readonly batchSize: number },
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
