/** At most so many of a list, at even distances, with the first and the last; in order. */
export const evenly = <Value>(all: readonly Value[], most: number): Value[] => {
  const count = Math.min(most, all.length);
  return Array.from(
    { length: count },
    (_, index) => all[Math.round((index * (all.length - 1)) / Math.max(1, count - 1))] as Value,
  );
};
