/** Draws the preview picture of a run: always the same faces, so that two pictures can be compared. */
import { plainFace } from '#core/autoencoder/augment.ts';
import type { PreviewSide } from '#core/autoencoder/preview-grid.ts';
import { previewFacesPerSide, previewGrid } from '#core/autoencoder/preview-grid.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import type { Side } from '#core/contract/run.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';

/** [count, size, size, 3] RGB in 0..1. */
export interface PreviewFaces {
  readonly count: number;
  readonly faces: Float32Array;
}

/** Faces from all over the set, at even distances. */
export const choosePreviewFaces = (all: readonly TrainingFace[], size: number): PreviewFaces => {
  const count = Math.min(previewFacesPerSide, all.length);
  const faces = new Float32Array(count * size * size * 3);
  for (let index = 0; index < count; index += 1) {
    const face = all[Math.floor((index * all.length) / count)] as TrainingFace;
    plainFace({ face, size, into: faces, offset: index * size * size * 3 });
  }
  return { count, faces };
};

export const drawPreview = (trainer: AutoencoderTrainer, chosen: Readonly<Record<Side, PreviewFaces>>): RgbImage =>
  previewGrid({
    a: drawSide(trainer, chosen.a, { own: 'a', other: 'b' }),
    b: drawSide(trainer, chosen.b, { own: 'b', other: 'a' }),
    size: trainer.faceSize,
  });

const drawSide = (
  trainer: AutoencoderTrainer,
  { count, faces }: PreviewFaces,
  by: { readonly own: Side; readonly other: Side },
): PreviewSide => ({
  count,
  target: faces,
  own: trainer.predict({ faces, count, decoder: by.own }),
  other: trainer.predict({ faces, count, decoder: by.other }),
});
