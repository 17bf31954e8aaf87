/**
 * Frames with a person's face -> the same frames with the face the network draws in its place, in order and in memory that
 * does not grow with the clip. Frames without the face pass untouched. Faces of later frames are followed and drawn, in
 * threads of their own, while those of earlier ones are laid over their frames here.
 */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import { boxAround } from '#core/geometry/box.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import { composeSimilarities, type Similarity, scaleOf } from '#core/geometry/similarity.ts';
import { blendPatch } from '#core/pixels/blend.ts';
import { transferColors } from '#core/pixels/color-transfer.ts';
import { drawnNarrowing } from '#core/pixels/drawn-narrowing.ts';
import type { FaceLook } from '#core/pixels/face-look.ts';
import type { FloatImage, VideoFrame, YuvPlanes } from '#core/pixels/image.ts';
import { matchSharpness } from '#core/pixels/match-sharpness.ts';
import { noiseLevel } from '#core/pixels/noise-level.ts';
import { sampleFrame } from '#core/pixels/resample.ts';
import { floatScratch } from '#core/pixels/scratch.ts';
import { createSharedFloats } from '#core/pixels/shared-floats.ts';
import { toHdr } from '#core/pixels/tone-mapping.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import { ahead } from './ahead.ts';
import { inBatches } from './batch.ts';
import type { HandState } from './follow-hands.ts';
import type { FrameMemory } from './frame-memory.ts';
import { networkToFrame } from './network-square.ts';
import { type CoveredFrame, steadyCover } from './steady-cover.ts';
import { type SteadyFace, steadyFaces } from './steady-faces.ts';
import { outlineIn, type SwapMask, swapMask } from './swap-mask.ts';
import { type Absence, type GoingOn, type TrackState, trackPerson } from './track-person.ts';

export interface SwapFacesOptions {
  readonly frames: AsyncIterable<VideoFrame>;
  readonly models: ClipFaceModels;
  readonly predictor: FacePredictor;
  readonly settings: Omit<ConversionSettings, 'to' | 'sideBySide'>;
  /** Whose face is replaced; null takes the largest face that is seen first. */
  readonly person: WantedPerson | null;
  /** What the face looks like with nothing before it: then what lies before it stays in front. */
  readonly look?: FaceLook | undefined;
  /** Then hands before it stay in front too. */
  readonly hands?: HandModels | undefined;
  /** Only in these frames a face is drawn; the others pass as those do that have none. In all of them without. */
  readonly wanted?: (frame: VideoFrame) => boolean;
  readonly going?: SwapGoingOn | undefined;
  /** Where copies of the frames that are swapped lie, who takes `original` gives them back; null = none are made. */
  readonly originals: FrameMemory | null;
}

/** What is told of a face from frame to frame. Plain data. */
export interface SwapStates {
  readonly face: TrackState;
  readonly hands: HandState;
  readonly narrowing: NarrowingState;
}

export type SwapGoingOn = { readonly [Name in keyof SwapStates]: GoingOn<SwapStates[Name]> };

export interface SwappedFrame {
  readonly frame: VideoFrame;
  /** The frame as read; the very same object where nothing was swapped or no copy was asked for. */
  readonly original: VideoFrame;
  /** Where the new face was laid; undefined where there was none to lay it over. */
  readonly face: SteadyFace | undefined;
  /** Why there was none. */
  readonly absence: Absence | undefined;
  readonly laid: LaidFace | undefined;
}

/** The square that the network drew, of so many pixels a side. */
export interface LaidFace {
  /** How much of the new face shows at each of them; over whatever lies in `into`, where it is given. */
  readonly mask: (side: number, into?: Float32Array) => Float32Array;
  readonly toFrame: (side: number) => Similarity<InputPoint, FramePoint>;
}

export async function* swapFaces(options: SwapFacesOptions): AsyncGenerator<SwappedFrame> {
  const laying = { ...options, steadied: createSteadyNarrowing(options.going?.narrowing.from) };
  for await (const batch of ahead(drawBatches(options), batchesAhead)) yield* layBatch(laying, batch);
}

/** What the network draws at once: more is no faster on a processor. With what lies ahead it is how many frames are held in memory. */
const framesAtOnce = 4;
const batchesAhead = 2;

type WithFace = CoveredFrame & { readonly face: SteadyFace };

interface DrawingBatch {
  readonly frames: readonly CoveredFrame[];
  readonly pairs: Promise<ReadonlyMap<VideoFrame, DrawnPair>>;
  /** Its faces' memory may be used again. */
  readonly done: () => void;
}

/** Begins to draw a batch and goes on to the next. */
async function* drawBatches(options: SwapFacesOptions): AsyncGenerator<DrawingBatch> {
  const memory = createSharedFloats();
  const { look, hands, predictor, going } = options;
  const steady = steadyFaces(trackPerson({ ...options, going: going?.face }));
  const covering = { look, hands, squareShare: predictor.squareShare, going: going?.hands };
  const faces = look || hands ? steadyCover(steady, covering) : steady;
  for await (const frames of inBatches(faces, framesAtOnce)) {
    const { wanted = () => true } = options;
    const withFace = frames.filter((item): item is WithFace => item.face !== undefined && wanted(item.frame));
    const taken: Float32Array[] = [];
    const take = (length: number): Float32Array => {
      const faces = memory.take(length);
      taken.push(faces);
      return faces;
    };
    const pairs = drawFaces(options, withFace, take);
    // A failure is met where the batch is laid; until then it would count as unhandled and end the process.
    pairs.catch(() => undefined);
    yield { frames, pairs, done: () => taken.forEach(memory.giveBack) };
  }
}

type LayingOptions = SwapFacesOptions & { readonly steadied: SteadyNarrowing };

async function* layBatch(options: LayingOptions, batch: DrawingBatch): AsyncGenerator<SwappedFrame> {
  const pairs = await batch.pairs;
  const { settings, originals, steadied, going } = options;
  for (const { frame, face, absence, free } of batch.frames) {
    const pair = pairs.get(frame);
    const original = face && originals ? originals.copy(frame) : frame;
    // Before the face is laid over its frame: what lies before it is seen there.
    const laid = face && pair && laidFace(options, { face, pair, free: free?.() });
    if (face && pair && laid) layOver(settings, { frame, face, pair, laid });
    going?.narrowing.note(frame, steadied.state());
    yield { frame, original, face, absence, laid };
  }
  batch.done();
}

interface DrawnPair {
  /** What was there, and what the network drew for it: of one size. */
  readonly seen: FloatImage;
  readonly drawn: FloatImage;
  readonly learned: SwapMask['learned'];
}

const drawFaces = async (
  { predictor, settings: { morph } }: SwapFacesOptions,
  items: readonly WithFace[],
  take: (length: number) => Float32Array,
): Promise<ReadonlyMap<VideoFrame, DrawnPair>> => {
  const { faceSize, drawnSize, squareShare } = predictor;
  if (items.length === 0) return new Map();
  const cut = (size: number): Float32Array =>
    cutOut(items, { size, squareShare }, take(items.length * size * size * 3));
  const faces = cut(faceSize);
  const seen = drawnSize === faceSize ? faces : cut(drawnSize);
  const { faces: drawn, masks } = await predictor.predict({ faces, count: items.length, morph });
  const each = drawnSize * drawnSize;
  const picture = (from: Float32Array, index: number): FloatImage => ({
    width: drawnSize,
    height: drawnSize,
    data: from.subarray(index * each * 3, (index + 1) * each * 3),
  });
  const learned = (index: number): SwapMask['learned'] =>
    masks && { drawn: masks.subarray(index * each, (index + 1) * each), drawnSize };
  return new Map(
    items.map(({ frame }, index) => [
      frame,
      { seen: picture(seen, index), drawn: picture(drawn, index), learned: learned(index) },
    ]),
  );
};

/** The square that the network sees of each frame: [count, size, size, 3] in 0..1. */
const cutOut = (
  items: readonly WithFace[],
  { size, squareShare }: { readonly size: number; readonly squareShare: number },
  faces: Float32Array,
): Float32Array => {
  const each = size * size * 3;
  items.forEach(({ frame, face }, index) => {
    sampleFrame(
      { frame, toFrame: networkToFrame(face.mesh, size, squareShare), width: size, height: size },
      { into: faces, offset: index * each, scale: 1 / 255, shift: 0 },
    );
  });
  return faces;
};

const laidFace = (options: LayingOptions, { face, pair, free }: ToLay): LaidFace => {
  const { settings } = options;
  const { squareShare } = options.predictor;
  const { mesh } = face;
  const narrowing = narrowingOf(options, { face, pair });
  return {
    mask: (side, into) => swapMask({ mesh, squareShare, learned: pair.learned, narrowing, free, settings }, side, into),
    toFrame: (side) => composeSimilarities(placement(settings, side), networkToFrame(mesh, side, squareShare)),
  };
};

/** What the model drew beside the face is looked for in what it drew. */
const narrowingOf = (
  { settings, predictor, steadied }: LayingOptions,
  { face, pair }: Pick<Laying, 'face' | 'pair'>,
): readonly number[] | undefined => {
  if (settings.mask !== 'auto') return undefined;
  const outline = outlineIn(face.mesh, pair.drawn.width, predictor.squareShare);
  const shares = drawnNarrowing(pair.drawn, outline, { strongOnly: pair.learned !== undefined });
  return steadied.next(shares, face.track);
};

/** Of the last face whose narrowing was told; null before there is one. */
type NarrowingState = { readonly track: number; readonly shares: readonly number[] } | null;

/** Each frame's own would tremble: a part of the frame before is kept along a track, in which faces come in order. */
const createSteadyNarrowing = (from: NarrowingState = null) => {
  let last = from;
  return {
    next: (seen: readonly number[], track: number): readonly number[] => {
      const before = last?.track === track ? last.shares : seen;
      const shares = seen.map((share, at) => share + narrowingKept * ((before[at] as number) - share));
      last = { track, shares };
      return shares;
    },
    state: () => last,
  };
};
type SteadyNarrowing = ReturnType<typeof createSteadyNarrowing>;

const narrowingKept = 0.7;

interface ToLay extends Pick<Laying, 'face' | 'pair'> {
  readonly free: Float32Array | undefined;
}

interface Laying {
  readonly frame: VideoFrame;
  readonly face: SteadyFace;
  readonly pair: DrawnPair;
  readonly laid: LaidFace;
}

const layOver = (
  settings: SwapFacesOptions['settings'],
  { frame, face: { mesh, strength }, pair: { seen, drawn }, laid }: Laying,
): void => {
  const size = drawn.width;
  masks.reuse();
  const maskOf = (side: number): Float32Array => laid.mask(side, masks.take(side * side));
  const patch = finished(settings, { seen, drawn }, maskOf(size));
  const enlargedBy = enlargement(scaleOf(laid.toFrame(size)));
  const side = size * enlargedBy;
  const laying = { enlargedBy, mask: maskOf(side), strength, toFrame: laid.toFrame(side) };
  const grainOf = (planes: YuvPlanes): number =>
    settings.grain * noiseLevel({ ...planes, data: planes.y }, boxAround(meshOutline(mesh)));
  blendPatch({ ...laying, frame, patch, grain: grainOf(frame) });
  const { own, index } = frame;
  if (!own) return;
  const inOwnLight = own.transfer === 'sdr' ? patch : toHdr(patch, own.transfer);
  blendPatch({ ...laying, frame: { ...own, index }, patch: inOwnLight, grain: grainOf(own) });
};

/** Masks are done with when the face is laid: nothing waits in between. */
const masks = floatScratch();

/** The drawn face in the frame's colours and as sharp as it. */
const finished = (
  { colourTransfer, sharpen }: SwapFacesOptions['settings'],
  { seen, drawn }: Pick<DrawnPair, 'seen' | 'drawn'>,
  mask: Float32Array,
): FloatImage => {
  const coloured =
    colourTransfer === 'none' ? drawn : transferColors(colourTransfer, { from: drawn, like: seen, mask });
  return sharpen === 0 ? coloured : matchSharpness({ drawn: coloured, seen, mask, share: sharpen });
};

/** Larger or smaller around the square's middle, and moved: within a square of so many pixels a side. */
const placement = (
  { faceScale, shiftX, shiftY }: SwapFacesOptions['settings'],
  side: number,
): Similarity<InputPoint, InputPoint> => {
  const kept = ((1 - faceScale) * side) / 2;
  return { a: faceScale, b: 0, tx: kept + shiftX * side, ty: kept + shiftY * side };
};

/** So much that a pixel of the patch is about one of the frame's; beyond four times nothing more is to be gained. */
const enlargement = (framePixelsPerPixel: number): number => Math.min(4, Math.max(1, Math.round(framePixelsPerPixel)));
