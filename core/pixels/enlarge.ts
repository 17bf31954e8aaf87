/** Enlarges a picture by a whole number with Catmull-Rom's cubic: smoother than straight lines between pixels. */
import type { FloatImage } from './image.ts';

export const enlarge = (image: FloatImage, factor: number): FloatImage => {
  if (factor === 1) return image;
  const kernels = Array.from({ length: factor }, (_, phase) => kernelAt((phase + 0.5) / factor - 0.5));
  return widen(heighten(image, kernels), kernels);
};

interface Kernel {
  /** Source pixel of the first weight, from the one that holds the target. */
  readonly first: number;
  readonly weights: readonly [number, number, number, number];
}

/** Weights for a point `offset` pixels from the middle of a source pixel, -0.5..0.5. */
const kernelAt = (offset: number): Kernel => {
  const low = Math.floor(offset);
  const t = offset - low;
  const s = 1 - t;
  return {
    first: low - 1,
    weights: [
      (-t * s * s) / 2,
      (2 - 5 * t * t + 3 * t * t * t) / 2,
      (t * (1 + 4 * t - 3 * t * t)) / 2,
      (-t * t * s) / 2,
    ],
  };
};

/** Whole rows are mixed, number by number. */
const heighten = ({ width, height, data }: FloatImage, kernels: readonly Kernel[]): FloatImage => {
  const factor = kernels.length;
  const stride = width * 3;
  const out = new Float32Array(stride * height * factor);
  for (let row = 0; row < height * factor; row++) {
    const { first, weights } = kernels[row % factor] as Kernel;
    const [w0, w1, w2, w3] = weights;
    const start = Math.floor(row / factor) + first;
    const at = (tap: number): number => held(start + tap, height) * stride;
    const [r0, r1, r2, r3] = [at(0), at(1), at(2), at(3)];
    const to = row * stride;
    for (let i = 0; i < stride; i++) {
      out[to + i] =
        w0 * (data[r0 + i] as number) +
        w1 * (data[r1 + i] as number) +
        w2 * (data[r2 + i] as number) +
        w3 * (data[r3 + i] as number);
    }
  }
  return { width, height: height * factor, data: out };
};

const widen = ({ width, height, data }: FloatImage, kernels: readonly Kernel[]): FloatImage => {
  const factor = kernels.length;
  const out = new Float32Array(width * factor * height * 3);
  for (let column = 0; column < width * factor; column++) {
    const { first, weights } = kernels[column % factor] as Kernel;
    const [w0, w1, w2, w3] = weights;
    const start = Math.floor(column / factor) + first;
    const at = (tap: number): number => held(start + tap, width) * 3;
    const [c0, c1, c2, c3] = [at(0), at(1), at(2), at(3)];
    for (let row = 0; row < height; row++) {
      const from = row * width * 3;
      const to = (row * width * factor + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const i = from + channel;
        const value =
          w0 * (data[i + c0] as number) +
          w1 * (data[i + c1] as number) +
          w2 * (data[i + c2] as number) +
          w3 * (data[i + c3] as number);
        // The cubic overshoots beside hard edges.
        out[to + channel] = Math.max(0, Math.min(value, 1));
      }
    }
  }
  return { width: width * factor, height, data: out };
};

const held = (index: number, length: number): number => Math.min(Math.max(index, 0), length - 1);
