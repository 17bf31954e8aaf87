/** Enlarges a picture by a whole number with Catmull-Rom's cubic: smoother than straight lines between pixels. */
import type { FloatImage } from './image.ts';

export const enlarge = (image: FloatImage, factor: number): FloatImage => {
  if (factor === 1) return image;
  const wide = stretchRows(image, factor);
  const tall = transpose(stretchRows(transpose(wide), factor));
  return tall;
};

const stretchRows = ({ width, height, data }: FloatImage, factor: number): FloatImage => {
  const out = new Float32Array(width * factor * height * 3);
  const kernels = Array.from({ length: factor }, (_, phase) => kernelAt((phase + 0.5) / factor - 0.5));
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width * factor; column++) {
      const kernel = kernels[column % factor] as Kernel;
      const first = ((column / factor) | 0) + kernel.first;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let tap = 0; tap < 4; tap++) {
          const x = first + tap;
          const held = x < 0 ? 0 : x >= width ? width - 1 : x;
          sum += (kernel.weights[tap] as number) * (data[(row * width + held) * 3 + channel] as number);
        }
        out[at++] = sum < 0 ? 0 : sum > 1 ? 1 : sum;
      }
    }
  }
  return { width: width * factor, height, data: out };
};

interface Kernel {
  /** Source pixel of the first weight, from the one below the target. */
  readonly first: number;
  readonly weights: readonly number[];
}

/** Weights for a point `offset` pixels from the middle of a source pixel, -0.5..0.5. */
const kernelAt = (offset: number): Kernel => {
  const low = Math.floor(offset);
  const t = offset - low;
  const weights = [-t * (1 - t) * (1 - t), 2 - 5 * t * t + 3 * t * t * t, t * (1 + 4 * t - 3 * t * t), -t * t * (1 - t)].map((weight) => weight / 2);
  return { first: low - 1, weights };
};

const transpose = ({ width, height, data }: FloatImage): FloatImage => {
  const out = new Float32Array(data.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const to = (column * height + row) * 3;
      const at = (row * width + column) * 3;
      out[to] = data[at] as number;
      out[to + 1] = data[at + 1] as number;
      out[to + 2] = data[at + 2] as number;
    }
  }
  return { width: height, height: width, data: out };
};
