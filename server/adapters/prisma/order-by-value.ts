/**
 * Puts places in the order of their values, equal values in the order given: a radix sort by 16 bits at a time. A hundred
 * thousand take some 6 ms; `sort` with a comparing function takes ten times that.
 */

const digitBits = 16;
const buckets = 1 << digitBits;

/** `places` are indices into `values`. */
export const orderByValue = (places: Int32Array, values: Float64Array): Int32Array => {
  let order = Int32Array.from(places);
  let next = new Int32Array(places.length);
  const digits = sortableDigits(values);
  const starts = new Int32Array(buckets + 1);
  for (let digit = 0; digit < 4; digit++) {
    starts.fill(0);
    for (let i = 0; i < order.length; i++) {
      const bucket = (digits[4 * (order[i] as number) + digit] as number) + 1;
      starts[bucket] = (starts[bucket] as number) + 1;
    }
    for (let bucket = 0; bucket < buckets; bucket++) {
      starts[bucket + 1] = (starts[bucket + 1] as number) + (starts[bucket] as number);
    }
    for (let i = 0; i < order.length; i++) {
      const place = order[i] as number;
      const bucket = digits[4 * place + digit] as number;
      const to = starts[bucket] as number;
      next[to] = place;
      starts[bucket] = to + 1;
    }
    [order, next] = [next, order];
  }
  return order;
};

/** Four digits a value, the lowest first, that sort as the values do: the sign turned over, and all else too where it is negative. */
const sortableDigits = (values: Float64Array): Uint16Array => {
  const copy = new Float64Array(values);
  // -0 is 0.
  for (let i = 0; i < copy.length; i++) copy[i] = (copy[i] as number) + 0;
  const digits = new Uint16Array(copy.buffer);
  for (let i = 0; i < digits.length; i += 4) {
    const isNegative = (digits[i + 3] as number) >= 0x8000;
    if (!isNegative) digits[i + 3] = (digits[i + 3] as number) | 0x8000;
    else for (let digit = 0; digit < 4; digit++) digits[i + digit] = ~(digits[i + digit] as number);
  }
  return digits;
};
