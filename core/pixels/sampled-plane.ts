/** One plane of a frame made ready for sampling along lines: shrunk by whole blocks first where the picture will shrink. */
import type { Box } from '#core/geometry/box.ts';
import type { Scratch } from './scratch.ts';

/** `data` covers a part of the shrunken plane; a point of the frame lies at index (x - siteX) / step - left. */
export interface SampledPlane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Frame pixels from one sample to the next. */
  readonly step: number;
  readonly siteX: number;
  readonly siteY: number;
}

export interface PlaneSource {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Frame pixels from one sample to the next: 1 for luma, 2 for chroma. */
  readonly spacing: 1 | 2;
  /** Where the first sample lies, frame pixels. */
  readonly siteX: number;
  readonly siteY: number;
}

/** Points of the frame in a line: the first, and the way from one to the next. */
export interface SampleLine {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * Averages blocks of `block` x `block` samples (a power of two) over the part of the plane that `region` (frame pixels) needs.
 * What comes of it lies in `scratch`, and holds until that is used again.
 */
export const shrinkPlane = (
  source: PlaneSource,
  { block, region, scratch }: { readonly block: number; readonly region: Box; readonly scratch: Scratch<Uint8Array> },
): SampledPlane => {
  const step = source.spacing * block;
  // The middle of a block lies half a block of samples on from its first sample.
  const offset = ((block - 1) * source.spacing) / 2;
  const columns = Math.ceil(source.width / block);
  const rows = Math.ceil(source.height / block);
  // An even number of samples of the frame lies to the left, so that they can be read four at a time.
  const left = block === 1 ? 0 : clamp(Math.floor(region.left / step) - 1, 0, columns - 1) & -2;
  const top = block === 1 ? 0 : clamp(Math.floor(region.top / step) - 1, 0, rows - 1);
  const right = clamp(Math.ceil((region.left + region.width) / step) + 2, left + 1, columns);
  const bottom = clamp(Math.ceil((region.top + region.height) / step) + 2, top + 1, rows);
  let part: PlanePart = { data: source.data, width: source.width, height: source.height };
  for (let size = block; size > 1; size /= 2) {
    const cover = size / 2;
    const first = size === block;
    part = halve(part, {
      left: first ? left * cover : 0,
      top: first ? top * cover : 0,
      width: (right - left) * cover,
      height: (bottom - top) * cover,
      scratch,
    });
  }
  return { ...part, left, top, step, siteX: source.siteX + offset, siteY: source.siteY + offset };
};

/** What addLine adds for one grey level. */
export const lineUnit = 1 << 16;

/** A way in samples of the plane. */
export interface Offset {
  readonly x: number;
  readonly y: number;
}

/** The middles of a pixel's four quarters. */
export type FourOffsets = readonly [Offset, Offset, Offset, Offset];

/**
 * Adds the value at each point of the line to `into`, in 65536ths: between the four samples around it, beyond the edge the
 * edge's own. A line that does not leave the plane is read in whole numbers and without asking at each point, which is
 * three times as fast.
 */
export const addLine = (plane: SampledPlane, line: SampleLine, into: Int32Array): void => {
  const placed = inPlane(plane, line);
  if (isInside(plane, placed, into.length)) addInside(plane, placed, into);
  else addClamped(plane, placed, into);
};

/**
 * The values at four points around each point of the line. There are hundreds of lines in a picture, so nothing is made
 * anew for one: taking a list apart by its places makes an iterator.
 */
export const addFourLines = (plane: SampledPlane, line: SampleLine, offsets: FourOffsets, into: Int32Array): void => {
  const placed = inPlane(plane, line);
  let inside = true;
  for (let i = 0; i < 4; i++) inside &&= isInside(plane, placed, into.length, offsets[i]);
  if (inside) addFourInside(plane, placed, offsets, into);
  else for (const { x, y } of offsets) addClamped(plane, { ...placed, x: placed.x + x, y: placed.y + y }, into);
};

/** The same line of two planes that lie alike. */
export const addBothLines = (
  planes: readonly [SampledPlane, SampledPlane],
  line: SampleLine,
  into: readonly [Int32Array, Int32Array],
): void => {
  const placed = inPlane(planes[0], line);
  if (isInside(planes[0], placed, into[0].length)) addBothInside(planes, placed, into);
  else {
    addClamped(planes[0], placed, into[0]);
    addClamped(planes[1], placed, into[1]);
  }
};

/** Counted in samples from the plane's first. */
const inPlane = ({ step, siteX, siteY, left, top }: SampledPlane, line: SampleLine): SampleLine => ({
  x: (line.x - siteX) / step - left,
  y: (line.y - siteY) / step - top,
  dx: line.dx / step,
  dy: line.dy / step,
});

const isInside = (
  { width, height }: SampledPlane,
  { x, y, dx, dy }: SampleLine,
  count: number,
  from: Offset = here,
): boolean => isWithin(x + from.x, (count - 1) * dx, width) && isWithin(y + from.y, (count - 1) * dy, height);

const here: Offset = { x: 0, y: 0 };

/** From its begin to its end. */
const isWithin = (from: number, way: number, size: number): boolean =>
  Math.min(from, from + way) >= 0.01 && Math.max(from, from + way) < Math.min(size, 1 << 15) - 1.01;

const addInside = ({ data, width }: SampledPlane, line: SampleLine, into: Int32Array): void => {
  const dx = units(line.dx);
  const dy = units(line.dy);
  let x = units(line.x);
  let y = units(line.y);
  for (let i = 0; i < into.length; i++) {
    into[i] = (into[i] as number) + valueAt(data, width, x, y);
    x += dx;
    y += dy;
  }
};

/** All four at once: the sum is written once, and the way is counted once. */
const addFourInside = (
  { data, width }: SampledPlane,
  line: SampleLine,
  offsets: FourOffsets,
  into: Int32Array,
): void => {
  const dx = units(line.dx);
  const dy = units(line.dy);
  const x1 = units(line.x + offsets[0].x);
  const y1 = units(line.y + offsets[0].y);
  const x2 = units(line.x + offsets[1].x);
  const y2 = units(line.y + offsets[1].y);
  const x3 = units(line.x + offsets[2].x);
  const y3 = units(line.y + offsets[2].y);
  const x4 = units(line.x + offsets[3].x);
  const y4 = units(line.y + offsets[3].y);
  let x = 0;
  let y = 0;
  for (let i = 0; i < into.length; i++) {
    into[i] =
      (into[i] as number) +
      valueAt(data, width, x1 + x, y1 + y) +
      valueAt(data, width, x2 + x, y2 + y) +
      valueAt(data, width, x3 + x, y3 + y) +
      valueAt(data, width, x4 + x, y4 + y);
    x += dx;
    y += dy;
  }
};

const units = (value: number): number => Math.round(value * lineUnit);

const addBothInside = (
  planes: readonly [SampledPlane, SampledPlane],
  line: SampleLine,
  both: readonly [Int32Array, Int32Array],
): void => {
  const { data, width } = planes[0];
  const otherData = planes[1].data;
  const into = both[0];
  const intoOther = both[1];
  const dx = units(line.dx);
  const dy = units(line.dy);
  let x = units(line.x);
  let y = units(line.y);
  for (let i = 0; i < into.length; i++) {
    into[i] = (into[i] as number) + valueAt(data, width, x, y);
    intoOther[i] = (intoOther[i] as number) + valueAt(otherData, width, x, y);
    x += dx;
    y += dy;
  }
};

/** Places are counted in 65536ths of a sample, shares of two neighbours in 256ths: at most half a grey level off. */
const valueAt = (data: Uint8Array, width: number, x: number, y: number): number => {
  const at = (y >> 16) * width + (x >> 16);
  const fx = (x >> 8) & 255;
  const a = data[at] as number;
  const c = data[at + width] as number;
  const upper = (a << 8) + fx * ((data[at + 1] as number) - a);
  const lower = (c << 8) + fx * ((data[at + width + 1] as number) - c);
  return (upper << 8) + ((y >> 8) & 255) * (lower - upper);
};

const addClamped = ({ data, width, height }: SampledPlane, line: SampleLine, into: Int32Array): void => {
  for (let i = 0; i < into.length; i++) {
    const px = Math.max(0, Math.min(line.x + i * line.dx, width - 1));
    const py = Math.max(0, Math.min(line.y + i * line.dy, height - 1));
    const x0 = px | 0;
    const y0 = py | 0;
    const right = x0 < width - 1 ? 1 : 0;
    const down = y0 < height - 1 ? width : 0;
    const fx = px - x0;
    const at = y0 * width + x0;
    const a = data[at] as number;
    const c = data[at + down] as number;
    const upper = a + fx * ((data[at + right] as number) - a);
    const lower = c + fx * ((data[at + down + right] as number) - c);
    into[i] = (into[i] as number) + (upper + (py - y0) * (lower - upper)) * lineUnit;
  }
};

interface PlanePart {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Means of 2 x 2 samples, of fewer at an odd edge; `part` in numbers of such means. */
const halve = (
  { data, width, height }: PlanePart,
  part: Box & { readonly scratch: Scratch<Uint8Array> },
): PlanePart => {
  const columns = Math.min(part.width, Math.ceil(width / 2) - part.left);
  const rows = Math.min(part.height, Math.ceil(height / 2) - part.top);
  const whole = Math.min(columns, (width >> 1) - part.left);
  const out = part.scratch.take(columns * rows);
  const words = asWords(data, width);
  for (let row = 0; row < rows; row++) {
    const y = (part.top + row) * 2;
    const at = y * width + part.left * 2;
    const pair = { data, out, at, down: y + 1 < height ? width : 0, to: row * columns };
    const done = words ? halveWords(words, pair, whole) : 0;
    halveBytes(pair, done, whole);
    if (whole < columns) {
      const last = at + 2 * whole;
      out[pair.to + whole] = ((data[last] as number) + (data[last + pair.down] as number) + 1) >> 1;
    }
  }
  return { data: out, width: columns, height: rows };
};

/** Two rows that become one. */
interface RowPair {
  readonly data: Uint8Array;
  readonly out: Uint8Array;
  /** The first sample of the upper row, and how much further the one below it lies. */
  readonly at: number;
  readonly down: number;
  /** Where the means go. */
  readonly to: number;
}

/** Half is rounded up in every second column: always up would brighten the picture each time it is halved. */
const halveBytes = ({ data, out, at, down, to }: RowPair, from: number, end: number): void => {
  for (let column = from, i = at + 2 * from; column < end; column++, i += 2) {
    const upper = (data[i] as number) + (data[i + 1] as number);
    const lower = (data[i + down] as number) + (data[i + down + 1] as number);
    out[to + column] = (upper + lower + 1 + (column & 1)) >> 2;
  }
};

/** Four samples of each row at once, as the two halves of one number. Gives how many means it made: an even number. */
const halveWords = (words: Int32Array, { out, at, down, to }: RowPair, end: number): number => {
  if ((at & 3) !== 0) return 0;
  const pairs = end & ~1;
  const below = down >> 2;
  for (let column = 0, i = at >> 2; column < pairs; column += 2, i++) {
    const upper = words[i] as number;
    const lower = words[i + below] as number;
    const even = (upper & evenBytes) + ((upper >>> 8) & evenBytes);
    const sums = even + (lower & evenBytes) + ((lower >>> 8) & evenBytes) + roundings;
    out[to + column] = (sums >>> 2) & 255;
    out[to + column + 1] = (sums >>> 18) & 255;
  }
  return pairs;
};

const evenBytes = 0x00ff00ff;
/** 1 for the first of two means, 2 for the second. */
const roundings = 0x00020001;

/** The same memory four bytes a number, the first the lowest; undefined where rows do not begin at whole numbers, or a number's first byte is its highest. */
const asWords = (data: Uint8Array, width: number): Int32Array | undefined =>
  isLittleEndian && width % 4 === 0 && data.byteOffset % 4 === 0
    ? new Int32Array(data.buffer, data.byteOffset, data.length >> 2)
    : undefined;

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
