/** Every preview of a run is kept, until there are very many: then those are let go that stand closest between their neighbours. */

/** A day of previews every 45 seconds; at about half a megabyte each, a gigabyte. */
export const mostPreviews = 2000;

/** Room for as many again before the next thinning. */
const keptByThinning = mostPreviews / 2;

/** Iterations, ascending, that go. The first and the newest always stay, and what stays lies evenly. */
export const previewsToDrop = (iterations: readonly number[]): number[] => {
  if (iterations.length <= mostPreviews) return [];
  const [first, last] = [iterations[0] as number, iterations.at(-1) as number];
  const stepIterations = (last - first) / (keptByThinning - 1);
  let due = first;
  return iterations.filter((iteration) => {
    if (iteration < due && iteration !== last) return true;
    due += stepIterations * Math.max(1, Math.ceil((iteration - due) / stepIterations));
    return false;
  });
};
