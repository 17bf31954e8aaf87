/** Which of a person's faces match a query, and in which order. */
import { type FaceMetric, type FaceQuery, faceMetrics } from '#core/contract/face-query.ts';
import { orderByValue } from './order-by-value.ts';
import { type PersonFaces, stateNames } from './person-faces.ts';

/** What a query says beside the metrics' ranges, the order, and what is asked of the database. */
export type FaceFilter = Pick<FaceQuery, 'states' | 'clipIds' | 'clusterId' | 'withoutTwins' | 'track' | 'ranges'>;

/** Places of those that match, in the order of time. */
export const matchingFaces = (faces: PersonFaces, filter: FaceFilter, among: Int32Array = allOf(faces)): Int32Array => {
  const mask = maskWithoutRanges(faces, filter);
  for (const range of rangesOf(filter)) {
    const values = faces.metrics[range.metric];
    for (let at = 0; at < mask.length; at++) if (mask[at] && isOutside(values[at] as number, range)) mask[at] = 0;
  }
  return among.filter((at) => mask[at] === 1);
};

/** 1 where a face matches all but the ranges. */
export const maskWithoutRanges = (faces: PersonFaces, filter: Omit<FaceFilter, 'ranges'>): Uint8Array => {
  const mask = new Uint8Array(faces.count).fill(1);
  const { states, clipIds, clusterId, withoutTwins, track } = filter;
  if (states.length > 0)
    keepListed(
      mask,
      faces.state,
      states.map((state) => stateNames.indexOf(state)),
    );
  if (clipIds.length > 0)
    keepListed(
      mask,
      faces.clip,
      clipIds.map((id) => faces.clipIds.indexOf(id)),
    );
  if (clusterId !== null)
    keepListed(
      mask,
      faces.cluster,
      [faces.clusterIds.indexOf(clusterId)].filter((at) => at >= 0),
    );
  if (withoutTwins) keepListed(mask, faces.isTwin, [0]);
  if (track !== null) {
    keepListed(mask, faces.clip, [faces.clipIds.indexOf(track.clipId)]);
    keepListed(mask, faces.track, [track.number]);
  }
  return mask;
};

export interface Range {
  readonly metric: FaceMetric;
  readonly from: number;
  readonly to: number;
}

/** Those that say something. */
export const rangesOf = ({ ranges }: Pick<FaceQuery, 'ranges'>): Range[] =>
  faceMetrics.flatMap((metric) => {
    const [from, to] = ranges[metric] ?? [null, null];
    return from === null && to === null ? [] : [{ metric, from: from ?? -Infinity, to: to ?? Infinity }];
  });

export const isOutside = (value: number, { from, to }: Pick<Range, 'from' | 'to'>): boolean =>
  value < from || value > to;

/** `places` come and go in the order of time where that is asked for; `similarity` is given as values of their own. */
export const orderedFaces = (
  places: Int32Array,
  { values, descending }: { readonly values: Float64Array | undefined; readonly descending: boolean },
): Int32Array => {
  const order = values ? orderByValue(places, values) : places;
  return descending ? order.toReversed() : order;
};

/** Filled by hand: `Int32Array.from` with a function takes ten times as long. */
const allOf = ({ count }: PersonFaces): Int32Array => {
  const places = new Int32Array(count);
  for (let at = 0; at < count; at++) places[at] = at;
  return places;
};

const keepListed = (mask: Uint8Array, column: ArrayLike<number>, listed: readonly number[]): void => {
  const [only] = listed;
  if (listed.length === 1) {
    for (let at = 0; at < mask.length; at++) if (column[at] !== only) mask[at] = 0;
    return;
  }
  const wanted = new Set(listed);
  for (let at = 0; at < mask.length; at++) if (!wanted.has(column[at] as number)) mask[at] = 0;
};
