/** Enlarges a square plane by a whole number with Catmull-Rom's cubic: smoother than straight lines between samples. */
import { floatScratch, type Scratch } from './scratch.ts';

export interface Enlargement {
  /** Side of the square, samples. */
  readonly size: number;
  readonly factor: number;
}

/** Rows and columns of an enlarged plane, the last ones as well. */
export interface EnlargedPart {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** size x size values -> (size x factor) x (size x factor). Beside hard edges the cubic overshoots. */
export const enlarge = (values: Float32Array, { size, factor }: Enlargement): Float32Array => {
  const last = size * factor - 1;
  const part = { left: 0, right: last, top: 0, bottom: last };
  return enlargePart(values, { size, factor, part, scratch: floatScratch() });
};

/** The same in memory that is used again, and of it only a part: what lies beside it is anything. */
export const enlargePart = (
  values: Float32Array,
  {
    size,
    factor,
    part,
    scratch,
  }: Enlargement & { readonly part: EnlargedPart; readonly scratch: Scratch<Float32Array> },
): Float32Array => {
  if (factor === 1) return values;
  const kernels = Array.from({ length: factor }, (_, phase) => kernelAt((phase + 0.5) / factor - 0.5));
  const wide = scratch.take(size * size * factor);
  const into = scratch.take((size * factor) ** 2);
  const first = held(Math.floor(part.top / factor) - reach, size);
  const last = held(Math.floor(part.bottom / factor) + reach, size);
  for (let row = first; row <= last; row++) widenRow({ values, wide, row, size }, kernels);
  for (let row = part.top; row <= part.bottom; row++) mixRow({ wide, into, row, size, part }, kernels);
  return into;
};

interface Kernel {
  /** Source sample of the first weight, from the one that holds the target. */
  readonly first: number;
  readonly weights: readonly [number, number, number, number];
}

/** Weights for a point `offset` samples from the middle of a source sample, -0.5..0.5. */
const kernelAt = (offset: number): Kernel => {
  const low = Math.floor(offset);
  const t = offset - low;
  const s = 1 - t;
  return {
    first: low - 1,
    weights: [
      (-t * s * s) / 2,
      (2 - 5 * t * t + 3 * t * t * t) / 2,
      (t * (1 + 4 * t - 3 * t * t)) / 2,
      (-t * t * s) / 2,
    ],
  };
};

interface WidenRow {
  readonly values: Float32Array;
  readonly wide: Float32Array;
  readonly row: number;
  readonly size: number;
}

/** A phase at a time: its four weights stay at hand. The samples at both ends are held. */
const widenRow = ({ values, wide, row, size }: WidenRow, kernels: readonly Kernel[]): void => {
  const factor = kernels.length;
  const from = row * size;
  const last = from + size - 1;
  for (let phase = 0; phase < factor; phase++) {
    const { first, weights } = kernels[phase] as Kernel;
    const [w0, w1, w2, w3] = weights;
    for (let i = 0, at = from + first, to = from * factor + phase; i < size; i++, at++, to += factor) {
      const isInside = at >= from && at + 3 <= last;
      const a = values[isInside ? at : Math.max(from, Math.min(at, last))] as number;
      const b = values[isInside ? at + 1 : Math.max(from, Math.min(at + 1, last))] as number;
      const c = values[isInside ? at + 2 : Math.max(from, Math.min(at + 2, last))] as number;
      const d = values[isInside ? at + 3 : Math.max(from, Math.min(at + 3, last))] as number;
      wide[to] = w0 * a + w1 * b + w2 * c + w3 * d;
    }
  }
};

interface MixRow {
  readonly wide: Float32Array;
  readonly into: Float32Array;
  /** Of the enlarged plane. */
  readonly row: number;
  readonly size: number;
  readonly part: EnlargedPart;
}

/** Whole rows are mixed, number by number. */
const mixRow = ({ wide, into, row, size, part }: MixRow, kernels: readonly Kernel[]): void => {
  const factor = kernels.length;
  const width = size * factor;
  const { first, weights } = kernels[row % factor] as Kernel;
  const [w0, w1, w2, w3] = weights;
  const start = Math.floor(row / factor) + first;
  const at = (tap: number): number => held(start + tap, size) * width;
  const [r0, r1, r2, r3, to] = [at(0), at(1), at(2), at(3), row * width];
  for (let i = part.left; i <= part.right; i++) {
    into[to + i] =
      w0 * (wide[r0 + i] as number) +
      w1 * (wide[r1 + i] as number) +
      w2 * (wide[r2 + i] as number) +
      w3 * (wide[r3 + i] as number);
  }
};

/** Samples that a kernel reaches to either side. */
const reach = 2;

const held = (index: number, length: number): number => Math.min(Math.max(index, 0), length - 1);
