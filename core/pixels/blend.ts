/**
 * Lays a square patch over a frame of video, in place: each pixel of the frame that the patch covers looks up its colour
 * and its share in the patch. Pixels with no share keep their very numbers, and nothing outside the patch is read.
 */
import { boxAround } from '#core/geometry/box.ts';
import type { FramePoint, Point } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import type { FloatImage, VideoFrame } from './image.ts';
import { chromaSiteX, fromRgb } from './yuv.ts';

export interface BlendPatch<P extends Point> {
  readonly frame: VideoFrame;
  /** Square. */
  readonly patch: FloatImage;
  /** Share of the patch at each of its pixels, 0..1. */
  readonly mask: Float32Array;
  /** From pixels of the patch to pixels of the frame. */
  readonly toFrame: Similarity<P, FramePoint>;
}

export const blendPatch = <P extends Point>({ frame, patch, mask, toFrame }: BlendPatch<P>): void => {
  const size = patch.width;
  const [y, u, v] = toPlanes(patch, frame);
  const corners = [
    [0, 0],
    [size, 0],
    [0, size],
    [size, size],
  ] as unknown as P[];
  const cover = boxAround(corners.map((corner) => applySimilarity(toFrame, corner)));
  const lookUp = { size, mask, toPatch: invertSimilarity(toFrame), cover };
  const half = {
    width: (frame.width + 1) >> 1,
    height: (frame.height + 1) >> 1,
    spacing: 2,
    siteX: chromaSiteX(frame.colour),
    siteY: 1,
  };
  blendPlane({
    ...lookUp,
    values: y,
    into: { data: frame.y, width: frame.width, height: frame.height, spacing: 1, siteX: 0.5, siteY: 0.5 },
  });
  blendPlane({ ...lookUp, values: u, into: { ...half, data: frame.u } });
  blendPlane({ ...lookUp, values: v, into: { ...half, data: frame.v } });
};

interface PlaneBlend {
  readonly size: number;
  readonly values: Float32Array;
  readonly mask: Float32Array;
  readonly toPatch: { readonly a: number; readonly b: number; readonly tx: number; readonly ty: number };
  /** Frame pixels that the patch can reach. */
  readonly cover: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly into: {
    readonly data: Uint8Array;
    readonly width: number;
    readonly height: number;
    /** Frame pixels from one sample to the next. */
    readonly spacing: number;
    readonly siteX: number;
    readonly siteY: number;
  };
}

const blendPlane = ({ size, values, mask, toPatch, cover, into }: PlaneBlend): void => {
  const { a, b, tx, ty } = toPatch;
  const { data, width, spacing } = into;
  const firstRow = Math.max(0, Math.ceil((cover.top - into.siteY) / spacing));
  const lastRow = Math.min(into.height - 1, Math.floor((cover.top + cover.height - into.siteY) / spacing));
  const firstColumn = Math.max(0, Math.ceil((cover.left - into.siteX) / spacing));
  const lastColumn = Math.min(width - 1, Math.floor((cover.left + cover.width - into.siteX) / spacing));
  const last = size - 1;
  for (let row = firstRow; row <= lastRow; row++) {
    const y = into.siteY + row * spacing;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const x = into.siteX + column * spacing;
      const px = a * x - b * y + tx - 0.5;
      const py = b * x + a * y + ty - 0.5;
      // The mask is 0 on the patch's outermost pixels, so what lies beyond their middles has no share.
      if (px <= 0 || py <= 0 || px >= last || py >= last) continue;
      const x0 = px | 0;
      const y0 = py | 0;
      const fx = px - x0;
      const fy = py - y0;
      const at = y0 * size + x0;
      const share = between(mask, at, size, fx, fy);
      if (share <= 0) continue;
      const to = row * width + column;
      const old = data[to] as number;
      data[to] = old + share * (between(values, at, size, fx, fy) - old) + 0.5;
    }
  }
};

const between = (values: Float32Array, at: number, stride: number, fx: number, fy: number): number => {
  const a = values[at] as number;
  const c = values[at + stride] as number;
  const upper = a + fx * ((values[at + 1] as number) - a);
  const lower = c + fx * ((values[at + stride + 1] as number) - c);
  return upper + fy * (lower - upper);
};

/** The patch in the frame's own kind of YUV, each plane as large as the patch. */
const toPlanes = ({ data }: FloatImage, { colour }: VideoFrame): [Float32Array, Float32Array, Float32Array] => {
  const { black, y, u, v } = fromRgb(colour);
  const count = data.length / 3;
  const planes: [Float32Array, Float32Array, Float32Array] = [
    new Float32Array(count),
    new Float32Array(count),
    new Float32Array(count),
  ];
  for (let i = 0; i < count; i++) {
    const r = (data[i * 3] as number) * 255;
    const g = (data[i * 3 + 1] as number) * 255;
    const b = (data[i * 3 + 2] as number) * 255;
    planes[0][i] = black + y[0] * r + y[1] * g + y[2] * b;
    // Full-range chroma reaches 255.5, which would wrap to 0 as a byte.
    planes[1][i] = Math.min(255, 128 + u[0] * r + u[1] * g + u[2] * b);
    planes[2][i] = Math.min(255, 128 + v[0] * r + v[1] * g + v[2] * b);
  }
  return planes;
};
