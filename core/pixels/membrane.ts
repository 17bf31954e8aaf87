/** Laplace's equation on a square grid: free points are the mean of their four neighbours, all others stay as they are. */

/** Sweeps at each size; the coarser grids bring what is far, so a few do. */
const sweeps = 24;
const coarsest = 8;

/**
 * `values` of size x size, with those at free points replaced by the membrane that hangs from the others. No free point
 * lies at the grid's rim.
 */
export const hangMembrane = (values: Float32Array, isFree: Uint8Array, size: number): Float32Array => {
  const hung = begunFromCoarser(values, isFree, size);
  // Over-relaxed, which for a grid of this size settles fastest.
  const push = 2 / (1 + Math.sin(Math.PI / Math.min(size, sweeps)));
  for (let sweep = 0; sweep < sweeps; sweep += 1) relax(hung, { isFree, size, push });
  return hung;
};

const begunFromCoarser = (values: Float32Array, isFree: Uint8Array, size: number): Float32Array => {
  const begun = Float32Array.from(values, (value, at) => (isFree[at] ? 0 : value));
  if (size % 2 === 1 || size <= coarsest) return begun;
  const half = halved(begun, isFree, size);
  const coarse = hangMembrane(half.values, half.isFree, size / 2);
  for (let at = 0; at < begun.length; at += 1) if (isFree[at]) begun[at] = between(coarse, size / 2, at, size);
  return begun;
};

/** Each point the mean of its four that are not free; free where all are. */
const halved = (values: Float32Array, isFree: Uint8Array, size: number) => {
  const half = size / 2;
  const coarse = { values: new Float32Array(half * half), isFree: new Uint8Array(half * half) };
  for (let at = 0; at < coarse.values.length; at += 1) {
    const first = Math.floor(at / half) * 2 * size + (at % half) * 2;
    const known = [first, first + 1, first + size, first + size + 1].filter((each) => !isFree[each]);
    coarse.isFree[at] = known.length === 0 ? 1 : 0;
    if (known.length > 0) {
      coarse.values[at] = known.reduce((sum, each) => sum + (values[each] as number), 0) / known.length;
    }
  }
  return coarse;
};

/** The coarse grid at the middle of a point of the fine one, bilinear. */
const between = (coarse: Float32Array, half: number, at: number, size: number): number => {
  const held = (place: number): number => Math.min(half - 1.000001, Math.max(0, place));
  const [x, y] = [held(((at % size) + 0.5) / 2 - 0.5), held((Math.floor(at / size) + 0.5) / 2 - 0.5)];
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const first = top * half + left;
  const upper = mix(coarse[first] as number, coarse[first + 1] as number, x - left);
  const lower = mix(coarse[first + half] as number, coarse[first + half + 1] as number, x - left);
  return mix(upper, lower, y - top);
};

const mix = (one: number, other: number, part: number): number => one + part * (other - one);

const relax = (
  values: Float32Array,
  { isFree, size, push }: { readonly isFree: Uint8Array; readonly size: number; readonly push: number },
): void => {
  for (let at = size; at < values.length - size; at += 1) {
    if (!isFree[at]) continue;
    const around =
      (values[at - 1] as number) +
      (values[at + 1] as number) +
      (values[at - size] as number) +
      (values[at + size] as number);
    const value = values[at] as number;
    values[at] = value + push * (around / 4 - value);
  }
};
