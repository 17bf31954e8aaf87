/**
 * Frames of a clip -> faces: found, followed, aligned, cut out and measured. Crops are written and faces given out while
 * the clip is read, so that memory does not grow with it; whose they are is known only when all has been seen, and
 * is given out then.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipKind } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { FrameRange } from '#core/contract/face-edit.ts';
import type { JobNews, JobPayload, JobProgress, JobResult } from '#core/contract/jobs.ts';
import type { CutFace } from '#core/dataset/cut-face.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FaceCutter } from '#server/ports/face-cutter.ts';
import type { ImageCodec } from '#server/ports/image-codec.ts';
import { ahead } from './ahead.ts';
import { ClipFaces } from './clip-faces.ts';
import { TrackDescriber } from './describe-tracks.ts';
import { type FollowedFace, type FollowedFrame, findInPhotos, followFaces } from './follow-faces.ts';
import type { FrameMemory } from './frame-memory.ts';
import { startPace } from './pace.ts';
import { readReferenceFace } from './reference-face.ts';
import { steadyTracks } from './steady-tracks.ts';

export interface ExtractFacesOptions {
  readonly clipKind: ClipKind;
  readonly frames: AsyncIterable<VideoFrame>;
  /** Where the frames have their memory from: they are given back. */
  readonly memory: FrameMemory;
  /** How many frames will come, as far as one can tell. */
  readonly expectedFrames: number;
  /** Frames not to be looked at. */
  readonly excluded: readonly FrameRange[];
  readonly models: ClipFaceModels;
  readonly cutter: FaceCutter;
  readonly images: ImageCodec;
  /** Crops are written here as `<faceId>.jpg`. */
  readonly facesFolder: string;
  readonly referencePath: string | null;
  /** The person's own face from other clips; a reference photo goes before it. */
  readonly knownDescriptor: Float32Array | null;
  readonly knownClusters: JobPayload<'extract-faces'>['knownClusters'];
}

export type ExtractNews =
  | { readonly progress: JobProgress }
  | Extract<JobNews, { readonly kind: 'faces' | 'identities' }>;

/** @throws StudioError no_faces, no_face_in_reference, not_an_image */
export async function* extractFaces(
  options: ExtractFacesOptions,
): AsyncGenerator<ExtractNews, JobResult<'extract-faces'>> {
  const { models, images, referencePath, knownDescriptor, knownClusters } = options;
  const reference =
    referencePath === null ? undefined : await readReferenceFace({ path: referencePath, models, images });
  const faces = new ClipFaces();
  const framesRead = yield* findAll(options, faces);
  if (faces.count === 0)
    throw new StudioError('no_faces', 'No face was found in this clip.', { facts: { frames: framesRead } });
  yield {
    progress: { stage: 'identifying', done: 0, total: faces.count, unit: 'faces', rate: null, etaSeconds: null },
  };
  const known = { reference, fromClips: knownDescriptor ?? undefined, knownClusters };
  const { identities, descriptor, clusters } = faces.identify(known);
  for (let start = 0; start < identities.length; start += identitiesAtOnce) {
    yield { kind: 'identities', identities: identities.slice(start, start + identitiesAtOnce) };
  }
  return { framesRead, faceCount: faces.count, descriptor, clusters };
}

/** In one message to the web process. */
const identitiesAtOnce = 1000;

/** Few enough that the page has something to show soon and no message is large. */
const facesAtOnce = 50;

/** Frames on their way through the models and the cutting at once, so that these overlap. */
const framesAhead = 4;

/** Crops being compressed and written by other threads. */
const mostInWriting = 12;

/** Gives the number of frames read. */
async function* findAll(options: ExtractFacesOptions, faces: ClipFaces): AsyncGenerator<ExtractNews, number> {
  const { models, memory } = options;
  const pace = startPace({ stage: 'extracting', total: options.expectedFrames, unit: 'frames' });
  const describer = new TrackDescriber<CutFace>(async (face) => (await models.describe([face]))[0] as Float32Array);
  const writing = new Set<Promise<void>>();
  let [framesRead, framesTold] = [0, 0];
  const count = (): void => {
    framesRead += 1;
  };
  try {
    for await (const { frame, faces: cutting } of ahead(cutOut(follow(options, count), options), framesAhead)) {
      const cut = await cutting;
      describer.add(cut.map(({ face, track, item }) => ({ frame, face, track, item })));
      memory.giveBack(frame);
      for (const { item } of cut) await startWriting({ writing, options, face: item });
      for (const settled of await describer.take()) faces.add(settled);
      if (faces.waiting >= facesAtOnce) yield { kind: 'faces', faces: faces.takeWaiting() };
      if (framesRead - framesTold < framesBetweenReports) continue;
      framesTold = framesRead;
      yield { progress: pace(framesRead) };
    }
    describer.end();
    for (const settled of await describer.take()) faces.add(settled);
  } finally {
    await Promise.all(writing);
  }
  while (faces.waiting > 0) yield { kind: 'faces', faces: faces.takeWaiting(facesAtOnce) };
  yield { progress: pace(framesRead) };
  return framesRead;
}

const framesBetweenReports = 8;

const follow = (options: ExtractFacesOptions, count: () => void): AsyncIterable<FollowedFrame> => {
  const source = { frames: wanted(options, count), models: options.models };
  return options.clipKind === 'photos' ? findInPhotos(source) : steadyTracks(followFaces(source));
};

interface CuttingFrame {
  readonly frame: VideoFrame;
  readonly faces: Promise<readonly (FollowedFace & { readonly item: CutFace })[]>;
}

/** Begins to cut a frame's faces out and goes on. */
async function* cutOut(
  followed: AsyncIterable<FollowedFrame>,
  { cutter }: ExtractFacesOptions,
): AsyncGenerator<CuttingFrame> {
  for await (const { frame, faces } of followed) {
    const cut = faces.map(async ({ face, track }) => {
      const { box, score, mesh } = face;
      return { face, track, item: await cutter.cut({ frame, box, score, mesh }) };
    });
    const all = Promise.all(cut);
    // A failure is met where the faces are awaited.
    all.catch(() => undefined);
    yield { frame, faces: all };
  }
}

async function* wanted(
  { frames, excluded, memory }: ExtractFacesOptions,
  count: () => void,
): AsyncGenerator<VideoFrame> {
  for await (const frame of frames) {
    count();
    if (excluded.some(({ first, last }) => frame.index >= first && frame.index <= last)) memory.giveBack(frame);
    else yield frame;
  }
}

interface StartWriting {
  readonly writing: Set<Promise<void>>;
  readonly options: ExtractFacesOptions;
  readonly face: CutFace;
}

/** Waits only while too many are at it. */
const startWriting = async ({ writing, options, face }: StartWriting): Promise<void> => {
  const written = writeCrop(options, face.record.id, face.crop).then(() => void writing.delete(written));
  // A failure is met at an await of the whole set; unhandled in between it would end the process.
  written.catch(() => undefined);
  writing.add(written);
  if (writing.size >= mostInWriting) await Promise.race(writing);
};

const writeCrop = async ({ images, facesFolder }: ExtractFacesOptions, id: string, crop: RgbImage): Promise<void> =>
  writeFile(join(facesFolder, `${id}.jpg`), await images.encodeJpeg(crop, { quality: 95 }));
