/**
 * Frames with a person's face -> the same frames with the face the network draws in its place, in order and in memory that
 * does not grow with the clip. Frames without the face pass untouched.
 */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { scaleOf } from '#core/geometry/similarity.ts';
import { blendPatch } from '#core/pixels/blend.ts';
import { transferColors } from '#core/pixels/color-transfer.ts';
import { enlarge } from '#core/pixels/enlarge.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { FloatImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleFrame } from '#core/pixels/resample.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { FaceModels } from '#server/ports/face-models.ts';
import { inBatches } from './batch.ts';
import { networkToFrame } from './network-square.ts';
import type { SteadyFrame } from './steady-faces.ts';
import { steadyFaces } from './steady-faces.ts';
import { type SwapMask, swapMask } from './swap-mask.ts';
import { trackPerson } from './track-person.ts';

export interface SwapFacesOptions {
  readonly frames: AsyncIterable<VideoFrame>;
  readonly models: FaceModels;
  readonly predictor: FacePredictor;
  readonly settings: Pick<ConversionSettings, 'colourTransfer' | 'mask' | 'maskErosion' | 'maskFeather'>;
  /** Of the person whose face is replaced; null takes the largest face that is seen first. */
  readonly personDescriptor: Float32Array | null;
  /** Whether `original` must stay as it was read: costs a copy of each swapped frame. */
  readonly keepOriginal: boolean;
}

export interface SwappedFrame {
  readonly frame: VideoFrame;
  /** The frame as read; the very same object where nothing was swapped or no copy was asked for. */
  readonly original: VideoFrame;
  readonly swapped: boolean;
}

export async function* swapFaces(options: SwapFacesOptions): AsyncGenerator<SwappedFrame> {
  for await (const batch of inBatches(steadyFaces(trackPerson(options)), framesAtOnce))
    yield* swapBatch(options, batch);
}

/** What the network draws at once. Also how many frames are held in memory. */
const framesAtOnce = 8;

type WithFace = SteadyFrame & { readonly mesh: readonly FramePoint[] };

const swapBatch = (options: SwapFacesOptions, batch: readonly SteadyFrame[]): SwappedFrame[] => {
  const withFace = batch.filter((item): item is WithFace => item.mesh !== undefined);
  const drawn = drawFaces(options.predictor, withFace);
  return batch.map((item) => {
    const pair = drawn.get(item.frame);
    if (!pair) return { frame: item.frame, original: item.frame, swapped: false };
    const original = options.keepOriginal ? copyFrame(item.frame) : item.frame;
    layOver(options.settings, item as WithFace, pair);
    return { frame: item.frame, original, swapped: true };
  });
};

interface DrawnPair {
  /** What was there, and what the network drew for it: of one size. */
  readonly seen: FloatImage;
  readonly drawn: FloatImage;
  readonly learned: SwapMask['learned'];
}

const drawFaces = (predictor: FacePredictor, items: readonly WithFace[]): Map<VideoFrame, DrawnPair> => {
  const { faceSize, drawnSize } = predictor;
  if (items.length === 0) return new Map();
  const faces = cutOut(items, faceSize);
  const seen = drawnSize === faceSize ? faces : cutOut(items, drawnSize);
  const { faces: drawn, masks } = predictor.predict({ faces, count: items.length });
  const each = drawnSize * drawnSize * 3;
  const picture = (from: Float32Array, index: number): FloatImage => ({
    width: drawnSize,
    height: drawnSize,
    data: from.subarray(index * each, (index + 1) * each),
  });
  const learned = (index: number): SwapMask['learned'] =>
    masks && { drawn: masks.subarray((index * each) / 3, ((index + 1) * each) / 3), drawnSize };
  return new Map(
    items.map(({ frame }, index) => [
      frame,
      { seen: picture(seen, index), drawn: picture(drawn, index), learned: learned(index) },
    ]),
  );
};

/** The square that the network sees of each frame: [count, size, size, 3] in 0..1. */
const cutOut = (items: readonly WithFace[], size: number): Float32Array => {
  const each = size * size * 3;
  const faces = new Float32Array(items.length * each);
  items.forEach(({ frame, mesh }, index) => {
    sampleFrame(
      { frame, toFrame: networkToFrame(mesh, size), width: size, height: size },
      { into: faces, offset: index * each, scale: 1 / 255, shift: 0 },
    );
  });
  return faces;
};

const layOver = (
  settings: SwapFacesOptions['settings'],
  { frame, mesh }: WithFace,
  { seen, drawn, learned }: DrawnPair,
): void => {
  const size = drawn.width;
  const maskAt = (side: number): Float32Array => swapMask({ mesh, learned, settings }, side);
  const coloured =
    settings.colourTransfer === 'lab' ? transferColors({ from: drawn, like: seen, mask: maskAt(size) }) : drawn;
  const patch = enlarge(coloured, enlargement(scaleOf(networkToFrame(mesh, size))));
  blendPatch({ frame, patch, mask: maskAt(patch.width), toFrame: networkToFrame(mesh, patch.width) });
};

/** So much that a pixel of the patch is about one of the frame's; beyond four times nothing more is to be gained. */
const enlargement = (framePixelsPerPixel: number): number => Math.min(4, Math.max(1, Math.round(framePixelsPerPixel)));
