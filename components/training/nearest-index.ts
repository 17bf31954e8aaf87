/** Index of the number nearest to `value` in an ascending list; -1 in an empty one. */
export const nearestIndex = (ascending: readonly number[], value: number): number => {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [ascending[low - 1], ascending[low]];
  if (after === undefined) return low - 1;
  return before !== undefined && value - before <= after - value ? low - 1 : low;
};
