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
import type { FourOffsets, SampledPlane } from './sampled-plane.ts';
import { addBothLines, addFourLines, addLine, lineUnit, shrinkPlane } from './sampled-plane.ts';
import { byteScratch } from './scratch.ts';
import type { ToRgb } from './yuv.ts';
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
  const { width, frame } = options;
  const rgb = toRgb(frame.colour);
  sampleRows(options, (row, values) => {
    const offset = target.offset + row * width * 3;
    rowToFloats(values, rgb, { ...target, offset });
    if (options.beyond === 'black') blackenBeyond(options, row, { ...target, offset });
  });
};

/** The same as a picture of 8 bits a channel. */
export const sampleImage = <P extends Point>(options: SampleFrame<P>): RgbImage => {
  const { width, height, frame } = options;
  const data = new Uint8Array(width * height * 3);
  const rgb = toRgb(frame.colour);
  sampleRows(options, (row, values) => {
    rowToBytes(values, rgb, data.subarray(row * width * 3, (row + 1) * width * 3));
    if (options.beyond === 'black')
      blackenBeyond(options, row, { into: data, offset: row * width * 3, scale: 1, shift: 0 });
  });
  return { width, height, data };
};

/** One row of the cut-out, not yet in RGB: times `lumaUnit` and `lineUnit`. */
interface RowValues {
  readonly y: Int32Array;
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly lumaUnit: number;
}

/** Row by row: what is in work stays in the processor's nearest memory. */
const sampleRows = <P extends Point>(options: SampleFrame<P>, take: (row: number, values: RowValues) => void): void => {
  const { toFrame, width, height } = options;
  const { a, b, tx, ty } = toFrame;
  const shrink = scaleOf(toFrame);
  const block = 2 ** Math.max(0, Math.floor(Math.log2(shrink)));
  const planes = shrinkFrame(options.frame, block, regionOf(options));
  const quarters = shrink / block > 1.25 ? quartersOf(toFrame, planes.y.step) : undefined;
  const [y, u, v] = [new Int32Array(width), new Int32Array(width), new Int32Array(width)];
  const values = { y, u, v, lumaUnit: (quarters ? 4 : 1) * lineUnit };
  const [chroma, intoChroma] = [
    [planes.u, planes.v],
    [u, v],
  ] as const;
  for (let row = 0; row < height; row++) {
    const line = { x: a * 0.5 - b * (row + 0.5) + tx, y: b * 0.5 + a * (row + 0.5) + ty, dx: a, dy: b };
    y.fill(0);
    u.fill(0);
    v.fill(0);
    if (quarters) addFourLines(planes.y, line, quarters, y);
    else addLine(planes.y, line, y);
    addBothLines(chroma, line, intoChroma);
    take(row, values);
  }
};

/** Ways from a pixel's middle, in samples so many frame pixels apart, to the four points whose mean is its value. */
const quartersOf = ({ a, b }: { readonly a: number; readonly b: number }, step: number): FourOffsets => {
  const [along, across] = [a / step / 4, b / step / 4];
  return [
    { x: -along + across, y: -across - along },
    { x: along + across, y: across - along },
    { x: -along - across, y: -across + along },
    { x: along - across, y: across + along },
  ];
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
  scratch.reuse();
  const lumaPart = { block, region, scratch };
  // Chroma has half the samples already.
  const chromaPart = { ...lumaPart, block: Math.max(1, block / 2) };
  return {
    y: shrinkPlane(luma, lumaPart),
    u: shrinkPlane({ ...half, data: frame.u }, chromaPart),
    v: shrinkPlane({ ...half, data: frame.v }, chromaPart),
  };
};

/** Planes are done with when the cut-out is: nothing waits in between. */
const scratch = byteScratch();

const regionOf = <P extends Point>({ toFrame, width, height }: SampleFrame<P>): Box => {
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ] as unknown as P[];
  return boxAround(corners.map((corner) => applySimilarity(toFrame, corner)));
};

const rowToFloats = (values: RowValues, rgb: ToRgb, { into, offset, scale, shift }: SampleTarget): void => {
  const { y, u, v, lumaUnit } = values;
  const { black, luma, redV, greenU, greenV, blueU } = rgb;
  const perLuma = luma / lumaUnit;
  for (let i = 0, at = offset; i < y.length; i++, at += 3) {
    const grey = perLuma * (y[i] as number) - luma * black;
    const du = (u[i] as number) / lineUnit - 128;
    const dv = (v[i] as number) / lineUnit - 128;
    into[at] = toByteRange(grey + redV * dv) * scale + shift;
    into[at + 1] = toByteRange(grey - greenU * du - greenV * dv) * scale + shift;
    into[at + 2] = toByteRange(grey + blueU * du) * scale + shift;
  }
};

/** Apart from the one above: code for one kind of array runs twice as fast as code for two. */
const rowToBytes = (values: RowValues, rgb: ToRgb, into: Uint8Array): void => {
  const { y, u, v, lumaUnit } = values;
  const { black, luma, redV, greenU, greenV, blueU } = rgb;
  const perLuma = luma / lumaUnit;
  for (let i = 0, at = 0; i < y.length; i++, at += 3) {
    const grey = perLuma * (y[i] as number) - luma * black;
    const du = (u[i] as number) / lineUnit - 128;
    const dv = (v[i] as number) / lineUnit - 128;
    into[at] = toByteRange(grey + redV * dv) + 0.5;
    into[at + 1] = toByteRange(grey - greenU * du - greenV * dv) + 0.5;
    into[at + 2] = toByteRange(grey + blueU * du) + 0.5;
  }
};

const blackenBeyond = <P extends Point>(
  { frame, toFrame: { a, b, tx, ty }, width }: SampleFrame<P>,
  row: number,
  { into, offset, shift }: Omit<SampleTarget, 'into'> & { readonly into: Float32Array | Uint8Array },
): void => {
  for (let column = 0; column < width; column++) {
    const x = a * (column + 0.5) - b * (row + 0.5) + tx;
    const y = b * (column + 0.5) + a * (row + 0.5) + ty;
    if (x >= 0 && y >= 0 && x <= frame.width && y <= frame.height) continue;
    const at = offset + column * 3;
    into[at] = into[at + 1] = into[at + 2] = shift;
  }
};

const toByteRange = (value: number): number => Math.max(0, Math.min(value, 255));
