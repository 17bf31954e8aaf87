/** One plane of a frame made ready for sampling at any point: shrunk by whole blocks first where the picture will shrink. */
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

/** Averages blocks of `block` x `block` samples over the part of the plane that `region` (frame pixels) needs. */
export const shrinkPlane = (source: PlaneSource, block: number, region: Box): SampledPlane => {
  const step = source.spacing * block;
  // The middle of a block lies half a block of samples on from its first sample.
  const offset = ((block - 1) * source.spacing) / 2;
  const site = { step, siteX: source.siteX + offset, siteY: source.siteY + offset };
  if (block === 1) return { ...source, ...site, left: 0, top: 0 };
  const columns = Math.ceil(source.width / block);
  const rows = Math.ceil(source.height / block);
  const left = clamp(Math.floor(region.left / step) - 1, 0, columns - 1);
  const top = clamp(Math.floor(region.top / step) - 1, 0, rows - 1);
  const width = clamp(Math.ceil((region.left + region.width) / step) + 2, left + 1, columns) - left;
  const height = clamp(Math.ceil((region.top + region.height) / step) + 2, top + 1, rows) - top;
  const data = averageBlocks(source, block, { left, top, width, height });
  return { ...site, data, left, top, width, height };
};

/** The value at a point of the frame, between the four samples around it; beyond the edge the edge's own. */
export const sampleAt = (plane: SampledPlane, x: number, y: number): number => {
  const { data, width, height } = plane;
  const px = (x - plane.siteX) / plane.step - plane.left;
  const py = (y - plane.siteY) / plane.step - plane.top;
  const cx = Math.max(0, Math.min(px, width - 1));
  const cy = Math.max(0, Math.min(py, height - 1));
  const x0 = cx | 0;
  const y0 = cy | 0;
  const right = x0 < width - 1 ? 1 : 0;
  const down = y0 < height - 1 ? width : 0;
  const fx = cx - x0;
  const fy = cy - y0;
  const at = y0 * width + x0;
  const a = data[at] as number;
  const c = data[at + down] as number;
  const upper = a + fx * ((data[at + right] as number) - a);
  const lower = c + fx * ((data[at + down + right] as number) - c);
  return upper + fy * (lower - upper);
};

const averageBlocks = (source: PlaneSource, block: number, part: Box): Uint8Array => {
  const out = new Uint8Array(part.width * part.height);
  const sums = new Uint32Array(part.width);
  for (let row = 0; row < part.height; row++) {
    const y0 = (part.top + row) * block;
    const y1 = Math.min(y0 + block, source.height);
    sums.fill(0);
    for (let y = y0; y < y1; y++) addRow(source, { y, block, left: part.left, sums });
    for (let column = 0; column < part.width; column++) {
      const across = Math.min(block, source.width - (part.left + column) * block);
      const count = across * (y1 - y0);
      out[row * part.width + column] = ((sums[column] as number) + (count >> 1)) / count;
    }
  }
  return out;
};

const addRow = (
  source: PlaneSource,
  { y, block, left, sums }: { y: number; block: number; left: number; sums: Uint32Array },
): void => {
  const { data, width } = source;
  let at = y * width + left * block;
  const end = (y + 1) * width;
  for (let column = 0; column < sums.length; column++) {
    const stop = Math.min(at + block, end);
    let sum = 0;
    for (; at < stop; at++) sum += data[at] as number;
    sums[column] = (sums[column] as number) + sum;
  }
};

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
