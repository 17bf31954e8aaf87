/**
 * Lays a square patch over a frame of video, in place: each pixel of the frame that the patch covers looks up its colour
 * and its share in the patch. Pixels with no share keep their very numbers, and nothing outside the patch is read. The
 * patch is turned into the frame's kind of colour before it is enlarged: colour then has but a quarter of the samples.
 */
import type { FramePoint, Point } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import { enlarge } from './enlarge.ts';
import type { FloatImage, VideoFrame } from './image.ts';
import { grainAt } from './noise-level.ts';
import { chromaSiteX, fromRgb } from './yuv.ts';

export interface BlendPatch<P extends Point> {
  readonly frame: VideoFrame;
  /** Square. */
  readonly patch: FloatImage;
  /** By which whole number the patch is enlarged first. Default 1. */
  readonly enlargedBy?: number;
  /** Share of the enlarged patch at each of its pixels, 0..1. */
  readonly mask: Float32Array;
  /** What the mask is multiplied by, 0..1. Default 1. */
  readonly strength?: number;
  /** Deviation of the noise that the patch is given, in levels of the frame: a drawn face has none. Default 0. */
  readonly grain?: number;
  /** From pixels of the enlarged patch to pixels of the frame. */
  readonly toFrame: Similarity<P, FramePoint>;
}

export const blendPatch = <P extends Point>(options: BlendPatch<P>): void => {
  const { frame, patch, enlargedBy = 1, mask, strength = 1, grain = 0 } = options;
  const size = patch.width * enlargedBy;
  const lookUp = { mask, size, strength, toPatch: invertSimilarity(options.toFrame), shown: shownBox(mask, size) };
  const [y, u, v] = toPlanes(patch, frame);
  const enlarged = (plane: Float32Array, factor: number) => enlarge(plane, { size: patch.width, factor });
  blendPlane({
    ...lookUp,
    grain: { deviation: grain, frame: frame.index },
    values: enlarged(y, enlargedBy),
    into: { data: frame.y, width: frame.width, height: frame.height, spacing: 1, siteX: 0.5, siteY: 0.5 },
  });
  const half = {
    width: (frame.width + 1) >> 1,
    height: (frame.height + 1) >> 1,
    spacing: 2,
    siteX: chromaSiteX(frame.colour),
    siteY: 1,
  };
  const chromaBy = Math.max(1, Math.round(enlargedBy / 2));
  blendPlane({ ...lookUp, values: enlarged(u, chromaBy), into: { ...half, data: frame.u } });
  blendPlane({ ...lookUp, values: enlarged(v, chromaBy), into: { ...half, data: frame.v } });
};

interface PlaneBlend {
  /** A square over the whole patch, of as many samples as there are. */
  readonly values: Float32Array;
  readonly mask: Float32Array;
  /** Side of the mask. */
  readonly size: number;
  readonly strength: number;
  readonly toPatch: { readonly a: number; readonly b: number; readonly tx: number; readonly ty: number };
  readonly shown: ShownBox;
  readonly grain?: { readonly deviation: number; readonly frame: number };
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

const blendPlane = ({ values, mask, size, strength, toPatch, shown, grain, into }: PlaneBlend): void => {
  const { a, b, tx, ty } = toPatch;
  const { data, width, height, spacing, siteX, siteY } = into;
  const valuesSize = Math.sqrt(values.length);
  const ratio = valuesSize / size;
  const lastValue = valuesSize - 1.000001;
  const deviation = grain?.deviation ?? 0;
  for (let row = 0; row < height; row++) {
    const y = siteY + row * spacing;
    const [x0, y0] = [-b * y + tx - 0.5, a * y + ty - 0.5];
    const span = overlap(within(a, x0, shown.left, shown.right), within(b, y0, shown.top, shown.bottom));
    const first = Math.max(0, Math.ceil((span.from - siteX) / spacing));
    const last = Math.min(width - 1, Math.floor((span.to - siteX) / spacing));
    for (let column = first; column <= last; column++) {
      const x = siteX + column * spacing;
      const px = a * x + x0;
      const py = b * x + y0;
      const share = strength * between(mask, size, px, py);
      if (share <= 0) continue;
      // The values may have fewer samples than the mask; beyond the middle of the outermost that one's goes on.
      const vx = ratio === 1 ? px : Math.min(Math.max((px + 0.5) * ratio - 0.5, 0), lastValue);
      const vy = ratio === 1 ? py : Math.min(Math.max((py + 0.5) * ratio - 0.5, 0), lastValue);
      const to = row * width + column;
      const old = data[to] as number;
      const noise = deviation > 0 ? deviation * grainShare(share) * grainAt(to, grain?.frame ?? 0) : 0;
      // Full-range chroma reaches 255.5 and the cubic overshoots: either would wrap around as a byte.
      data[to] = Math.min(Math.max(old + share * (between(values, valuesSize, vx, vy) - old) + noise + 0.5, 0), 255);
    }
  }
};

/** What is missing of the frame's own noise where a noiseless patch shows by this share: variances add up. */
const grainShare = (share: number): number => Math.sqrt(share * (2 - share));

const between = (values: Float32Array, size: number, x: number, y: number): number => {
  const x0 = x | 0;
  const y0 = y | 0;
  const fx = x - x0;
  const fy = y - y0;
  const at = y0 * size + x0;
  const a = values[at] as number;
  const c = values[at + size] as number;
  const upper = a + fx * ((values[at + 1] as number) - a);
  const lower = c + fx * ((values[at + size + 1] as number) - c);
  return upper + fy * (lower - upper);
};

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The x at which slope x + offset lies between two values. */
const within = (slope: number, offset: number, low: number, high: number): Span => {
  if (Math.abs(slope) < 1e-9) {
    const isInside = offset >= low && offset <= high;
    return isInside ? { from: -Infinity, to: Infinity } : { from: Infinity, to: -Infinity };
  }
  const [one, other] = [(low - offset) / slope, (high - offset) / slope];
  return { from: Math.min(one, other), to: Math.max(one, other) };
};

const overlap = (one: Span, other: Span): Span => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
});

/** Where the mask shows anything, in numbers of its pixels; its four neighbours are there for each place inside. */
interface ShownBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const shownBox = (mask: Float32Array, size: number): ShownBox => {
  let [left, right, top, bottom] = [size, -1, size, -1];
  for (let at = 0; at < mask.length; at++) {
    if ((mask[at] as number) <= 0) continue;
    const column = at % size;
    const row = (at - column) / size;
    if (column < left) left = column;
    if (column > right) right = column;
    if (row < top) top = row;
    bottom = row;
  }
  const last = size - 1.000001;
  return {
    left: Math.max(0, left - 1),
    right: Math.min(last, right + 1),
    top: Math.max(0, top - 1),
    bottom: Math.min(last, bottom + 1),
  };
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
    planes[1][i] = 128 + u[0] * r + u[1] * g + u[2] * b;
    planes[2][i] = 128 + v[0] * r + v[1] * g + v[2] * b;
  }
  return planes;
};
