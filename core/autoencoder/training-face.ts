/** A face made ready for training: shrunk once to little more than the model needs, so that sampling it does not alias. */
import { StudioError } from '#core/contract/errors.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { RgbImage } from '#core/pixels/image.ts';

/** Square, 8-bit RGB, the whole-face crop; in shared memory, so that threads read it where it is. */
export interface TrainingFace {
  readonly side: number;
  readonly data: Uint8Array;
  /** As `face-landmarks.ts` packs them, where they are known. */
  readonly landmarks?: Float32Array;
}

/** Halves a crop while its trained region stays at least as large as the model's face. */
export const trainingFace = (crop: RgbImage, faceSize: number, landmarks?: Float32Array): TrainingFace => {
  if (crop.width !== crop.height) {
    throw new StudioError('not_an_image', `A face crop is square, not ${crop.width} x ${crop.height} px.`);
  }
  const side = trainingSide(crop.width, faceSize);
  let face: TrainingFace = { side: crop.width, data: crop.data };
  while (face.side > side) face = halved(face);
  const data = new Uint8Array(new SharedArrayBuffer(face.data.length));
  data.set(face.data);
  return { side: face.side, data, landmarks };
};

/** The side that a crop of this side is shrunk to. */
export const trainingSide = (cropSide: number, faceSize: number): number =>
  cropSide % 2 === 0 && (cropSide / 2) * networkShare >= faceSize ? trainingSide(cropSide / 2, faceSize) : cropSide;

const halved = ({ side, data }: TrainingFace): TrainingFace => {
  const half = side / 2;
  const small = new Uint8Array(half * half * 3);
  const row = side * 3;
  for (let y = 0; y < half; y += 1) {
    for (let x = 0; x < half; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const at = 2 * y * row + 2 * x * 3 + channel;
        const total = byte(data, at) + byte(data, at + 3) + byte(data, at + row) + byte(data, at + row + 3);
        small[(y * half + x) * 3 + channel] = (total + 2) >> 2;
      }
    }
  }
  return { side: half, data: small };
};

const byte = (data: Uint8Array, index: number): number => data[index] as number;
