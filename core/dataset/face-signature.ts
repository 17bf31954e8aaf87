/** What a face is known again by at a glance: its place among poses, expressions and lights, and a small grey picture. */
import type { RgbImage } from '#core/pixels/image.ts';
import { type FacePlace, placeInSpace } from './face-space.ts';

export interface FaceSignature {
  readonly place: readonly number[];
  /** Lumas of 16 x 16 blocks about their mean, so that a flicker of the light is no difference. */
  readonly grey: Int16Array;
}

export const signatureOf = (face: FacePlace & { readonly crop: RgbImage }): FaceSignature => ({
  place: placeInSpace(face),
  grey: greyOf(face.crop),
});

/**
 * Looked at on 500 faces of four people at every frame: below this eyes, lips and turn look the same side by side; at
 * half as much again a lid is shut in one of two, or lips part.
 */
const placesApart = 0.4;
const greysApart = 5;

/** Whether a training run would learn hardly anything from the second that the first has not taught. */
export const looksTheSame = (a: FaceSignature, b: FaceSignature): boolean =>
  distance(a.place, b.place) < placesApart && distance(a.grey, b.grey) < greysApart * blocks;

const blocks = 16;

/** Of the crop's side: its rim is hair and background, which change while the face does not. */
const shown = 0.8125;

const greyOf = ({ width, height, data }: RgbImage): Int16Array => {
  const [stepX, stepY] = [(width * shown) / blocks, (height * shown) / blocks];
  const [left, top] = [(width * (1 - shown)) / 2, (height * (1 - shown)) / 2];
  const sums = new Float64Array(blocks * blocks);
  for (let block = 0; block < sums.length; block++) {
    const x = left + (block % blocks) * stepX;
    const y = top + Math.floor(block / blocks) * stepY;
    sums[block] = meanLuma(data, width, { x, y, stepX, stepY });
  }
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
  return Int16Array.from(sums, (value) => Math.round(value - mean));
};

/** Taps along a side of a block: enough that a shift by a pixel is no difference. */
const taps = 5;

const meanLuma = (
  data: Uint8Array,
  width: number,
  { x, y, stepX, stepY }: { readonly x: number; readonly y: number; readonly stepX: number; readonly stepY: number },
): number => {
  let sum = 0;
  for (let j = 0; j < taps; j++) {
    const row = Math.floor(y + ((j + 0.5) * stepY) / taps) * width;
    for (let i = 0; i < taps; i++) {
      const at = (row + Math.floor(x + ((i + 0.5) * stepX) / taps)) * 3;
      sum += 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
    }
  }
  return sum / (taps * taps);
};

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum);
};
