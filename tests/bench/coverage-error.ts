/**
 * How wrong a drawn face is: 1 - SSIM (Wang et al. 2004) of the grey values, after the drawn face has been given the
 * brightness and contrast of the true one, as a conversion does. Eyes and mouth count as much as the whole face each:
 * people look there, and over a whole face an error of the lips is a few pixels.
 */

export interface DrawnFace {
  /** size x size RGB in 0..1, of a face's trained region. */
  readonly face: Float32Array;
  readonly drawn: Float32Array;
  readonly size: number;
}

export const drawingError = ({ face, drawn, size }: DrawnFace): number => {
  const regions = regionsOf(size);
  const truth = greyOf(face);
  const similarity = ssimMap(truth, matched(greyOf(drawn), truth, regions[0] as readonly number[]), size);
  const errors = regions.map((pixels) => 1 - meanAt(similarity, pixels));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
};

/** Pixels of the whole face, of the eyes and of the mouth. Crops are aligned, so these lie still. */
const regionsOf = (size: number): number[][] => {
  const pixels = Array.from({ length: size * size }, (_, index) => index);
  const where = (holds: (x: number, y: number) => boolean) =>
    pixels.filter((index) => holds(((index % size) + 0.5) / size, (Math.floor(index / size) + 0.5) / size));
  return [
    where((x, y) => ((x - 0.5) / 0.36) ** 2 + ((y - 0.53) / 0.42) ** 2 < 1),
    where((x, y) => x > 0.2 && x < 0.8 && y > 0.25 && y < 0.44),
    where((x, y) => x > 0.28 && x < 0.72 && y > 0.58 && y < 0.82),
  ];
};

const greyOf = (rgb: Float32Array): Float64Array =>
  Float64Array.from({ length: rgb.length / 3 }, (_, pixel) => {
    const [red, green, blue] = rgb.subarray(pixel * 3, pixel * 3 + 3) as unknown as [number, number, number];
    return (red + green + blue) / 3;
  });

/** With the mean and the spread of `truth` over these pixels. */
const matched = (grey: Float64Array, truth: Float64Array, pixels: readonly number[]): Float64Array => {
  const [from, to] = [spreadAt(grey, pixels), spreadAt(truth, pixels)];
  return grey.map((value) => ((value - from.mean) / Math.max(from.deviation, 1e-3)) * to.deviation + to.mean);
};

const spreadAt = (grey: Float64Array, pixels: readonly number[]) => {
  const mean = meanAt(grey, pixels);
  const variance = pixels.reduce((sum, pixel) => sum + ((grey[pixel] as number) - mean) ** 2, 0) / pixels.length;
  return { mean, deviation: Math.sqrt(variance) };
};

const meanAt = (values: Float64Array, pixels: readonly number[]): number =>
  pixels.reduce((sum, pixel) => sum + (values[pixel] as number), 0) / pixels.length;

const ssimMap = (left: Float64Array, right: Float64Array, size: number): Float64Array => {
  const product = (one: Float64Array, other: Float64Array) =>
    one.map((value, pixel) => value * (other[pixel] as number));
  const blur = (values: Float64Array) => blurred(values, size);
  const [meanLeft, meanRight] = [blur(left), blur(right)];
  const [leftSquared, rightSquared, both] = [
    blur(product(left, left)),
    blur(product(right, right)),
    blur(product(left, right)),
  ];
  return meanLeft.map((ml, pixel) => {
    const mr = meanRight[pixel] as number;
    const varianceLeft = (leftSquared[pixel] as number) - ml * ml;
    const varianceRight = (rightSquared[pixel] as number) - mr * mr;
    const covariance = (both[pixel] as number) - ml * mr;
    return (
      ((2 * ml * mr + c1) * (2 * covariance + c2)) / ((ml * ml + mr * mr + c1) * (varianceLeft + varianceRight + c2))
    );
  });
};

/** The paper's constants for values in 0..1. */
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/** The paper's window: a Gaussian of 1.5 px. */
const weights = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offset) => Math.exp(-(offset ** 2) / (2 * 1.5 ** 2)));
const weightSum = weights.reduce((sum, weight) => sum + weight, 0);

const blurred = (values: Float64Array, size: number): Float64Array => {
  const along = (source: Float64Array, step: number, place: (index: number) => number) =>
    source.map((_, pixel) => {
      let sum = 0;
      weights.forEach((weight, index) => {
        const offset = Math.max(-place(pixel), Math.min(size - 1 - place(pixel), index - 4));
        sum += weight * (source[pixel + offset * step] as number);
      });
      return sum / weightSum;
    });
  const across = along(values, 1, (pixel) => pixel % size);
  return along(across, size, (pixel) => Math.floor(pixel / size));
};
