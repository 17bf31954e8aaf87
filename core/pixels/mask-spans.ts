/** Where in each row a mask shows anything: what is done for the picture under it need not be done beside it. */

/** For each row the first pixel and the one after the last; both 0 where the row shows nothing. */
export interface MaskSpans {
  readonly first: Int32Array;
  readonly end: Int32Array;
}

/** Of a square mask, drawn out by so many pixels to all sides: who blurs or enlarges what lies in them reads so far beyond. */
export const maskSpans = (mask: Float32Array, { size, reach }: { size: number; reach: number }): MaskSpans => {
  const shown = shownSpans(mask, size);
  const spans = { first: new Int32Array(size), end: new Int32Array(size) };
  for (let row = 0; row < size; row += 1) {
    let [first, end] = [size, 0];
    for (let near = Math.max(0, row - reach); near <= Math.min(size - 1, row + reach); near += 1) {
      if (shown.end[near] === 0) continue;
      first = Math.min(first, shown.first[near] as number);
      end = Math.max(end, shown.end[near] as number);
    }
    if (end === 0) continue;
    spans.first[row] = Math.max(0, first - reach);
    spans.end[row] = Math.min(size, end + reach);
  }
  return spans;
};

const shownSpans = (mask: Float32Array, size: number): MaskSpans => {
  const spans = { first: new Int32Array(size), end: new Int32Array(size) };
  for (let row = 0; row < size; row += 1) {
    const start = row * size;
    let first = 0;
    while (first < size && (mask[start + first] as number) <= 0) first += 1;
    if (first === size) continue;
    let last = size - 1;
    while ((mask[start + last] as number) <= 0) last -= 1;
    spans.first[row] = first;
    spans.end[row] = last + 1;
  }
  return spans;
};
