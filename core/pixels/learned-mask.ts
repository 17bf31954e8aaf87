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
  const inwards = fieldOf(drawn, drawnSize);
  const pixelsPerDrawn = size / drawnSize;
  const places = Array.from({ length: size }, (_, i) => placeBetween((i + 0.5) / pixelsPerDrawn - 0.5, drawnSize));
  const mask = new Float32Array(size * size);
  const line = new Float32Array(drawnSize);
  for (let row = 0; row < size; row++) {
    const { low: top, high: bottom, share: down } = places[row] as Place;
    for (let x = 0; x < drawnSize; x++) {
      const upper = inwards[top * drawnSize + x] as number;
      line[x] = (upper + down * ((inwards[bottom * drawnSize + x] as number) - upper)) * pixelsPerDrawn + growth;
    }
    const toRow = Math.min(row, size - 1 - row);
    for (let column = 0; column < size; column++) {
      const { low, high, share } = places[column] as Place;
      const left = line[low] as number;
      const distance = left + share * ((line[high] as number) - left);
      const toEdge = Math.min(toRow, column, size - 1 - column);
      mask[row * size + column] = smoothStep(Math.min(distance, toEdge) / soft);
    }
  }
  return mask;
};

/** A patch's mask is made at two sizes from what was drawn once. */
const fields = new WeakMap<Float32Array, Float32Array>();

/** How far each drawn pixel lies inside, px of the drawn. */
const fieldOf = (drawn: Float32Array, drawnSize: number): Float32Array => {
  const known = fields.get(drawn);
  if (known) return known;
  const field = smoothed(distanceToBorder({ values: drawn, size: drawnSize, level: 0.5 }), drawnSize);
  fields.set(drawn, field);
  return field;
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
  const along = (from: Float32Array, step: number, across: number): Float32Array => {
    const into = new Float32Array(from.length);
    const last = (size - 1) * step;
    for (let start = 0; start < size * across; start += across) {
      for (let place = 0; place <= last; place += step) {
        const before = from[start + Math.max(0, place - step)] as number;
        const after = from[start + Math.min(last, place + step)] as number;
        into[start + place] = (before + 2 * (from[start + place] as number) + after) / 4;
      }
    }
    return into;
  };
  return along(along(field, 1, size), size, 1);
};
