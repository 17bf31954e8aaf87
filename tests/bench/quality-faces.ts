/** What the time to quality is measured on: faces of two men, the last fifth of each clip held out, and its frames. */
import { packLandmarks } from '#core/autoencoder/face-landmarks.ts';
import type { Side } from '#core/contract/run.ts';
import { meanDescriptor } from '#core/dataset/likeness.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

export interface QualityFace {
  readonly crop: RgbImage;
  /** As `face-landmarks.ts` packs them. */
  readonly landmarks: Float32Array;
}

export interface QualityFaces {
  readonly trained: readonly QualityFace[];
  readonly heldOut: readonly QualityFace[];
  /** Of the faces trained on. */
  readonly descriptor: Float32Array;
}

const clips = { a: 'latentsync_demo2_manA.mp4', b: 'latentsync_demo3_manB.mp4' } as const satisfies Record<
  Side,
  string
>;

const samplesPerSecond = 12.5;

/** Shares of the clip: between the two lies what is too near in time to either. */
const trainedUntil = 0.78;
const heldOutFrom = 0.8;

/** Faces side by side in time are much alike: half of them say as much. */
const heldOutEvery = 2;

export const qualityFaces = (models: FaceModels, side: Side): Promise<QualityFaces> => facesOfClip(models, clips[side]);

export const facesOfClip = async (models: FaceModels, clip: string): Promise<QualityFaces> => {
  const trained: QualityFace[] = [];
  const heldOut: QualityFace[] = [];
  const descriptors: Float32Array[] = [];
  for await (const { frame, share } of sharesOf(clip, samplesPerSecond)) {
    const found = models.find([frame])[0]?.[0];
    if (!found) continue;
    if (share < trainedUntil) {
      trained.push(cut(frame, found));
      descriptors.push(models.describe([{ frame, face: found }])[0] as Float32Array);
    } else if (share >= heldOutFrom) heldOut.push(cut(frame, found));
  }
  const thinned = heldOut.filter((_, index) => index % heldOutEvery === 0);
  return { trained, heldOut: thinned, descriptor: meanDescriptor(descriptors) as Float32Array };
};

/** Frames of the held-out part, so many of a second. */
export async function* heldOutFrames(side: Side, perSecond: number): AsyncGenerator<VideoFrame> {
  for await (const { frame, share } of sharesOf(clips[side], perSecond)) if (share >= heldOutFrom) yield frame;
}

/** Frames of a clip, each with the share of the clip that lies before it. */
async function* sharesOf(
  clip: string,
  perSecond: number,
): AsyncGenerator<{ readonly frame: VideoFrame; readonly share: number }> {
  const path = sharedMedia(clip);
  if (!path) throw new Error('The clips that this bench reads lie beside a checkout, and are not there.');
  const facts = await factsOf(path);
  const signal = new AbortController().signal;
  for await (const frame of frameIo.readFrames({ path, facts, samplesPerSecond: perSecond, signal })) {
    yield { frame, share: frame.timeSeconds / facts.durationSeconds };
  }
}

const cut = (frame: VideoFrame, { mesh }: FoundFace): QualityFace => {
  const toCrop = alignFace(mesh);
  const { a, b, tx, ty } = toCrop;
  return {
    crop: sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize }),
    landmarks: packLandmarks(mesh.flat(), [a, b, tx, ty]),
  };
};
