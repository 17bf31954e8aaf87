/**
 * Frames of a clip -> faces: found, measured, aligned and cut, then told apart by identity. Crops are written as they are
 * found; who is who is only known at the end, so the faces themselves are given out then.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { FaceIdentity, FoundFaceRecord, JobNews, JobProgress, JobResult } from '#core/contract/jobs.ts';
import { measureFace } from '#core/dataset/measure-face.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { sharpnessOf } from '#core/pixels/sharpness.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import { inBatches } from './batch.ts';
import type { Identity } from './identify-person.ts';
import { identifyPerson } from './identify-person.ts';
import { startPace } from './pace.ts';
import { readReferenceFace } from './reference-face.ts';

export interface ExtractFacesOptions {
  readonly frames: AsyncIterable<VideoFrame>;
  /** How many frames will come, as far as one can tell. */
  readonly expectedFrames: number;
  readonly models: FaceModels;
  readonly images: ImageCodec;
  /** Crops are written here as `<faceId>.jpg`. */
  readonly facesFolder: string;
  readonly referencePath: string | null;
  /** The person's own face from other clips; a reference photo goes before it. */
  readonly knownDescriptor: Float32Array | null;
}

export type ExtractNews =
  | { readonly progress: JobProgress }
  | Extract<JobNews, { readonly kind: 'faces' | 'identities' }>;

/** @throws StudioError no_faces, no_face_in_reference, not_an_image */
export async function* extractFaces(
  options: ExtractFacesOptions,
): AsyncGenerator<ExtractNews, JobResult<'extract-faces'>> {
  const { models, images, referencePath } = options;
  const reference =
    referencePath === null ? undefined : await readReferenceFace({ path: referencePath, models, images });
  const found: Unidentified[] = [];
  const framesRead = yield* findAll(options, found);
  if (found.length === 0)
    throw new StudioError('no_faces', 'No face was found in this clip.', { facts: { frames: framesRead } });

  yield {
    progress: { stage: 'identifying', done: 0, total: found.length, unit: 'faces', rate: null, etaSeconds: null },
  };
  const known = reference ?? options.knownDescriptor ?? undefined;
  const identity = identifyPerson({ descriptors: found.map(({ descriptor }) => descriptor), known });
  if (!identity)
    throw new StudioError('no_faces', "None of the faces in this clip is this person's.", {
      facts: { frames: framesRead, faces: found.length },
    });
  for (let start = 0; start < found.length; start += facesAtOnce) {
    const chunk = found.slice(start, start + facesAtOnce);
    yield { kind: 'faces', faces: chunk.map((face) => ({ ...face, descriptor: Array.from(face.descriptor) })) };
    yield { kind: 'identities', identities: chunk.map((face, index) => toIdentity(face, identity, start + index)) };
  }
  return { framesRead, faceCount: found.length, descriptor: Array.from(identity.descriptor), clusters: [] };
}

/** What the models take at once: more gains nothing and holds more frames in memory. */
const framesAtOnce = 8;

/** Records in one message to the web process. */
const facesAtOnce = 200;

type Unidentified = Omit<FoundFaceRecord, 'descriptor'> & { readonly descriptor: Float32Array };

/** Fills `found`; gives the number of frames read. */
async function* findAll(options: ExtractFacesOptions, found: Unidentified[]): AsyncGenerator<ExtractNews, number> {
  const pace = startPace({ stage: 'extracting', total: options.expectedFrames, unit: 'frames' });
  let framesRead = 0;
  // Crops are compressed and written by other threads while the models work on the next batch.
  let writing: Promise<unknown> = Promise.resolve();
  try {
    for await (const frames of inBatches(options.frames, framesAtOnce)) {
      const cut = measure(options.models, frames).map(cutFace);
      await writing;
      writing = Promise.all(cut.map(({ face, crop }) => writeCrop(options, face.id, crop)));
      // A failure is met at the await above or below; unhandled in between it would end the process.
      writing.catch(() => undefined);
      found.push(...cut.map(({ face }) => face));
      framesRead += frames.length;
      yield { progress: pace(framesRead) };
    }
  } finally {
    await writing;
  }
  return framesRead;
}

interface Measured {
  readonly frame: VideoFrame;
  readonly face: FoundFace;
  readonly descriptor: Float32Array;
}

const measure = (models: FaceModels, frames: readonly VideoFrame[]): Measured[] => {
  const faces = models
    .find(frames)
    .flatMap((found, index) => found.map((face) => ({ frame: frames[index] as VideoFrame, face })));
  const descriptors = models.describe(faces);
  return faces.map((face, index) => ({ ...face, descriptor: descriptors[index] as Float32Array }));
};

const cutFace = ({
  frame,
  face,
  descriptor,
}: Measured): { face: Unidentified; crop: ReturnType<typeof sampleImage> } => {
  const toCrop = alignFace(face.mesh);
  const crop = sampleImage({ frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize });
  const measured: Unidentified = {
    id: crypto.randomUUID(),
    frameIndex: frame.index,
    timeSeconds: frame.timeSeconds,
    box: face.box,
    mesh: face.mesh.flat(),
    similarity: [toCrop.a, toCrop.b, toCrop.tx, toCrop.ty],
    descriptor,
    score: face.score,
    sharpness: sharpnessOf(crop),
    sizePx: Math.min(face.box.width, face.box.height),
    track: 0,
    ...measureFace({ frame, mesh: face.mesh, crop, toCrop }),
  };
  return { face: measured, crop };
};

const writeCrop = async (
  { images, facesFolder }: ExtractFacesOptions,
  id: string,
  crop: ReturnType<typeof sampleImage>,
): Promise<void> => writeFile(join(facesFolder, `${id}.jpg`), await images.encodeJpeg(crop, { quality: 95 }));

const toIdentity = (face: Unidentified, identity: Identity, index: number): FaceIdentity => ({
  id: face.id,
  likeness: identity.likeness[index] as number,
  state: identity.own[index] ? 'kept' : 'other',
  clusterId: '',
  twinOf: null,
});
