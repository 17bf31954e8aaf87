/** A frame of video as a picture, so that what shows pictures can show frames. */
import type { RgbImage, VideoFrame } from './image.ts';
import { toRgb } from './yuv.ts';

/** Each pixel takes the chroma of its 2 x 2 block as it is. */
export const frameToRgb = ({ width, height, y, u, v, colour }: VideoFrame): RgbImage => {
  const { black, luma, redV, greenU, greenV, blueU } = toRgb(colour);
  const columns = (width + 1) >> 1;
  const data = new Uint8ClampedArray(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const half = (row >> 1) * columns + (column >> 1);
      const light = luma * ((y[at] as number) - black);
      const [blue, red] = [(u[half] as number) - 128, (v[half] as number) - 128];
      data[at * 3] = light + redV * red;
      data[at * 3 + 1] = light - greenU * blue - greenV * red;
      data[at * 3 + 2] = light + blueU * blue;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
};
