/**
 * A mask that a model drew, as a swap uses it: shrunk and softened from its half-way line on, by the same measures as the
 * hull of the landmarks. Distances are measured where the model drew, and read between its pixels where the patch is larger.
 */
import { distanceToBorder } from './distance-field.ts';
import { smoothStep } from './mask.ts';
import { floatScratch } from './scratch.ts';

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
  const mask = new Float32Array(options.size * options.size).fill(1);
  holdToLearned(mask, options);
  return mask;
};

/** Lowers what lies in `mask`, of this size, to what the model shows. What shows nothing or everything already is soon told. */
export const holdToLearned = (mask: Float32Array, options: LearnedMaskOptions): void => {
  const { drawn, drawnSize, size, faceWidth } = options;
  const soft = Math.max(options.feather * faceWidth, 1);
  const growth = soft / 2 - options.erosion * faceWidth;
  const inwards = fieldOf(drawn, drawnSize);
  const pixelsPerDrawn = size / drawnSize;
  const places = placesBetween(size, drawnSize);
  const line = new Float32Array(drawnSize);
  for (let row = 0; row < size; row++) {
    const above = places.low[row] as number;
    const top = above * drawnSize;
    const bottom = Math.min(above + 1, drawnSize - 1) * drawnSize;
    const down = places.share[row] as number;
    for (let x = 0; x < drawnSize; x++) {
      const upper = inwards[top + x] as number;
      line[x] = (upper + down * ((inwards[bottom + x] as number) - upper)) * pixelsPerDrawn + growth;
    }
    holdRow({ mask, first: row * size, size }, { line, places, soft });
    fadeToEdge({ mask, first: row * size, size }, Math.min(row, size - 1 - row), soft);
  }
};

interface Row {
  readonly mask: Float32Array;
  /** Where the row begins. */
  readonly first: number;
  readonly size: number;
}

interface RowShown {
  /** How far inside, at the drawn pixels of this row. */
  readonly line: Float32Array;
  readonly places: Places;
  readonly soft: number;
}

/** Between two drawn pixels that are both well inside nothing is to be lowered, and that is most of a face. */
const holdRow = ({ mask, first }: Row, { line, places: { firstOf, share }, soft }: RowShown): void => {
  for (let low = 0; low < line.length; low++) {
    const left = line[low] as number;
    const right = line[Math.min(low + 1, line.length - 1)] as number;
    if (left >= soft && right >= soft) continue;
    const end = firstOf[low + 1] as number;
    for (let column = firstOf[low] as number; column < end; column++) {
      const held = mask[first + column] as number;
      if (held === 0) continue;
      const shown = smoothStep((left + (share[column] as number) * (right - left)) / soft);
      if (shown < held) mask[first + column] = shown;
    }
  }
};

/** The square's own border: its outermost pixels show nothing, and it is as soft as the face's. */
const fadeToEdge = ({ mask, first, size }: Row, toRow: number, soft: number): void => {
  const reach = toRow < soft ? size : Math.min(size, Math.ceil(soft));
  const hold = (column: number): void => {
    const most = smoothStep(Math.min(toRow, column, size - 1 - column) / soft);
    if (most < (mask[first + column] as number)) mask[first + column] = most;
  };
  for (let column = 0; column < reach; column++) hold(column);
  if (reach < size) for (let column = size - reach; column < size; column++) hold(column);
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

/** For each pixel of a line of one length the neighbour before it in a line of another, and how far it lies from there to the next. */
interface Places {
  readonly low: Int32Array;
  readonly share: Float32Array;
  /** The first pixel after each neighbour, and how many there are in all. */
  readonly firstOf: Int32Array;
}

const placesBetween = (size: number, drawnSize: number): Places => {
  const places = { low: new Int32Array(size), share: new Float32Array(size), firstOf: new Int32Array(drawnSize + 1) };
  places.firstOf.fill(size);
  for (let i = size - 1; i >= 0; i--) {
    const held = Math.min(Math.max(((i + 0.5) * drawnSize) / size - 0.5, 0), drawnSize - 1);
    const low = Math.floor(held);
    places.low[i] = low;
    places.share[i] = held - low;
    places.firstOf.fill(i, 0, low + 1);
  }
  return places;
};

/** Mean of 1, 2, 1 along rows and columns, over the field itself: distances from whole pixels have the steps of a slanting border in them. */
const smoothed = (field: Float32Array, size: number): Float32Array => {
  scratch.reuse();
  const rows = smoothedAlong(field, scratch.take(field.length), { size, step: 1, across: size });
  return smoothedAlong(rows, field, { size, step: size, across: 1 });
};

const scratch = floatScratch();

interface Lines {
  readonly size: number;
  /** From one pixel of a line to the next, and from one line to the next. */
  readonly step: number;
  readonly across: number;
}

const smoothedAlong = (from: Float32Array, into: Float32Array, { size, step, across }: Lines): Float32Array => {
  const last = (size - 1) * step;
  for (let line = 0; line < size; line++) {
    const start = line * across;
    for (let place = 0; place <= last; place += step) {
      const before = from[start + (place === 0 ? 0 : place - step)] as number;
      const after = from[start + (place === last ? last : place + step)] as number;
      into[start + place] = (before + 2 * (from[start + place] as number) + after) / 4;
    }
  }
  return into;
};
