/** Measures a model by faces it was never trained on, each side's drawn by its own decoder. */

import type { HeldOutError, Side } from '#core/contract/run.ts';
import { structuralSimilarity } from '#core/pixels/ssim.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';
import type { PreviewFaces } from './training-preview.ts';

/** More would not make the figure much surer, and training waits meanwhile. */
export const measuredFacesPerSide = 64;

export const heldOutError = (
  trainer: AutoencoderTrainer,
  held: { readonly side: Side; readonly faces: PreviewFaces; readonly batchSize: number },
): HeldOutError => {
  const { faces, targets, count } = held.faces;
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
      ssim += structuralSimilarity({ first, second, size: trainer.drawnSize });
      difference += meanDifference(first, second);
    }
  }
  return { ssimError: 1 - ssim / count, l1: difference / count };
};

const meanDifference = (first: Float32Array, second: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < first.length; at += 1) sum += Math.abs((first[at] as number) - (second[at] as number));
  return sum / first.length;
};
