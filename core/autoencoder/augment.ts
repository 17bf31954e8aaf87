/**
 * One training example out of one face: the face turned, scaled, moved, lit and coloured otherwise, sometimes mirrored;
 * from it the target, and the input, which is the same face warped and perhaps blurred or damaged. The model learns to
 * undo the warp, and so the face itself.
 */
import { composeAffines, invertAffine, scaleAffine } from './affine.ts';
import { colourPictures, damagePicture } from './example-effects.ts';
import { exampleGeometry, plainGeometry } from './example-geometry.ts';
import type { ExamplePlan } from './example-plan.ts';
import { drawRegions, regionChannels } from './face-regions.ts';
import { sampleBent, sampleStraight } from './sample-face.ts';
import type { TrainingFace } from './training-face.ts';

/** Sides of the square pictures of an example, px. */
export interface ExampleSizes {
  readonly inputSize: number;
  readonly targetSize: number;
}

/** Examples one after the other, RGB in 0..1; `regions` as `face-regions.ts` draws them. */
export interface ExampleArrays {
  readonly input: Float32Array;
  readonly target: Float32Array;
  readonly regions?: Float32Array;
}

/** Writes the example of this plan at `place` among those of the batch. */
export const augmentFace = (options: {
  readonly face: TrainingFace;
  readonly plan: ExamplePlan;
  readonly sizes: ExampleSizes;
  readonly into: ExampleArrays;
  readonly place: number;
}): void => {
  const { face, plan, sizes, into, place } = options;
  const { inputSize, targetSize } = sizes;
  const { grid, straight } = exampleGeometry(plan);
  const input = pictureAt(into.input, inputSize, place);
  const target = pictureAt(into.target, targetSize, place);
  sampleBent(grid, { face, size: inputSize, into: input, offset: 0 });
  sampleStraight(straight, { face, size: targetSize, into: target, offset: 0 });
  colourPictures(plan, [
    { pixels: input, size: inputSize },
    { pixels: target, size: targetSize },
  ]);
  damagePicture(input, inputSize, plan);
  if (!into.regions) return;
  drawRegions({
    landmarks: face.landmarks,
    toPicture: composeAffines(invertAffine(straight), scaleAffine(targetSize)),
    size: targetSize,
    into: into.regions,
    offset: place * targetSize ** 2 * regionChannels,
  });
};

const pictureAt = (pictures: Float32Array, size: number, place: number): Float32Array =>
  pictures.subarray(place * size * size * 3, (place + 1) * size * size * 3);

/** The trained region as it is: what previews show and the converter cuts. */
export const plainFace = (options: {
  readonly face: TrainingFace;
  readonly size: number;
  readonly into: Float32Array;
  readonly offset: number;
}): void => sampleStraight(plainGeometry, options);
