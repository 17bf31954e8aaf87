/**
 * Whether a swap looks like whom it should: held-out frames go through the conversion as it is, the face is found again
 * in what comes out, and its descriptor is compared with the means of both people. Before the swap it is nearer to the
 * person filmed, as a check of the measure.
 */

import { conversionSettings } from '#core/contract/conversion.ts';
import type { Side } from '#core/contract/run.ts';
import { likenessOf } from '#core/dataset/likeness.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { swapFaces } from '#server/pipelines/swap-faces.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import type { QualityFaces } from './quality-faces.ts';
import { heldOutFrames } from './quality-faces.ts';
import type { Learner } from './quality-learner.ts';

export interface SwapShares {
  /** Of the frames as filmed, and of those swapped, that are nearer to the other person. */
  readonly filmed: number;
  readonly swapped: number;
  readonly frames: number;
}

const framesPerSecond = 6;

/** Frames of `from`, given the other's face. */
export const swapShares = async (options: {
  readonly learner: Learner;
  readonly models: FaceModels;
  readonly faces: Readonly<Record<Side, QualityFaces>>;
  readonly from: Side;
}): Promise<SwapShares> => {
  const { learner, models, faces, from } = options;
  const to = from === 'a' ? 'b' : 'a';
  const isOther = (frame: VideoFrame): boolean => {
    const face = models.find([frame])[0]?.[0];
    if (!face) return false;
    const descriptor = models.describe([{ frame, face }])[0] as Float32Array;
    return likenessOf(descriptor, faces[to].descriptor) > likenessOf(descriptor, faces[from].descriptor);
  };
  const predictor = {
    faceSize: learner.trainer.faceSize,
    drawnSize: learner.trainer.drawnSize,
    squareShare: networkShare,
    predict: async (given: { readonly faces: Float32Array; readonly count: number }) =>
      learner.trainer.predict({ ...given, decoder: to }),
    [Symbol.dispose]: () => undefined,
  };
  const following: ClipFaceModels = {
    find: async ({ frame }) => models.find([frame])[0] ?? [],
    follow: async (shown) => shown.map(({ frame, face }) => models.track({ frame, last: face })),
    describe: async (shown) => models.describe(shown),
    gaze: async (shown) => shown.map(() => undefined),
    [Symbol.dispose]: () => undefined,
  };
  let [frames, filmed, swapped] = [0, 0, 0];
  for await (const result of swapFaces({
    frames: heldOutFrames(from, framesPerSecond),
    models: following,
    predictor,
    settings: conversionSettings.parse({ to }),
    person: { looks: [faces[from].descriptor], others: [] },
    originals: createFrameMemory(),
  })) {
    frames += 1;
    if (isOther(result.original)) filmed += 1;
    // A frame in which nothing was swapped counts against it.
    if (result.face && isOther(result.frame)) swapped += 1;
  }
  return { filmed: filmed / frames, swapped: swapped / frames, frames };
};
