/** A picture as a frame of video, so that what reads frames can read photos. */
import type { RgbImage, VideoFrame } from './image.ts';
import { fromRgb } from './yuv.ts';

/** Full range and BT.601, as JPEG has it; chroma is the mean of each 2 x 2 pixels. */
export const rgbToFrame = ({ width, height, data }: RgbImage): VideoFrame => {
  const colour = { matrix: 'bt601', range: 'full' } as const;
  const { black, y: luma, u: blue, v: red } = fromRgb(colour);
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  const y = new Uint8ClampedArray(width * height);
  const u = new Float32Array(columns * rows);
  const v = new Float32Array(columns * rows);
  const counts = new Uint8Array(columns * rows);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const half = (row >> 1) * columns + (column >> 1);
      const [r, g, b] = [data[at * 3] as number, data[at * 3 + 1] as number, data[at * 3 + 2] as number];
      y[at] = black + luma[0] * r + luma[1] * g + luma[2] * b;
      u[half] = (u[half] as number) + blue[0] * r + blue[1] * g + blue[2] * b;
      v[half] = (v[half] as number) + red[0] * r + red[1] * g + red[2] * b;
      counts[half] = (counts[half] as number) + 1;
    }
  }
  const centred = (sums: Float32Array): Uint8Array =>
    new Uint8Array(Uint8ClampedArray.from(sums, (sum, i) => 128 + sum / (counts[i] as number)).buffer);
  return { index: 0, timeSeconds: 0, width, height, y: new Uint8Array(y.buffer), u: centred(u), v: centred(v), colour };
};
