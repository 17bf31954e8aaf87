/** Faces of a real clip, measured as the studio measures them, and tables of them as the coverage report reads them. */
import { type TrainingFace, trainingFace } from '#core/autoencoder/training-face.ts';
import type { FaceQuality } from '#core/contract/face.ts';
import { type FaceMetric, faceMetrics } from '#core/contract/face-query.ts';
import type { MeasureTable } from '#core/dataset/coverage-table.ts';
import { type MeasureFace, measureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { benchArchitecture } from './coverage-training.ts';

export interface BenchFace {
  readonly timeSeconds: number;
  readonly measures: FaceQuality & { readonly sizePx: number; readonly sharpness: number };
  readonly face: TrainingFace;
  /** To measure it again when its light is changed. */
  readonly picture: MeasureFace;
}

/** The largest face of each of `count` frames, evenly through the clip, or of every frame: these clips show one person. */
export const facesOfClip = async (models: FaceModels, path: string, count: number): Promise<BenchFace[]> => {
  const facts = await factsOf(path);
  const samplesPerSecond = count / facts.durationSeconds;
  const faces: BenchFace[] = [];
  for await (const frame of frameIo.readFrames({
    path,
    facts,
    samplesPerSecond,
    signal: new AbortController().signal,
  })) {
    const found = models.find([frame])[0]?.[0];
    if (found) faces.push(cut(frame, found));
  }
  return faces;
};

const cut = (frame: VideoFrame, { mesh, box }: FoundFace): BenchFace => {
  const toCrop = alignFace(mesh);
  const crop = sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize });
  const size = { width: frame.width, height: frame.height };
  return measured({
    timeSeconds: frame.timeSeconds,
    sizePx: Math.min(box.width, box.height),
    // The frame itself is memory that the next one is read into.
    picture: { frame: size, mesh, toCrop, crop },
  });
};

const measured = ({
  timeSeconds,
  sizePx,
  picture,
}: Pick<BenchFace, 'timeSeconds' | 'picture'> & { readonly sizePx: number }): BenchFace => ({
  timeSeconds,
  measures: { ...measureFace(picture), sizePx, sharpness: sharpnessOf(picture.crop) },
  face: trainingFace(picture.crop, benchArchitecture.faceSize),
  picture,
});

/** The same face in a light of this strength. */
export const relit = ({ timeSeconds, measures, picture }: BenchFace, strength: number): BenchFace => {
  const crop = { ...picture.crop, data: picture.crop.data.map((value) => value * strength) };
  return measured({ timeSeconds, sizePx: measures.sizePx, picture: { ...picture, crop } });
};

export const measureTable = (faces: readonly BenchFace[]): MeasureTable => {
  const measureOf = ({ measures }: BenchFace, metric: FaceMetric): number =>
    (measures as Partial<Record<FaceMetric, number>>)[metric] ?? 0;
  return {
    ids: faces.map((_, index) => String(index)),
    clipIds: faces.map(() => 'clip'),
    states: faces.map(() => 'kept'),
    twins: new Uint8Array(faces.length),
    metrics: Object.fromEntries(
      faceMetrics.map((metric) => [metric, Float32Array.from(faces, (face) => measureOf(face, metric))]),
    ) as Record<FaceMetric, Float32Array>,
  };
};
