/** Blurs a square picture of interleaved RGB floats in place. Beyond the edge the edge goes on. */

/** Gaussian, by rows and then by columns; the kernel ends at two and a half deviations. */
export const blurSquare = (pixels: Float32Array, { size, deviationPx }: BlurOptions): void => {
  const kernel = gaussianKernel(deviationPx);
  const row = new Float32Array(size * 3);
  for (let y = 0; y < size; y += 1) blurLine(pixels, { first: y * size * 3, step: 3, size, kernel, line: row });
  for (let x = 0; x < size; x += 1) blurLine(pixels, { first: x * 3, step: size * 3, size, kernel, line: row });
};

export interface BlurOptions {
  readonly size: number;
  readonly deviationPx: number;
}

/** From the middle outwards; the whole, mirrored, sums to 1. */
const gaussianKernel = (deviation: number): Float32Array => {
  const reach = Math.max(1, Math.ceil(2.5 * deviation));
  const half = Array.from({ length: reach + 1 }, (_, at) => Math.exp(-(at * at) / (2 * deviation * deviation)));
  const sum = half.reduce((total, value) => total + 2 * value, -(half[0] as number));
  return Float32Array.from(half, (value) => value / sum);
};

interface Line {
  readonly first: number;
  readonly step: number;
  readonly size: number;
  readonly kernel: Float32Array;
  /** Room for a copy of the line. */
  readonly line: Float32Array;
}

const blurLine = (pixels: Float32Array, { first, step, size, kernel, line }: Line): void => {
  for (let at = 0; at < size; at += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      line[3 * at + channel] = pixels[first + at * step + channel] as number;
  }
  const last = 3 * (size - 1);
  for (let at = 0; at < 3 * size; at += 1) {
    const channel = at % 3;
    let sum = (kernel[0] as number) * (line[at] as number);
    for (let away = 1; away < kernel.length; away += 1) {
      const before = Math.max(channel, at - 3 * away);
      const after = Math.min(last + channel, at + 3 * away);
      sum += (kernel[away] as number) * ((line[before] as number) + (line[after] as number));
    }
    pixels[first + ((at - channel) / 3) * step + channel] = sum;
  }
};

/** The mean along a straight smear through each pixel, a sample a pixel of its length at least. */
export const smearSquare = (
  pixels: Float32Array,
  { size, xPx, yPx }: { readonly size: number; readonly xPx: number; readonly yPx: number },
): void => {
  const source = pixels.slice(0, size * size * 3);
  const samples = Math.ceil(Math.hypot(xPx, yPx)) + 1;
  pixels.fill(0, 0, size * size * 3);
  for (let sample = 0; sample < samples; sample += 1) {
    const along = samples === 1 ? 0 : sample / (samples - 1) - 0.5;
    addShifted(source, { into: pixels, size, x: along * xPx, y: along * yPx, weight: 1 / samples });
  }
};

interface Shifted {
  readonly into: Float32Array;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** Adds the picture as read (`x`, `y`) px further, bilinearly. */
const addShifted = (source: Float32Array, { into, size, x, y, weight }: Shifted): void => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - left, y - top];
  const held = (at: number): number => Math.max(0, Math.min(size - 1, at));
  for (let row = 0; row < size; row += 1) {
    const [upper, lower] = [held(row + top) * size, held(row + top + 1) * size];
    for (let column = 0; column < size; column += 1) {
      const [first, next] = [held(column + left), held(column + left + 1)];
      const at = (row * size + column) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const above =
          (source[(upper + first) * 3 + channel] as number) * (1 - fx) +
          (source[(upper + next) * 3 + channel] as number) * fx;
        const below =
          (source[(lower + first) * 3 + channel] as number) * (1 - fx) +
          (source[(lower + next) * 3 + channel] as number) * fx;
        into[at + channel] = (into[at + channel] as number) + weight * (above * (1 - fy) + below * fy);
      }
    }
  }
};
