/**
 * How far drawn faces are from the true ones, compared at 64 px whatever size they were drawn at: the mean absolute
 * difference, and 1 - SSIM of each colour (Wang et al. 2004: 11 px window, Gaussian of 1.5 px, only where it fits whole).
 */

export interface DrawnSize {
  /** RGB in 0..1, one face after the other. */
  readonly faces: Float32Array;
  /** Side in px, a multiple of 64 or itself. */
  readonly size: number;
}

export interface QualityError {
  readonly ssimError: number;
  readonly l1: number;
}

export const comparedSize = 64;

/** Means over all faces. */
export const qualityError = (drawn: DrawnSize, truth: DrawnSize): QualityError => {
  const [left, right] = [shrunk(drawn), shrunk(truth)];
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) {
    difference += Math.abs((left[index] as number) - (right[index] as number));
  }
  return { ssimError: 1 - meanSsim(left, right), l1: difference / left.length };
};

/** Each pixel the mean of those it stands for. */
const shrunk = ({ faces, size }: DrawnSize): Float32Array => {
  const times = size / comparedSize;
  if (!Number.isInteger(times)) throw new Error(`Faces of ${size} px do not shrink evenly to ${comparedSize} px.`);
  if (times === 1) return faces;
  const small = new Float32Array(faces.length / times ** 2);
  const rows = small.length / (comparedSize * 3);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < comparedSize * 3; column += 1) {
      const [x, channel] = [Math.floor(column / 3), column % 3];
      let sum = 0;
      for (let dy = 0; dy < times; dy += 1) {
        for (let dx = 0; dx < times; dx += 1) {
          sum += faces[((row * times + dy) * size + x * times + dx) * 3 + channel] as number;
        }
      }
      small[row * comparedSize * 3 + column] = sum / times ** 2;
    }
  }
  return small;
};

const meanSsim = (left: Float32Array, right: Float32Array): number => {
  const planes = left.length / comparedSize ** 2;
  let sum = 0;
  for (let plane = 0; plane < planes; plane += 1) sum += planeSsim(planeOf(left, plane), planeOf(right, plane));
  return sum / planes;
};

/** One colour of one face. */
const planeOf = (faces: Float32Array, plane: number): Float64Array => {
  const first = Math.floor(plane / 3) * comparedSize ** 2 * 3 + (plane % 3);
  return Float64Array.from({ length: comparedSize ** 2 }, (_, pixel) => faces[first + pixel * 3] as number);
};

/** The paper's constants for values in 0..1. */
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

const planeSsim = (left: Float64Array, right: Float64Array): number => {
  const blurOf = (value: (l: number, r: number) => number): Float64Array =>
    blurred(left.map((l, pixel) => value(l, right[pixel] as number)));
  const [meanLeft, meanRight] = [blurred(left), blurred(right)];
  const squares = blurOf((l, r) => l * l + r * r);
  const products = blurOf((l, r) => l * r);
  let sum = 0;
  for (let pixel = 0; pixel < meanLeft.length; pixel += 1) {
    const [l, r] = [meanLeft[pixel] as number, meanRight[pixel] as number];
    const variances = (squares[pixel] as number) - l * l - r * r;
    const covariance = (products[pixel] as number) - l * r;
    sum += ((2 * l * r + c1) * (2 * covariance + c2)) / ((l * l + r * r + c1) * (variances + c2));
  }
  return sum / meanLeft.length;
};

const radius = 5;
const window = Array.from({ length: 2 * radius + 1 }, (_, index) =>
  Math.exp(-((index - radius) ** 2) / (2 * 1.5 ** 2)),
);
const windowSum = window.reduce((sum, weight) => sum + weight, 0);

/** [64, 64] -> [54, 54]. */
const blurred = (plane: Float64Array): Float64Array => {
  const inner = comparedSize - 2 * radius;
  const weighted = (source: Float64Array, first: number, step: number): number => {
    let sum = 0;
    for (let index = 0; index < window.length; index += 1) {
      sum += (window[index] as number) * (source[first + index * step] as number);
    }
    return sum / windowSum;
  };
  const across = Float64Array.from({ length: comparedSize * inner }, (_, pixel) =>
    weighted(plane, Math.floor(pixel / inner) * comparedSize + (pixel % inner), 1),
  );
  return Float64Array.from({ length: inner * inner }, (_, pixel) => weighted(across, pixel, inner));
};
