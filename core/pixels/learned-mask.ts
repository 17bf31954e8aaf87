/**
 * A mask that a model drew, as a swap uses it: shrunk and softened from its half-way line on, by the same measures as the
 * hull of the landmarks. Distances are measured where the model drew, and read between its pixels where the patch is larger.
 */
import { distanceToBorder } from './distance-field.ts';
import { smoothStep } from './mask.ts';

export interface LearnedMaskOptions {
  /** drawnSize x drawnSize values of 0..1. */
  readonly drawn: Float32Array;
  readonly drawnSize: number;
  /** Side of the square patch, px. */
  readonly size: number;
  /** In the patch's pixels. */
  readonly faceWidth: number;
  /** As shares of the face's width. */
  readonly erosion: number;
  readonly feather: number;
}

/** size x size values of 0..1, rows top to bottom; 0 on the patch's border. */
export const learnedMask = (options: LearnedMaskOptions): Float32Array => {
  const { drawn, drawnSize, size, faceWidth } = options;
  const soft = Math.max(options.feather * faceWidth, 1);
  const growth = soft / 2 - options.erosion * faceWidth;
  const inwards = smoothed(distanceToBorder({ values: drawn, size: drawnSize, level: 0.5 }), drawnSize);
  const pixelsPerDrawn = size / drawnSize;
  const places = Array.from({ length: size }, (_, i) => placeBetween((i + 0.5) / pixelsPerDrawn - 0.5, drawnSize));
  const mask = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const { low: top, high: bottom, share: down } = places[row] as Place;
    for (let column = 0; column < size; column++) {
      const { low, high, share } = places[column] as Place;
      const at = (y: number, x: number): number => inwards[y * drawnSize + x] as number;
      const upper = at(top, low) + share * (at(top, high) - at(top, low));
      const lower = at(bottom, low) + share * (at(bottom, high) - at(bottom, low));
      const distance = (upper + down * (lower - upper)) * pixelsPerDrawn + growth;
      const toEdge = Math.min(row, column, size - 1 - row, size - 1 - column);
      mask[row * size + column] = smoothStep(Math.min(distance, toEdge) / soft);
    }
  }
  return mask;
};

/** Two neighbouring pixels and how far on the way between them. */
interface Place {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

const placeBetween = (place: number, size: number): Place => {
  const held = Math.min(Math.max(place, 0), size - 1);
  const low = Math.floor(held);
  return { low, high: Math.min(low + 1, size - 1), share: held - low };
};

/** Mean of 1, 2, 1 along rows and columns: distances from whole pixels have the steps of a slanting border in them. */
const smoothed = (field: Float32Array, size: number): Float32Array => {
  const along = (from: Float32Array, step: number): Float32Array =>
    from.map((value, at) => {
      const place = step === 1 ? at % size : Math.floor(at / size);
      const before = place === 0 ? value : (from[at - step] as number);
      const after = place === size - 1 ? value : (from[at + step] as number);
      return (before + 2 * value + after) / 4;
    });
  return along(along(field, 1), size);
};
