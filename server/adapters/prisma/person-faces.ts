/**
 * All faces of one person in memory, a list of numbers for each column, in the order of time: by clip, then frame. SQLite
 * takes 200 ms and more to sort or count a hundred thousand rows by a column, these lists some 10 ms; with the ids they take 20 MB.
 */

import { faceState } from '#core/contract/face.ts';
import { type FaceMetric, faceMetrics } from '#core/contract/face-query.ts';
import { columnOfValue } from './face-values.ts';
import type { Reader } from './reader.ts';

export interface PersonFaces {
  readonly count: number;
  /** Clips by age; `clip` holds places in this list. */
  readonly clipIds: readonly string[];
  /** `cluster` holds places in this list, -1 for none. Grows. */
  readonly clusterIds: string[];
  readonly ids: readonly string[];
  readonly seq: Int32Array;
  readonly clip: Uint16Array;
  readonly frameIndex: Int32Array;
  readonly track: Int32Array;
  readonly cluster: Int32Array;
  /** Places in `stateNames`. */
  readonly state: Uint8Array;
  /** 1 where it is a near-duplicate of a better one. */
  readonly isTwin: Uint8Array;
  /** 1 where a human set the state. */
  readonly decided: Uint8Array;
  readonly metrics: Readonly<Record<FaceMetric, Float64Array>>;
}

export const stateNames = faceState.options;

export const loadPersonFaces = (reader: Reader, personId: string): PersonFaces => {
  const clips = reader.all<{ id: string; most: number }>(
    `SELECT id, (SELECT COUNT(*) FROM face WHERE clip_id = clip.id) AS most FROM clip
     WHERE person_id = ? ORDER BY created_at, id`,
    personId,
  );
  const filling = emptyFaces(
    clips.map(({ id }) => id),
    clips.reduce((sum, { most }) => sum + most, 0),
  );
  const metrics = faceMetrics.map((metric) => filling.metrics[metric]);
  clips.forEach(({ id }, clip) => {
    for (const row of reader.lists<Row>(selectRows, id)) {
      const at = fill(filling, clip, row);
      for (let metric = 0; metric < metrics.length; metric++) {
        (metrics[metric] as Float64Array)[at] = row[firstMetric + metric] as number;
      }
    }
  });
  return trimmed(filling);
};

export const clusterPlace = (faces: Pick<PersonFaces, 'clusterIds'>, id: string | null): number => {
  if (id === null) return -1;
  const known = faces.clusterIds.indexOf(id);
  return known >= 0 ? known : faces.clusterIds.push(id) - 1;
};

type Row = readonly [
  seq: number,
  id: string,
  frameIndex: number,
  track: number,
  cluster: string | null,
  state: (typeof stateNames)[number],
  isTwin: 0 | 1,
  decided: 0 | 1,
  ...metrics: number[],
];

const selectRows = `SELECT seq, id, frame_index, track, cluster_id, state, twin_of IS NOT NULL, decided,
  ${faceMetrics.map((metric) => columnOfValue[metric]).join(', ')}
  FROM face WHERE clip_id = ? AND attempt IS NULL ORDER BY frame_index, seq`;

const firstMetric = 8;

interface Filling extends Omit<PersonFaces, 'count' | 'ids'> {
  count: number;
  readonly ids: string[];
}

const emptyFaces = (clipIds: readonly string[], most: number): Filling => ({
  count: 0,
  clipIds,
  clusterIds: [],
  ids: [],
  seq: new Int32Array(most),
  clip: new Uint16Array(most),
  frameIndex: new Int32Array(most),
  track: new Int32Array(most),
  cluster: new Int32Array(most),
  state: new Uint8Array(most),
  isTwin: new Uint8Array(most),
  decided: new Uint8Array(most),
  metrics: Object.fromEntries(faceMetrics.map((metric) => [metric, new Float64Array(most)])) as Record<
    FaceMetric,
    Float64Array
  >,
});

/** All but the metrics. Gives the place. */
const fill = (faces: Filling, clip: number, row: Row): number => {
  const at = faces.count++;
  const [seq, id, frameIndex, track, cluster, state, isTwin, decided] = row;
  faces.ids.push(id);
  faces.seq[at] = seq;
  faces.clip[at] = clip;
  faces.frameIndex[at] = frameIndex;
  faces.track[at] = track;
  faces.cluster[at] = clusterPlace(faces, cluster);
  faces.state[at] = stateNames.indexOf(state);
  faces.isTwin[at] = isTwin;
  faces.decided[at] = decided;
  return at;
};

/** Room was made for faces still being found, too. */
const trimmed = (faces: Filling): PersonFaces => ({
  ...faces,
  seq: faces.seq.subarray(0, faces.count),
  clip: faces.clip.subarray(0, faces.count),
  frameIndex: faces.frameIndex.subarray(0, faces.count),
  track: faces.track.subarray(0, faces.count),
  cluster: faces.cluster.subarray(0, faces.count),
  state: faces.state.subarray(0, faces.count),
  isTwin: faces.isTwin.subarray(0, faces.count),
  decided: faces.decided.subarray(0, faces.count),
  metrics: Object.fromEntries(
    faceMetrics.map((metric) => [metric, faces.metrics[metric].subarray(0, faces.count)]),
  ) as Record<FaceMetric, Float64Array>,
});
