/**
 * Cuts a turned and scaled rectangle out of a frame of video as RGB. Where the picture shrinks, blocks of pixels are
 * averaged first (by a power of two) and up to four points read for each pixel after, so that small crops do not alias.
 */
import type { Box } from '#core/geometry/box.ts';
import { boxAround } from '#core/geometry/box.ts';
import type { FramePoint, Point } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { applySimilarity, scaleOf } from '#core/geometry/similarity.ts';
import type { RgbImage, VideoFrame } from './image.ts';
import type { SampledPlane } from './sampled-plane.ts';
import { sampleAt, shrinkPlane } from './sampled-plane.ts';
import { chromaSiteX, toRgb } from './yuv.ts';

export interface SampleFrame<P extends Point> {
  readonly frame: VideoFrame;
  /** From pixels of the cut-out to pixels of the frame. */
  readonly toFrame: Similarity<P, FramePoint>;
  readonly width: number;
  readonly height: number;
  /** What lies beyond the frame: its edge drawn out, or black. */
  readonly beyond?: 'edge' | 'black';
}

/** Where and in which range the numbers go: value (0..255) x scale + shift. */
export interface SampleTarget {
  readonly into: Float32Array;
  /** Index of the first number. */
  readonly offset: number;
  readonly scale: number;
  readonly shift: number;
}

/** Writes width x height x 3 numbers, rows top to bottom, RGB interleaved. */
export const sampleFrame = <P extends Point>(options: SampleFrame<P>, target: SampleTarget): void => {
  const shrink = scaleOf(options.toFrame);
  const block = 2 ** Math.max(0, Math.floor(Math.log2(shrink)));
  const planes = shrinkFrame(options.frame, block, regionOf(options));
  fill(options, target, planes, shrink / block > 1.25 ? 2 : 1);
};

/** The same as a picture of 8 bits a channel. */
export const sampleImage = <P extends Point>(options: SampleFrame<P>): RgbImage => {
  const { width, height } = options;
  const values = new Float32Array(width * height * 3);
  sampleFrame(options, { into: values, offset: 0, scale: 1, shift: 0 });
  const data = new Uint8Array(values.length);
  for (let i = 0; i < data.length; i++) data[i] = (values[i] as number) + 0.5;
  return { width, height, data };
};

interface Planes {
  readonly y: SampledPlane;
  readonly u: SampledPlane;
  readonly v: SampledPlane;
}

const shrinkFrame = (frame: VideoFrame, block: number, region: Box): Planes => {
  const luma = { data: frame.y, width: frame.width, height: frame.height, spacing: 1, siteX: 0.5, siteY: 0.5 } as const;
  const half = {
    width: (frame.width + 1) >> 1,
    height: (frame.height + 1) >> 1,
    spacing: 2,
    siteX: chromaSiteX(frame.colour),
    siteY: 1,
  } as const;
  // Chroma has half the samples already.
  const chromaBlock = Math.max(1, block / 2);
  return {
    y: shrinkPlane(luma, block, region),
    u: shrinkPlane({ ...half, data: frame.u }, chromaBlock, region),
    v: shrinkPlane({ ...half, data: frame.v }, chromaBlock, region),
  };
};

const regionOf = <P extends Point>({ toFrame, width, height }: SampleFrame<P>): Box => {
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ] as unknown as P[];
  return boxAround(corners.map((corner) => applySimilarity(toFrame, corner)));
};

const fill = <P extends Point>(options: SampleFrame<P>, target: SampleTarget, planes: Planes, taps: 1 | 2): void => {
  const { frame, toFrame, width, height } = options;
  const { a, b, tx, ty } = toFrame;
  const { black, luma, redV, greenU, greenV, blueU } = toRgb(frame.colour);
  const { into, scale, shift } = target;
  const blackBeyond = options.beyond === 'black';
  let at = target.offset;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = a * (column + 0.5) - b * (row + 0.5) + tx;
      const y = b * (column + 0.5) + a * (row + 0.5) + ty;
      if (blackBeyond && (x < 0 || y < 0 || x > frame.width || y > frame.height)) {
        into[at] = into[at + 1] = into[at + 2] = shift;
        at += 3;
        continue;
      }
      const grey = luma * ((taps === 1 ? sampleAt(planes.y, x, y) : sampleFour(planes.y, x, y, a / 4, b / 4)) - black);
      const u = sampleAt(planes.u, x, y) - 128;
      const v = sampleAt(planes.v, x, y) - 128;
      into[at++] = toByteRange(grey + redV * v) * scale + shift;
      into[at++] = toByteRange(grey - greenU * u - greenV * v) * scale + shift;
      into[at++] = toByteRange(grey + blueU * u) * scale + shift;
    }
  }
};

/** Mean of the middles of a pixel's four quarters; (a, b) is a quarter of its side in the frame. */
const sampleFour = (plane: SampledPlane, x: number, y: number, a: number, b: number): number =>
  (sampleAt(plane, x - a + b, y - b - a) +
    sampleAt(plane, x + a + b, y + b - a) +
    sampleAt(plane, x - a - b, y - b + a) +
    sampleAt(plane, x + a - b, y + b + a)) /
  4;

const toByteRange = (value: number): number => Math.max(0, Math.min(value, 255));
