/** Questions over all faces of a person: which match, in which order, how they spread. */
import type { FaceState } from '#core/contract/face.ts';
import { type FaceMetric, type FaceQuery, faceMetrics } from '#core/contract/face-query.ts';
import { type MeasureTable, pickValues } from '#core/dataset/coverage-table.ts';
import type { FaceStore } from '#server/ports/studio-store.ts';
import type { FaceCache, HeldFaces } from './face-cache.ts';
import { type FaceFilter, matchingFaces, orderedFaces } from './face-search.ts';
import { summaryOfFaces } from './face-summary.ts';
import { type PersonFaces, stateNames } from './person-faces.ts';
import type { Reader } from './reader.ts';
import { orderBySimilarity } from './similar-faces.ts';

type Queries = Pick<FaceStore, 'search' | 'summary' | 'measures'>;

export const createFaceQueries = (reader: Reader, cache: FaceCache): Queries => ({
  search: async (query) => {
    const held = cache.of(query.personId);
    const { faces } = held;
    const matching = matchingFaces(faces, query, twinsAmong(reader, held, query));
    const ordered = inOrder(reader, { held, matching, query });
    return Array.from(ordered, (at) => faces.ids[at] as string);
  },
  summary: async (query) => {
    const held = cache.of(query.personId);
    const twins = twinsAmong(reader, held, query);
    return summaryOfFaces(held.faces, query, twins && maskOf(held, twins));
  },
  measures: async ({ personId, clipId }) => {
    const { faces } = cache.of(personId);
    const filter = { ...everything, clipIds: clipId === undefined ? [] : [clipId] };
    return measuresOf(faces, matchingFaces(faces, filter));
  },
});

const everything: FaceFilter = {
  states: [],
  clipIds: [],
  clusterId: null,
  withoutTwins: false,
  track: null,
  ranges: {},
};

const measuresOf = (faces: PersonFaces, places: Int32Array): MeasureTable => ({
  ids: Array.from(places, (at) => faces.ids[at] as string),
  clipIds: Array.from(places, (at) => faces.clipIds[faces.clip[at] as number] as string),
  states: Array.from(places, (at) => stateNames[faces.state[at] as number] as FaceState),
  twins: Uint8Array.from(places, (at) => faces.isTwin[at] as number),
  metrics: Object.fromEntries(
    faceMetrics.map((metric) => [metric, pickValues(faces.metrics[metric], new Float32Array(places.length), places)]),
  ) as Record<FaceMetric, Float32Array>,
});

/** Near-duplicates are asked for one face at a time: the database knows whose they are. They lie in one clip. */
const twinsAmong = (reader: Reader, { placeOf }: HeldFaces, { twinsOf }: FaceQuery): Int32Array | undefined => {
  if (twinsOf === null) return undefined;
  const rows = reader.all<{ id: string }>(
    `SELECT id FROM face WHERE attempt IS NULL AND clip_id = (SELECT clip_id FROM face WHERE id = ?)
      AND (id = ? OR twin_of = ?)`,
    twinsOf,
    twinsOf,
    twinsOf,
  );
  const places = rows.map(({ id }) => placeOf(id)).filter((at) => at !== undefined);
  return Int32Array.from(places).sort();
};

const maskOf = ({ faces }: HeldFaces, places: Int32Array): Uint8Array => {
  const mask = new Uint8Array(faces.count);
  for (const at of places) mask[at] = 1;
  return mask;
};

interface Matching {
  readonly held: HeldFaces;
  readonly matching: Int32Array;
  readonly query: FaceQuery;
}

const inOrder = (reader: Reader, { held, matching, query }: Matching): Int32Array => {
  const { sort, descending, similarTo } = query;
  const { faces } = held;
  if (sort !== 'similarity') {
    return orderedFaces(matching, { values: sort === 'time' ? undefined : faces.metrics[sort], descending });
  }
  return orderBySimilarity(reader, {
    faces,
    sketches: held.sketches(),
    descending,
    seqs: similarTo.map(held.placeOf).flatMap((at) => (at === undefined ? [] : [faces.seq[at] as number])),
    order: (values) => orderedFaces(matching, { values, descending }),
  });
};
