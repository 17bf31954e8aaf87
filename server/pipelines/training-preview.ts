/** Draws the preview picture of a run: always the same faces, so that two pictures can be compared. */
import { plainFace } from '#core/autoencoder/augment.ts';
import type { PreviewSide } from '#core/autoencoder/preview-grid.ts';
import { previewGrid, type ShownMark } from '#core/autoencoder/preview-grid.ts';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import { mostShownFaces, type Side } from '#core/contract/run.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { AutoencoderTrainer } from '#server/ports/autoencoder-engine.ts';

/** RGB in 0..1. */
export interface PreviewFaces {
  readonly count: number;
  /** As the model takes them: [count, faceSize, faceSize, 3]. */
  readonly faces: Float32Array;
  /** As large as it draws them: [count, drawnSize, drawnSize, 3]. */
  readonly targets: Float32Array;
  readonly marks?: readonly ShownMark[];
}

export type DrawnSizes = Pick<AutoencoderTrainer, 'faceSize' | 'drawnSize'>;

/** Those it is given; where it is given none, some of those it is trained on. */
export const previewFacesOf = (
  shown: { readonly faces: readonly TrainingFace[]; readonly marks: readonly ShownMark[] } | undefined,
  trained: readonly TrainingFace[],
  sizes: DrawnSizes,
): PreviewFaces =>
  shown && shown.faces.length > 0
    ? { ...facesToDraw(chooseEvenly(shown.faces, mostShownFaces), sizes), marks: shown.marks }
    : facesToDraw(chooseEvenly(trained, mostShownFaces), sizes);

/** Faces from all over a set, at even distances. */
export const chooseEvenly = (all: readonly TrainingFace[], atMost: number): TrainingFace[] => {
  const count = Math.min(atMost, all.length);
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)] as TrainingFace);
};

export const facesToDraw = (chosen: readonly TrainingFace[], { faceSize, drawnSize }: DrawnSizes): PreviewFaces => {
  const faces = plainFaces(chosen, faceSize);
  return { count: chosen.length, faces, targets: drawnSize === faceSize ? faces : plainFaces(chosen, drawnSize) };
};

const plainFaces = (chosen: readonly TrainingFace[], size: number): Float32Array => {
  const each = size * size * 3;
  const faces = new Float32Array(chosen.length * each);
  chosen.forEach((face, index) => {
    plainFace({ face, size, into: faces, offset: index * each });
  });
  return faces;
};

export const drawPreview = (trainer: AutoencoderTrainer, chosen: Readonly<Record<Side, PreviewFaces>>): RgbImage =>
  previewGrid({
    a: drawSide(trainer, chosen.a, { own: 'a', other: 'b' }),
    b: drawSide(trainer, chosen.b, { own: 'b', other: 'a' }),
    size: trainer.drawnSize,
  });

const drawSide = (
  trainer: AutoencoderTrainer,
  { count, faces, targets, marks }: PreviewFaces,
  by: { readonly own: Side; readonly other: Side },
): PreviewSide => ({
  count,
  target: targets,
  marks,
  own: trainer.predict({ faces, count, decoder: by.own }).faces,
  other: trainer.predict({ faces, count, decoder: by.other }).faces,
});
