/** What is measured of a swapped face against the frame as it was, at a small size. */
import { type ExpressionChange, expressionChange } from '#core/dataset/expression-kept.ts';
import { gazeBeside } from '#core/dataset/gaze.ts';
import { boxAround } from '#core/geometry/box.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { colourSeam } from '#core/pixels/colour-seam.ts';
import type { FlickerMeter, LabSquare } from '#core/pixels/flicker.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { rgbRowToLab } from '#core/pixels/lab.ts';
import { sampleFrame } from '#core/pixels/resample.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import type { SteadyFace } from './steady-faces.ts';
import type { LaidFace, SwappedFrame } from './swap-faces.ts';

export type WholeSwap = Pick<SwappedFrame, 'frame' | 'original'> & {
  readonly face: SteadyFace;
  readonly laid: LaidFace;
};

/** A face that fades in or out is half of each person, and changes on purpose. */
export const wholeSwap = ({ frame, original, face, laid }: SwappedFrame): WholeSwap | undefined =>
  face && laid && face.strength === 1 ? { frame, original, face, laid } : undefined;

/** How visible the face's edge is. */
export const seamOf = (whole: WholeSwap): number | undefined => colourSeam(labSquare(whole, seamSide));

/** By which its flicker and its tone are told. */
export const flickerSquare = (whole: WholeSwap): NonNullable<Parameters<FlickerMeter['add']>[0]> => ({
  ...labSquare(whole, flickerSide),
  track: whole.face.track,
});

export interface SwapLook {
  /** Of the result's face. */
  readonly descriptor: Float32Array | undefined;
  /** undefined where one of the two faces was not found. */
  readonly change: ExpressionChange | undefined;
}

/** What the face models see in the result, and in the frame as it was; the pixels are done with when this returns. */
export const lookAtSwap = async (
  models: Pick<ClipFaceModels, 'describe' | 'follow'>,
  { frame, original, face }: Pick<WholeSwap, 'frame' | 'original' | 'face'>,
): Promise<SwapLook> => {
  const placed = asFound(face.mesh);
  const described = models.describe([{ frame, face: placed }]);
  // Both from the same start: where a search begins moves its end a little.
  const followed = models.follow([original, frame].map((each) => ({ frame: each, face: placed })));
  const [[descriptor], [source, result]] = await Promise.all([described, followed]);
  return { descriptor, change: source && result && expressionChange(source.mesh, result.mesh) };
};

/** How far the result's eyes look beside the source's, degrees; undefined where one of them is shut. Done with the pixels as above. */
export const gazeShift = async (
  models: Pick<ClipFaceModels, 'gaze'>,
  { frame, original, face }: Pick<WholeSwap, 'frame' | 'original' | 'face'>,
): Promise<number | undefined> => {
  const placed = asFound(face.mesh);
  const [was, is] = await models.gaze([original, frame].map((each) => ({ frame: each, face: placed })));
  return was && is && gazeBeside(was, is);
};

/** Eight patches of three pixels a side, each the mean of its part of the frame. */
const flickerSide = 24;

/** Enough for rings of four pixels. */
const seamSide = 48;

const labSquare = ({ frame, original, laid }: WholeSwap, side: number): LabSquare => {
  const toFrame = laid.toFrame(side);
  const lab = (picture: VideoFrame): Float32Array => {
    const values = new Float32Array(side * side * 3);
    sampleFrame(
      { frame: picture, toFrame, width: side, height: side },
      { into: values, offset: 0, scale: 1 / 255, shift: 0 },
    );
    rgbRowToLab(values, { lab: values, first: 0, end: side * side });
    return values;
  };
  return { result: lab(frame), source: lab(original), mask: laid.mask(side), size: side };
};

const asFound = (mesh: readonly FramePoint[]): FoundFace => ({ box: boxAround(mesh), score: 1, mesh });
