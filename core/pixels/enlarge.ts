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
  const sample = (at: number): number => values[from + held(at, size)] as number;
  for (let phase = 0; phase < factor; phase++) {
    const { first, weights } = kernels[phase] as Kernel;
    const [w0, w1, w2, w3] = weights;
    const put = (i: number): void => {
      const at = i + first;
      wide[(from + i) * factor + phase] =
        w0 * sample(at) + w1 * sample(at + 1) + w2 * sample(at + 2) + w3 * sample(at + 3);
    };
    const [inside, beyond] = [Math.min(reach, size), Math.max(reach, size - reach)];
    for (let i = 0; i < inside; i++) put(i);
    for (let i = inside, at = from + i + first, to = (from + i) * factor + phase; i < beyond; i++, at++, to += factor) {
      wide[to] =
        w0 * (values[at] as number) +
        w1 * (values[at + 1] as number) +
        w2 * (values[at + 2] as number) +
        w3 * (values[at + 3] as number);
    }
    for (let i = beyond; i < size; i++) put(i);
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
