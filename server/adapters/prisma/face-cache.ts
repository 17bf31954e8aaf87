/**
 * Faces of the people looked at last, held in memory by their columns. The database stays the truth: what is written is
 * changed here after its commit, and what is not worth changing here is forgotten and read again when next asked for.
 */
import { faceMetrics } from '#core/contract/face-query.ts';
import type { FaceValues } from '#server/ports/studio-store.ts';
import { sketchLength } from './descriptor-sketch.ts';
import { clusterPlace, loadPersonFaces, type PersonFaces, stateNames } from './person-faces.ts';
import type { Reader } from './reader.ts';
import { loadSketches } from './similar-faces.ts';

/** Measured: some 40 MB for each hundred thousand, with their ids and sketches. */
const facesHeld = 300_000;

export interface HeldFaces {
  readonly faces: PersonFaces;
  /** Read when first asked for. */
  sketches(): Uint8Array;
  /** Nothing where they were not read yet. */
  changeSketch(seq: number, sketch: Uint8Array): void;
  /** Where a face lies; undefined for one of nobody or of somebody else. */
  placeOf(id: string): number | undefined;
  /** The same by its number in the database. */
  placeOfSeq(seq: number): number | undefined;
}

export interface FaceCache {
  of(personId: string): HeldFaces;
  /** After a commit. */
  change(personId: string, seqs: readonly number[], set: Partial<FaceValues>): void;
  changeSketch(personId: string, seq: number, sketch: Uint8Array): void;
  forget(personId: string): void;
  forgetAll(): void;
}

export const createFaceCache = (reader: Reader): FaceCache => {
  /** The one asked for last comes last. */
  const held = new Map<string, HeldFaces>();
  const makeRoom = (): void => {
    let count = [...held.values()].reduce((sum, { faces }) => sum + faces.count, 0);
    for (const [personId, { faces }] of held) {
      if (count <= facesHeld || held.size === 1) return;
      held.delete(personId);
      count -= faces.count;
    }
  };
  return {
    of: (personId) => {
      const known = held.get(personId) ?? hold(reader, personId);
      held.delete(personId);
      held.set(personId, known);
      makeRoom();
      return known;
    },
    change: (personId, seqs, set) => {
      const known = held.get(personId);
      if (known) changeFaces(known, seqs, set);
    },
    changeSketch: (personId, seq, sketch) => held.get(personId)?.changeSketch(seq, sketch),
    forget: (personId) => void held.delete(personId),
    forgetAll: () => held.clear(),
  };
};

const hold = (reader: Reader, personId: string): HeldFaces => {
  const faces = loadPersonFaces(reader, personId);
  let sketches: Uint8Array | undefined;
  let places: Map<string, number> | undefined;
  let bySeq: Int32Array | undefined;
  const placeOfSeq = (seq: number): number | undefined => {
    bySeq ??= placesBySeq(faces);
    return search(faces.seq, bySeq, seq);
  };
  return {
    faces,
    sketches: () => {
      sketches ??= loadSketches(reader, faces, placeOfSeq);
      return sketches;
    },
    changeSketch: (seq, sketch) => {
      const at = placeOfSeq(seq);
      if (at !== undefined) sketches?.set(sketch, at * sketchLength);
    },
    placeOf: (id) => {
      places ??= new Map(faces.ids.map((each, at) => [each, at]));
      return places.get(id);
    },
    placeOfSeq,
  };
};

const placesBySeq = ({ seq, count }: PersonFaces): Int32Array =>
  Int32Array.from({ length: count }, (_, at) => at).sort((a, b) => (seq[a] as number) - (seq[b] as number));

const search = (seqs: Int32Array, bySeq: Int32Array, wanted: number): number | undefined => {
  let [low, high] = [0, bySeq.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = bySeq[middle] as number;
    const seq = seqs[at] as number;
    if (seq === wanted) return at;
    if (seq < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
};

const changeFaces = ({ faces, placeOfSeq }: HeldFaces, seqs: readonly number[], set: Partial<FaceValues>): void => {
  const places = seqs.map(placeOfSeq).filter((at) => at !== undefined);
  const write = (column: { [at: number]: number }, value: number | undefined): void => {
    if (value !== undefined) for (const at of places) column[at] = value;
  };
  write(faces.state, set.state && stateNames.indexOf(set.state));
  write(faces.cluster, set.clusterId === undefined ? undefined : clusterPlace(faces, set.clusterId));
  write(faces.isTwin, set.twinOf === undefined ? undefined : Number(set.twinOf !== null));
  write(faces.decided, set.decided === undefined ? undefined : Number(set.decided));
  write(faces.track, set.track);
  for (const metric of faceMetrics) write(faces.metrics[metric], set[metric]);
};
