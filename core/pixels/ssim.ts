/**
 * How alike two pictures are in structure: SSIM of Wang, Bovik, Sheikh and Simoncelli 2004, with their Gaussian window
 * of 11 pixels and deviation 1.5, over windows that lie wholly inside, averaged over them and over the channels.
 * Where weights are given, a window counts as much as the pixel at its middle.
 */

export interface SsimPair {
  /** size x size x 3 numbers in 0..1. */
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly size: number;
  /** size x size numbers, not all 0. */
  readonly weights?: Float32Array | undefined;
}

/** 1 for equal pictures; at least 11 x 11 pixels. */
export const structuralSimilarity = ({ first, second, size, weights }: SsimPair): number => {
  const inside = size - windowSize + 1;
  const weightAt = (at: number): number =>
    weights ? (weights[(Math.floor(at / inside) + 5) * size + (at % inside) + 5] as number) : 1;
  let [total, counted] = [0, 0];
  for (let channel = 0; channel < 3; channel += 1) {
    const [x, y] = [planeOf(first, channel), planeOf(second, channel)];
    const [meanX, meanY] = [blurred(x, size), blurred(y, size)];
    const [squareX, squareY, both] = [product(x, x), product(y, y), product(x, y)].map((plane) => blurred(plane, size));
    for (let at = 0; at < inside * inside; at += 1) {
      const [mx, my] = [meanX[at] as number, meanY[at] as number];
      const spread = (squareX?.[at] as number) - mx * mx + (squareY?.[at] as number) - my * my;
      const shared = (both?.[at] as number) - mx * my;
      const weight = weightAt(at);
      total += (weight * ((2 * mx * my + c1) * (2 * shared + c2))) / ((mx * mx + my * my + c1) * (spread + c2));
      counted += weight;
    }
  }
  return total / counted;
};

const windowSize = 11;
const [c1, c2] = [0.01 ** 2, 0.03 ** 2];

const bell = ((): Float64Array => {
  const raw = Float64Array.from({ length: windowSize }, (_, index) => Math.exp(-((index - 5) ** 2) / (2 * 1.5 ** 2)));
  const sum = raw.reduce((left, right) => left + right, 0);
  return raw.map((weight) => weight / sum);
})();

const planeOf = (pixels: Float32Array, channel: number): Float64Array => {
  const plane = new Float64Array(pixels.length / 3);
  for (let at = 0; at < plane.length; at += 1) plane[at] = pixels[3 * at + channel] as number;
  return plane;
};

const product = (left: Float64Array, right: Float64Array): Float64Array =>
  left.map((value, at) => value * (right[at] as number));

/** [size, size] -> [size - 10, size - 10] */
const blurred = (plane: Float64Array, size: number): Float64Array => {
  const inside = size - windowSize + 1;
  const rows = new Float64Array(size * inside);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < inside; x += 1) rows[y * inside + x] = weighted(plane, y * size + x, 1);
  }
  const result = new Float64Array(inside * inside);
  for (let y = 0; y < inside; y += 1) {
    for (let x = 0; x < inside; x += 1) result[y * inside + x] = weighted(rows, y * inside + x, inside);
  }
  return result;
};

const weighted = (values: Float64Array, from: number, step: number): number => {
  let sum = 0;
  for (let index = 0; index < windowSize; index += 1)
    sum += (bell[index] as number) * (values[from + index * step] as number);
  return sum;
};
