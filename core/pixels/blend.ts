/**
 * Lays a square patch over a frame of video, in place: each pixel of the frame that the patch covers looks up its colour
 * and its share in the patch. Pixels with no share keep their very numbers, and nothing outside the patch is read. The
 * patch is turned into the frame's kind of colour before it is enlarged: colour then mostly has fewer samples.
 */
import { boxAround } from '#core/geometry/box.ts';
import type { FramePoint, Point } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import { type EnlargedPart, enlargePart } from './enlarge.ts';
import type { FloatImage, Samples, VideoFrame, YuvPlanes } from './image.ts';
import { grainOfRow, grainTable } from './noise-level.ts';
import { chromaSize, chromaSteps, plainLayout } from './sample-layout.ts';
import { floatScratch } from './scratch.ts';
import { chromaSiteX, depthOf, planesFromRgb } from './yuv.ts';

/** Planes of any layout, and which frame of the clip they are. */
type Onto = YuvPlanes & Pick<VideoFrame, 'index'>;

export interface BlendPatch<P extends Point> {
  readonly frame: Onto;
  /** Square; in the kind of RGB that the frame's planes stand for. */
  readonly patch: FloatImage;
  /** By which whole number the patch is enlarged first. Default 1. */
  readonly enlargedBy?: number;
  /** Share of the enlarged patch at each of its pixels, 0..1. */
  readonly mask: Float32Array;
  /** What the mask is multiplied by, 0..1. Default 1. */
  readonly strength?: number;
  /** Deviation of the noise that the patch is given, in levels of the frame's samples: a drawn face has none. Default 0. */
  readonly grain?: number;
  /** From pixels of the enlarged patch to pixels of the frame. */
  readonly toFrame: Similarity<P, FramePoint>;
}

export const blendPatch = <P extends Point>(options: BlendPatch<P>): void => {
  const { frame, patch, enlargedBy = 1, mask, strength = 1, grain = 0, toFrame } = options;
  const size = patch.width * enlargedBy;
  const shown = shownBox(mask, size);
  if (shown.right < shown.left) return;
  scratch.reuse();
  const [y, u, v] = toPlanes(patch, frame);
  const { chroma } = frame.layout ?? plainLayout;
  const { across, down } = chromaSteps(frame.layout ?? plainLayout);
  const chromaBy = Math.max(1, Math.round(enlargedBy / Math.min(across, down)));
  const enlarged = (plane: Float32Array, factor: number): Float32Array =>
    enlargePart(plane, { size: patch.width, factor, part: partOf(shown, { enlargedBy, factor, size }), scratch });
  const over = { mask, size, strength, shown, toPatch: invertSimilarity(toFrame), toFrame, frame };
  const byPixel = { ...over, grain };
  blendByPixel({ ...byPixel, data: frame.y, values: enlarged(y, enlargedBy) });
  if (chroma === 'rgb') {
    // Noise of the light, alike in all three: of its own in each it would be coloured.
    blendByPixel({ ...byPixel, data: frame.u, values: enlarged(u, enlargedBy) });
    blendByPixel({ ...byPixel, data: frame.v, values: enlarged(v, enlargedBy) });
  } else
    blendChroma({ ...over, valuesSize: patch.width * chromaBy, u: enlarged(u, chromaBy), v: enlarged(v, chromaBy) });
};

/** Planes are done with when the patch is laid: nothing waits in between. */
const scratch = floatScratch();

/** What of a plane, enlarged by a factor of its own, is read for what the mask shows. */
const partOf = (
  shown: ShownBox,
  { enlargedBy, factor, size }: { readonly enlargedBy: number; readonly factor: number; readonly size: number },
): EnlargedPart => {
  const ratio = factor / enlargedBy;
  const first = (place: number): number => Math.max(0, Math.floor((place + 0.5) * ratio - 0.5));
  const last = (place: number): number => Math.min(size * ratio - 1, Math.floor((place + 0.5) * ratio - 0.5) + 1);
  return { left: first(shown.left), right: last(shown.right), top: first(shown.top), bottom: last(shown.bottom) };
};

interface Laying {
  readonly frame: Onto;
  readonly mask: Float32Array;
  /** Side of the mask. */
  readonly size: number;
  readonly strength: number;
  readonly shown: ShownBox;
  readonly toPatch: Similarity<FramePoint, Point>;
  readonly toFrame: Similarity<never, FramePoint>;
}

interface Plane {
  readonly width: number;
  readonly height: number;
  /** Frame pixels from one sample to the next. */
  readonly across: number;
  readonly down: number;
  readonly siteX: number;
  readonly siteY: number;
}

/** The samples of a row that the mask may show. Whole numbers only: others in an object are made anew each time. */
interface Run {
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

/** Of a plane that has a sample for each pixel. */
interface PixelLaying extends Laying {
  readonly data: Samples;
  readonly values: Float32Array;
  readonly grain: number;
}

const blendByPixel = (laying: PixelLaying): void => {
  const { width, height } = laying.frame;
  const plane = { width, height, across: 1, down: 1, siteX: 0.5, siteY: 0.5 };
  for (const run of runsOf(laying, plane)) blendPixelRun(laying, plane, run);
};

const blendPixelRun = (laying: PixelLaying, plane: Plane, { row, first, last }: Run): void => {
  const { data, values, mask, size, strength, toPatch, frame, grain } = laying;
  const { a: dx, b: dy } = toPatch;
  const { highest } = depthOf(frame);
  const noise = grainOfRow(row, frame.index);
  const end = row * plane.width + last;
  let px = placeX(toPatch, plane, row, first);
  let py = placeY(toPatch, plane, row, first);
  for (let to = row * plane.width + first; to <= end; to++, px += dx, py += dy) {
    const x0 = px | 0;
    const y0 = py | 0;
    const at = y0 * size + x0;
    const share = strength * between(mask, at, size, px - x0, py - y0);
    if (share <= 0) continue;
    const old = data[to] as number;
    const drawn = share * (between(values, at, size, px - x0, py - y0) - old);
    const added = grain * grainShare(share) * (grainTable[(noise + to) & lastGrain] as number);
    data[to] = toSample(old + drawn + added, highest);
  }
};

const lastGrain = grainTable.length - 1;

interface ChromaLaying extends Laying {
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** Side of either. */
  readonly valuesSize: number;
}

const blendChroma = (laying: ChromaLaying): void => {
  const { frame } = laying;
  const { layout = plainLayout, colour } = frame;
  const steps = chromaSteps(layout);
  const siteX = steps.across === 1 ? 0.5 : chromaSiteX(colour);
  const plane = { ...chromaSize(frame, layout), ...steps, siteX, siteY: steps.down / 2 };
  for (const run of runsOf(laying, plane)) blendChromaRun(laying, plane, run);
};

/** Both planes at once: they look at the same places. */
const blendChromaRun = (laying: ChromaLaying, plane: Plane, { row, first, last: lastColumn }: Run): void => {
  const { mask, size, strength, toPatch, u, v, valuesSize } = laying;
  const { u: frameU, v: frameV } = laying.frame;
  const { highest } = depthOf(laying.frame);
  const [dx, dy] = [plane.across * toPatch.a, plane.across * toPatch.b];
  const ratio = valuesSize / size;
  const last = valuesSize - 1.000001;
  const end = row * plane.width + lastColumn;
  let px = placeX(toPatch, plane, row, first);
  let py = placeY(toPatch, plane, row, first);
  for (let to = row * plane.width + first; to <= end; to++, px += dx, py += dy) {
    const mx = px | 0;
    const my = py | 0;
    const share = strength * between(mask, my * size + mx, size, px - mx, py - my);
    if (share <= 0) continue;
    // The values may have fewer samples than the mask; beyond the middle of the outermost that one's goes on.
    const vx = Math.min(Math.max((px + 0.5) * ratio - 0.5, 0), last);
    const vy = Math.min(Math.max((py + 0.5) * ratio - 0.5, 0), last);
    const x0 = vx | 0;
    const y0 = vy | 0;
    const at = y0 * valuesSize + x0;
    const oldU = frameU[to] as number;
    const oldV = frameV[to] as number;
    frameU[to] = toSample(oldU + share * (between(u, at, valuesSize, vx - x0, vy - y0) - oldU), highest);
    frameV[to] = toSample(oldV + share * (between(v, at, valuesSize, vx - x0, vy - y0) - oldV), highest);
  }
};

/** Full-range chroma reaches 255.5 and the cubic overshoots: either would wrap around as a byte. */
const toSample = (value: number, highest: number): number => Math.min(Math.max(value + 0.5, 0), highest);

/** What is missing of the frame's own noise where a noiseless patch shows by this share: variances add up. */
const grainShare = (share: number): number => Math.sqrt(share * (2 - share));

/** Between the four values around a place: `at` and its neighbours to the right and below. */
const between = (values: Float32Array, at: number, size: number, fx: number, fy: number): number => {
  const a = values[at] as number;
  const c = values[at + size] as number;
  const upper = a + fx * ((values[at + 1] as number) - a);
  const lower = c + fx * ((values[at + size + 1] as number) - c);
  return upper + fy * (lower - upper);
};

/** Where a sample looks, in numbers of the mask's pixels. */
const placeX = (
  { a, b, tx }: Laying['toPatch'],
  { across, down, siteX, siteY }: Plane,
  row: number,
  column: number,
): number => a * (siteX + column * across) - b * (siteY + row * down) + tx - 0.5;

const placeY = (
  { a, b, ty }: Laying['toPatch'],
  { across, down, siteX, siteY }: Plane,
  row: number,
  column: number,
): number => b * (siteX + column * across) + a * (siteY + row * down) + ty - 0.5;

const runsOf = ({ shown, toPatch, toFrame }: Laying, plane: Plane): Run[] => {
  const { a, b, tx, ty } = toPatch;
  const { width, height, across, down, siteX, siteY } = plane;
  const covered = boxAround(cornersOf(shown).map((corner) => applySimilarity(toFrame, corner)));
  const top = Math.max(0, Math.ceil((covered.top - siteY) / down));
  const bottom = Math.min(height - 1, Math.floor((covered.top + covered.height - siteY) / down));
  const runs: Run[] = [];
  for (let row = top; row <= bottom; row++) {
    const y = siteY + row * down;
    const [x0, y0] = [-b * y + tx - 0.5, a * y + ty - 0.5];
    const span = overlap(within(a, x0, shown.left, shown.right), within(b, y0, shown.top, shown.bottom));
    const first = Math.max(0, Math.ceil((span.from - siteX) / across));
    const last = Math.min(width - 1, Math.floor((span.to - siteX) / across));
    if (last < first) continue;
    runs.push({ row, first, last });
  }
  return runs;
};

/** Points of the patch: a pixel's number is half a pixel less than its middle. */
const cornersOf = ({ left, right, top, bottom }: ShownBox): never[] =>
  [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([x = 0, y = 0]) => [x + 0.5, y + 0.5]) as never[];

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
  for (let row = 0; row < size; row++) {
    const start = row * size;
    let first = 0;
    while (first < size && (mask[start + first] as number) <= 0) first++;
    if (first === size) continue;
    let last = size - 1;
    while ((mask[start + last] as number) <= 0) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, row);
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
const toPlanes = ({ data }: FloatImage, frame: Onto): [Float32Array, Float32Array, Float32Array] => {
  const { black, y, u, v } = planesFromRgb(frame);
  const { unit, middle } = depthOf(frame);
  const [white, dark] = [255 * unit, black * unit];
  const count = data.length / 3;
  const planes: [Float32Array, Float32Array, Float32Array] = [
    scratch.take(count),
    scratch.take(count),
    scratch.take(count),
  ];
  for (let i = 0; i < count; i++) {
    const r = (data[i * 3] as number) * white;
    const g = (data[i * 3 + 1] as number) * white;
    const b = (data[i * 3 + 2] as number) * white;
    planes[0][i] = dark + y[0] * r + y[1] * g + y[2] * b;
    planes[1][i] = middle + u[0] * r + u[1] * g + u[2] * b;
    planes[2][i] = middle + v[0] * r + v[1] * g + v[2] * b;
  }
  return planes;
};
