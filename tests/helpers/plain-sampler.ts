/**
 * A cut-out of a frame by the plainest reading of what `core/pixels/resample.ts` promises: means of whole blocks, four
 * points a pixel where it still shrinks, everything in floating point and asked for at each point. Slow; a witness.
 */
import type { FramePoint, Point } from '#core/geometry/point.ts';
import { applySimilarity, type Similarity, scaleOf } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { chromaSiteX, toRgb } from '#core/pixels/yuv.ts';

export const plainSample = <P extends Point>(options: {
  readonly frame: VideoFrame;
  readonly toFrame: Similarity<P, FramePoint>;
  readonly size: number;
}): Float64Array => {
  const { frame, toFrame, size } = options;
  const rgb = toRgb(frame.colour);
  const shrink = scaleOf(toFrame);
  const block = 2 ** Math.max(0, Math.floor(Math.log2(shrink)));
  const [columns, rows] = [(frame.width + 1) >> 1, (frame.height + 1) >> 1];
  const chroma = { width: columns, height: rows, spacing: 2, siteX: chromaSiteX(frame.colour), siteY: 1 };
  const chromaBlock = Math.max(1, block / 2);
  const y = shrunk({ ...frame, data: frame.y, spacing: 1, siteX: 0.5, siteY: 0.5 }, block);
  const u = shrunk({ ...chroma, data: frame.u }, chromaBlock);
  const v = shrunk({ ...chroma, data: frame.v }, chromaBlock);
  const quarters = shrink / block > 1.25 ? [-0.25, 0.25] : [0];
  const out = new Float64Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = (dx: number, dy: number) =>
        applySimilarity(toFrame, [column + 0.5 + dx, row + 0.5 + dy] as unknown as P);
      const lumas = quarters.flatMap((dy) => quarters.map((dx) => valueAt(y, at(dx, dy))));
      const grey = rgb.luma * (lumas.reduce((sum, value) => sum + value, 0) / lumas.length - rgb.black);
      const [du, dv] = [valueAt(u, at(0, 0)) - 128, valueAt(v, at(0, 0)) - 128];
      const colours = [grey + rgb.redV * dv, grey - rgb.greenU * du - rgb.greenV * dv, grey + rgb.blueU * du];
      out.set(
        colours.map((value) => Math.max(0, Math.min(value, 255))),
        (row * size + column) * 3,
      );
    }
  }
  return out;
};

interface Plane {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  /** Frame pixels from one sample to the next. */
  readonly spacing: number;
  readonly siteX: number;
  readonly siteY: number;
}

const shrunk = (plane: Plane, block: number): Plane => {
  const [width, height] = [Math.ceil(plane.width / block), Math.ceil(plane.height / block)];
  const data = Array.from({ length: width * height }, (_, at) => {
    const [left, top] = [(at % width) * block, Math.floor(at / width) * block];
    let [sum, count] = [0, 0];
    for (let y = top; y < Math.min(top + block, plane.height); y++)
      for (let x = left; x < Math.min(left + block, plane.width); x++) {
        sum += plane.data[y * plane.width + x] as number;
        count++;
      }
    return sum / count;
  });
  const offset = ((block - 1) * plane.spacing) / 2;
  const [siteX, siteY] = [plane.siteX + offset, plane.siteY + offset];
  return { data, width, height, spacing: plane.spacing * block, siteX, siteY };
};

const valueAt = (plane: Plane, [x, y]: FramePoint): number => {
  const px = Math.max(0, Math.min((x - plane.siteX) / plane.spacing, plane.width - 1));
  const py = Math.max(0, Math.min((y - plane.siteY) / plane.spacing, plane.height - 1));
  const [x0, y0] = [Math.floor(px), Math.floor(py)];
  const read = (column: number, row: number): number =>
    plane.data[Math.min(row, plane.height - 1) * plane.width + Math.min(column, plane.width - 1)] as number;
  const upper = read(x0, y0) * (1 - px + x0) + read(x0 + 1, y0) * (px - x0);
  const lower = read(x0, y0 + 1) * (1 - px + x0) + read(x0 + 1, y0 + 1) * (px - x0);
  return upper * (1 - py + y0) + lower * (py - y0);
};
