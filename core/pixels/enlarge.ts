/** Enlarges a square plane by a whole number with Catmull-Rom's cubic: smoother than straight lines between samples. */

/** size x size values -> (size x factor) x (size x factor). Beside hard edges the cubic overshoots. */
export const enlarge = (
  values: Float32Array,
  { size, factor }: { readonly size: number; readonly factor: number },
): Float32Array => {
  if (factor === 1) return values;
  const kernels = Array.from({ length: factor }, (_, phase) => kernelAt((phase + 0.5) / factor - 0.5));
  return widen(heighten(values, size, kernels), size, kernels);
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

/** Whole rows are mixed, number by number. */
const heighten = (values: Float32Array, size: number, kernels: readonly Kernel[]): Float32Array => {
  const factor = kernels.length;
  const out = new Float32Array(size * size * factor);
  for (let row = 0; row < size * factor; row++) {
    const { first, weights } = kernels[row % factor] as Kernel;
    const [w0, w1, w2, w3] = weights;
    const start = Math.floor(row / factor) + first;
    const at = (tap: number): number => held(start + tap, size) * size;
    const [r0, r1, r2, r3] = [at(0), at(1), at(2), at(3)];
    const to = row * size;
    for (let i = 0; i < size; i++) {
      out[to + i] =
        w0 * (values[r0 + i] as number) +
        w1 * (values[r1 + i] as number) +
        w2 * (values[r2 + i] as number) +
        w3 * (values[r3 + i] as number);
    }
  }
  return out;
};

/** Row by row, a phase at a time: its four weights stay at hand. */
const widen = (values: Float32Array, size: number, kernels: readonly Kernel[]): Float32Array => {
  const factor = kernels.length;
  const rows = values.length / size;
  const out = new Float32Array(rows * size * factor);
  // The row with its ends drawn out by as much as a kernel reaches.
  const line = new Float32Array(size + 2 * reach);
  for (let row = 0; row < rows; row++) {
    const from = row * size;
    for (let i = 0; i < line.length; i++) line[i] = values[from + held(i - reach, size)] as number;
    for (let phase = 0; phase < factor; phase++) {
      const { first, weights } = kernels[phase] as Kernel;
      const [w0, w1, w2, w3] = weights;
      for (let i = 0, at = first + reach, to = from * factor + phase; i < size; i++, at++, to += factor) {
        out[to] =
          w0 * (line[at] as number) +
          w1 * (line[at + 1] as number) +
          w2 * (line[at + 2] as number) +
          w3 * (line[at + 3] as number);
      }
    }
  }
  return out;
};

const reach = 2;

const held = (index: number, length: number): number => Math.min(Math.max(index, 0), length - 1);
