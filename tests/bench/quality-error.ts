/**
 * How far drawn faces are from the true ones, compared at 64 px whatever size they were drawn at: the mean absolute
 * difference, and 1 - SSIM; of the whole picture, and of the face in it, which is all that a conversion takes from it.
 */
import { meanDifference } from '#core/pixels/mean-difference.ts';
import { structuralSimilarity } from '#core/pixels/ssim.ts';

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

const area = comparedSize ** 2;

/** Means over all faces; `masks` say what counts, [count, 64, 64] in 0..1. */
export const qualityError = (drawn: DrawnSize, truth: DrawnSize, masks?: readonly Float32Array[]): QualityError => {
  const [left, right] = [shrunk(drawn), shrunk(truth)];
  const count = left.length / (area * 3);
  let [ssimError, l1] = [0, 0];
  for (let face = 0; face < count; face += 1) {
    const [first, second] = [faceOf(left, face), faceOf(right, face)];
    const weights = masks?.[face];
    ssimError += 1 - structuralSimilarity({ first, second, size: comparedSize, weights });
    l1 += meanDifference({ first, second, weights });
  }
  return { ssimError: ssimError / count, l1: l1 / count };
};

const faceOf = (faces: Float32Array, index: number): Float32Array =>
  faces.subarray(index * area * 3, (index + 1) * area * 3);

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
