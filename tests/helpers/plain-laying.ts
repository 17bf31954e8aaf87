/**
 * A face laid over a frame by the plainest reading of what `core/pixels` promises: every pixel of the frame and of the mask
 * asked for alone, nothing reused, nothing skipped, no whole numbers. Slow; a witness.
 */
import type { FramePoint, InputPoint, Point } from '#core/geometry/point.ts';
import { applySimilarity, invertSimilarity, type Similarity } from '#core/geometry/similarity.ts';
import type { FloatImage, YuvPlanes } from '#core/pixels/image.ts';
import { chromaSiteX, fromRgb } from '#core/pixels/yuv.ts';

/** A square of numbers, read between its pixels' middles; beyond the outermost that one's goes on. */
const readAt = (values: ArrayLike<number>, size: number, x: number, y: number): number => {
  const held = (at: number): number => Math.max(0, Math.min(at, size - 1));
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const value = (dx: number, dy: number): number => values[held(y0 + dy) * size + held(x0 + dx)] as number;
  const [fx, fy] = [x - x0, y - y0];
  return (1 - fy) * ((1 - fx) * value(0, 0) + fx * value(1, 0)) + fy * ((1 - fx) * value(0, 1) + fx * value(1, 1));
};

/** Catmull-Rom's cubic (Keys 1981, a = -1/2) as a function of the distance. */
const cubic = (distance: number): number => {
  const d = Math.abs(distance);
  if (d >= 2) return 0;
  return d < 1 ? 1.5 * d ** 3 - 2.5 * d ** 2 + 1 : -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2;
};

const plainlyEnlarged = (values: readonly number[], size: number, factor: number): number[] => {
  const held = (at: number): number => Math.max(0, Math.min(at, size - 1));
  return Array.from({ length: (size * factor) ** 2 }, (_, at) => {
    const x = ((at % (size * factor)) + 0.5) / factor - 0.5;
    const y = (Math.floor(at / (size * factor)) + 0.5) / factor - 0.5;
    let sum = 0;
    for (let dy = -1; dy <= 2; dy += 1) {
      for (let dx = -1; dx <= 2; dx += 1) {
        const [column, row] = [Math.floor(x) + dx, Math.floor(y) + dy];
        sum += cubic(x - column) * cubic(y - row) * (values[held(row) * size + held(column)] as number);
      }
    }
    return sum;
  });
};

interface PlainLaying {
  readonly frame: YuvPlanes;
  readonly patch: FloatImage;
  readonly enlargedBy: number;
  readonly mask: Float32Array;
  readonly strength: number;
  readonly toFrame: Similarity<InputPoint, FramePoint>;
}

/** How many pixels across and down a plane has to a sample. */
const stepsOf = { '4:2:0': [2, 2], '4:2:2': [2, 1], '4:4:4': [1, 1], rgb: [1, 1] } as const;

const channelOf = { y: [0, 1, 0], u: [0, 0, 1], v: [1, 0, 0] } as const;

/** The three planes, not rounded. */
export const plainlyLaid = ({ frame, patch, enlargedBy, mask, strength, toFrame }: PlainLaying) => {
  const size = patch.width * enlargedBy;
  const toPatch = invertSimilarity(toFrame);
  const { bits, chroma } = frame.layout ?? { bits: 8, chroma: '4:2:0' };
  const { black, ...ofYuv } = fromRgb(frame.colour);
  const weights = chroma === 'rgb' ? channelOf : ofYuv;
  const highest = 2 ** bits - 1;
  // BT.2100: limited levels of more bits are those of eight with zeros behind.
  const level = frame.colour.range === 'full' ? highest / 255 : 2 ** (bits - 8);
  const nothing = (of: 'y' | 'u' | 'v'): number => {
    if (chroma === 'rgb') return 0;
    return of === 'y' ? black * level : 2 ** (bits - 1);
  };
  const planeOf = (of: 'y' | 'u' | 'v', factor: number): number[] => {
    const values = Array.from({ length: patch.width ** 2 }, (_, pixel) =>
      weights[of].reduce(
        (sum, weight, channel) => sum + weight * 255 * level * (patch.data[3 * pixel + channel] as number),
        nothing(of),
      ),
    );
    return plainlyEnlarged(values, patch.width, factor);
  };
  const lay = (of: 'y' | 'u' | 'v'): number[] => {
    const [across, down] = of === 'y' ? [1, 1] : stepsOf[chroma];
    const width = Math.ceil(frame.width / across);
    const siteX = across === 1 ? 0.5 : chromaSiteX(frame.colour);
    const factor = Math.max(1, Math.round(enlargedBy / Math.min(across, down)));
    const values = planeOf(of, factor);
    const ratio = factor / enlargedBy;
    return Array.from(frame[of] as ArrayLike<number>, (old, at) => {
      const place = [siteX + across * (at % width), down / 2 + down * Math.floor(at / width)];
      const [x, y] = applySimilarity(toPatch, place as unknown as FramePoint);
      if (x < 0.5 || y < 0.5 || x > size - 0.5 || y > size - 0.5) return old;
      const share = strength * readAt(mask, size, x - 0.5, y - 0.5);
      const drawn = readAt(values, patch.width * factor, x * ratio - 0.5, y * ratio - 0.5);
      return Math.max(0, Math.min(old + share * (drawn - old), highest));
    });
  };
  return { y: lay('y'), u: lay('u'), v: lay('v') };
};

const smooth = (t: number): number => {
  const held = Math.max(0, Math.min(t, 1));
  return held * held * (3 - 2 * held);
};

interface PlainBorder {
  readonly size: number;
  /** px. */
  readonly faceWidth: number;
  readonly erosion: number;
  readonly feather: number;
}

/** How much of a pixel shows whose middle lies so far inside the shape, and inside the square's outermost middles. */
const shownAt = (inside: number, at: number, { size, faceWidth, erosion, feather }: PlainBorder): number => {
  const soft = Math.max(feather * faceWidth, 1);
  const [x, y] = [at % size, Math.floor(at / size)];
  return smooth(Math.min(inside + soft / 2 - erosion * faceWidth, x, y, size - 1 - x, size - 1 - y) / soft);
};

/** Inside a convex outline, whose points go round clockwise as seen. */
export const plainHullMask = (outline: readonly Point[], border: PlainBorder): number[] =>
  Array.from({ length: border.size ** 2 }, (_, at) => {
    const [x, y] = [(at % border.size) + 0.5, Math.floor(at / border.size) + 0.5];
    const distances = outline.map(([x0, y0], i) => {
      const [x1, y1] = outline[(i + 1) % outline.length] as Point;
      return ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / Math.hypot(x1 - x0, y1 - y0);
    });
    return shownAt(Math.min(...distances), at, border);
  });

/** Where a field of distances, `fieldSize` a side and in its own pixels, says. */
export const plainFieldMask = (field: Float32Array, fieldSize: number, border: PlainBorder): number[] =>
  Array.from({ length: border.size ** 2 }, (_, at) => {
    const scale = border.size / fieldSize;
    const [x, y] = [((at % border.size) + 0.5) / scale - 0.5, (Math.floor(at / border.size) + 0.5) / scale - 0.5];
    return shownAt(scale * readAt(field, fieldSize, x, y), at, border);
  });
