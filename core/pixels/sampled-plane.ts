/** One plane of a frame made ready for sampling along lines: shrunk by whole blocks first where the picture will shrink. */
import type { Box } from '#core/geometry/box.ts';

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
  { block, region, scratch }: { readonly block: number; readonly region: Box; readonly scratch: Scratch },
): SampledPlane => {
  const step = source.spacing * block;
  // The middle of a block lies half a block of samples on from its first sample.
  const offset = ((block - 1) * source.spacing) / 2;
  const columns = Math.ceil(source.width / block);
  const rows = Math.ceil(source.height / block);
  const left = block === 1 ? 0 : clamp(Math.floor(region.left / step) - 1, 0, columns - 1);
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

/** Memory used over and over: half a megabyte of garbage a face would keep the collector busy. */
export class Scratch {
  readonly #arrays: Uint8Array[] = [];
  #taken = 0;

  /** Holds whatever was there before; nobody else's until `reuse`. */
  take(length: number): Uint8Array {
    const at = this.#taken++;
    const array = this.#arrays[at];
    const long = array && array.length >= length ? array : new Uint8Array(length);
    this.#arrays[at] = long;
    return long.subarray(0, length);
  }

  /** All that was taken may be taken again. */
  reuse(): void {
    this.#taken = 0;
  }
}

/** What addLine adds for one grey level. */
export const lineUnit = 1 << 16;

/**
 * Adds the value at each point of the line to `into`, in 65536ths: between the four samples around it, beyond the edge the
 * edge's own. A line that does not leave the plane is read in whole numbers and without asking at each point, which is
 * three times as fast.
 */
export const addLine = (plane: SampledPlane, line: SampleLine, into: Int32Array): void => {
  const { step, width, height } = plane;
  const x = (line.x - plane.siteX) / step - plane.left;
  const y = (line.y - plane.siteY) / step - plane.top;
  const dx = line.dx / step;
  const dy = line.dy / step;
  const last = into.length - 1;
  const within = (from: number, by: number, size: number): boolean =>
    Math.min(from, from + last * by) >= 0.01 && Math.max(from, from + last * by) < Math.min(size, 1 << 15) - 1.01;
  if (within(x, dx, width) && within(y, dy, height)) addInside(plane, { x, y, dx, dy }, into);
  else addClamped(plane, { x, y, dx, dy }, into);
};

/** Places are counted in 65536ths of a sample, shares of two neighbours in 256ths: at most half a grey level off. */
const addInside = ({ data, width }: SampledPlane, line: SampleLine, into: Int32Array): void => {
  const dx = Math.round(line.dx * lineUnit);
  const dy = Math.round(line.dy * lineUnit);
  let x = Math.round(line.x * lineUnit);
  let y = Math.round(line.y * lineUnit);
  for (let i = 0; i < into.length; i++) {
    const at = (y >> 16) * width + (x >> 16);
    const fx = (x >> 8) & 255;
    const a = data[at] as number;
    const c = data[at + width] as number;
    const upper = (a << 8) + fx * ((data[at + 1] as number) - a);
    const lower = (c << 8) + fx * ((data[at + width + 1] as number) - c);
    into[i] = (into[i] as number) + (upper << 8) + ((y >> 8) & 255) * (lower - upper);
    x += dx;
    y += dy;
  }
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
const halve = ({ data, width, height }: PlanePart, part: Box & { readonly scratch: Scratch }): PlanePart => {
  const columns = Math.min(part.width, Math.ceil(width / 2) - part.left);
  const rows = Math.min(part.height, Math.ceil(height / 2) - part.top);
  const whole = Math.min(columns, (width >> 1) - part.left);
  const out = part.scratch.take(columns * rows);
  for (let row = 0; row < rows; row++) {
    const y = (part.top + row) * 2;
    const down = y + 1 < height ? width : 0;
    const to = row * columns;
    let at = y * width + part.left * 2;
    for (let column = 0; column < whole; column++, at += 2) {
      const upper = (data[at] as number) + (data[at + 1] as number);
      const lower = (data[at + down] as number) + (data[at + down + 1] as number);
      // Half is rounded up in every second column: always up would brighten the picture each time it is halved.
      out[to + column] = (upper + lower + 1 + (column & 1)) >> 2;
    }
    if (whole < columns) out[to + whole] = ((data[at] as number) + (data[at + down] as number) + 1) >> 1;
  }
  return { data: out, width: columns, height: rows };
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
