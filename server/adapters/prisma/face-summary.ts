/** How the faces of a query spread: a histogram for each metric with its own range left out, and counts by state. */
import { type FaceHistogram, type FaceSummary, faceMetrics } from '#core/contract/face-query.ts';
import { type FaceFilter, isOutside, maskWithoutRanges, type Range, rangesOf } from './face-search.ts';
import { type PersonFaces, stateNames } from './person-faces.ts';

const binCount = 48;

export const summaryOfFaces = (faces: PersonFaces, filter: FaceFilter, only: Uint8Array | undefined): FaceSummary => {
  const ranges = rangesOf(filter);
  const { misses, missed } = countMisses(faces, ranges);
  const mask = maskWithoutRanges(faces, filter);
  const anyState = maskWithoutRanges(faces, { ...filter, states: [] });
  if (only) keepOnly([mask, anyState], only);
  return {
    histograms: Object.fromEntries(
      faceMetrics.map((metric) => {
        const own = ranges.findIndex((range) => range.metric === metric);
        const isCounted = (at: number): boolean =>
          mask[at] === 1 && (misses[at] === 0 || (misses[at] === 1 && missed[at] === own));
        return [metric, histogram(faces.metrics[metric], isCounted)];
      }),
    ) as FaceSummary['histograms'],
    states: countStates(faces, (at) => anyState[at] === 1 && misses[at] === 0),
  };
};

const keepOnly = (masks: readonly Uint8Array[], only: Uint8Array): void => {
  for (const mask of masks) for (let at = 0; at < mask.length; at++) if (!only[at]) mask[at] = 0;
};

/** How many of the ranges a face lies outside of, and the last of these. */
const countMisses = (faces: PersonFaces, ranges: readonly Range[]) => {
  const misses = new Uint8Array(faces.count);
  const missed = new Uint8Array(faces.count);
  ranges.forEach((range, index) => {
    const values = faces.metrics[range.metric];
    for (let at = 0; at < faces.count; at++) {
      if (!isOutside(values[at] as number, range)) continue;
      misses[at] = (misses[at] as number) + 1;
      missed[at] = index;
    }
  });
  return { misses, missed };
};

/** From the lowest to the highest of all the person's faces, so that the axis stands still while filters change. */
const histogram = (values: Float64Array, isCounted: (at: number) => boolean): FaceHistogram => {
  let [from, to] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value < from) from = value;
    if (value > to) to = value;
  }
  if (values.length === 0) [from, to] = [0, 0];
  const counts = new Array<number>(binCount).fill(0);
  const binsPerUnit = to > from ? binCount / (to - from) : 0;
  for (let at = 0; at < values.length; at++) {
    if (!isCounted(at)) continue;
    const bin = Math.min(binCount - 1, Math.floor(((values[at] as number) - from) * binsPerUnit));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { from, to, counts };
};

const countStates = (faces: PersonFaces, isCounted: (at: number) => boolean): FaceSummary['states'] => {
  const counts = stateNames.map(() => 0);
  for (let at = 0; at < faces.count; at++) {
    const state = faces.state[at] as number;
    if (isCounted(at)) counts[state] = (counts[state] as number) + 1;
  }
  return Object.fromEntries(stateNames.map((name, state) => [name, counts[state]])) as FaceSummary['states'];
};
