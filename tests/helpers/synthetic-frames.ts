/** Frames of video made by formula, for tests that need to know every pixel. */
import type { RgbImage, VideoFrame, YuvColour } from '#core/pixels/image.ts';
import { fromRgb } from '#core/pixels/yuv.ts';

export const hd: YuvColour = { matrix: 'bt709', range: 'limited' };

/** One colour all over, r, g, b of 0..255. */
export const flatFrame = (options: {
  readonly width: number;
  readonly height: number;
  readonly rgb: readonly [number, number, number];
  readonly colour?: YuvColour;
}): VideoFrame => {
  const { width, height, rgb, colour = hd } = options;
  const { black, y, u, v } = fromRgb(colour);
  const mix = (weights: readonly [number, number, number]): number =>
    weights.reduce((sum, weight, i) => sum + weight * (rgb[i] as number), 0);
  const chroma = ((width + 1) >> 1) * ((height + 1) >> 1);
  return {
    index: 0,
    timeSeconds: 0,
    width,
    height,
    y: new Uint8Array(width * height).fill(Math.round(black + mix(y))),
    u: new Uint8Array(chroma).fill(Math.round(128 + mix(u))),
    v: new Uint8Array(chroma).fill(Math.round(128 + mix(v))),
    colour,
  };
};

/** Grey by formula; no colour. */
export const greyFrame = (options: {
  readonly width: number;
  readonly height: number;
  readonly grey: (x: number, y: number) => number;
}): VideoFrame => {
  const frame = flatFrame({ ...options, rgb: [128, 128, 128], colour: { matrix: 'bt709', range: 'full' } });
  for (let at = 0; at < frame.y.length; at++)
    frame.y[at] = options.grey(at % options.width, Math.floor(at / options.width));
  return frame;
};

/** Soft waves: detail enough to show a shift of a part of a pixel, none so fine that sampling loses it. */
export const wavyFrame = (width: number, height: number): VideoFrame => {
  const frame = greyFrame({ width, height, grey: (x, y) => 128 + 60 * Math.sin(x / 9) + 50 * Math.cos(y / 7) });
  const columns = (width + 1) >> 1;
  for (let at = 0; at < frame.u.length; at++) {
    frame.u[at] = 128 + 20 * Math.sin((at % columns) / 8);
    frame.v[at] = 128 + 20 * Math.cos(Math.floor(at / columns) / 8);
  }
  return frame;
};

/** The mean colour of a picture, 0..255. */
export const meanColour = ({ data }: RgbImage): [number, number, number] =>
  [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let at = channel; at < data.length; at += 3) sum += data[at] as number;
    return sum / (data.length / 3);
  }) as [number, number, number];

/** Peak signal to noise of two planes, dB. */
export const psnr = (a: Uint8Array, b: Uint8Array): number => {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += ((a[i] as number) - (b[i] as number)) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / a.length));
};
