/**
 * How alike each of a person's faces is to a few chosen ones. All are ranked by their sketches in memory; those that come
 * first by them are compared by their whole descriptors, so that what is looked at is in its true order.
 */
import { meanDescriptor } from '#core/dataset/likeness.ts';
import { sketchedCosines, sketchLength, sketchOf } from './descriptor-sketch.ts';
import { inList, listValue } from './face-writes.ts';
import { packedDots, unpackNumbers } from './packed-numbers.ts';
import type { PersonFaces } from './person-faces.ts';
import type { Reader } from './reader.ts';

/** Of all faces, in the order of the faces: 13 MB for a hundred thousand. */
export const loadSketches = (
  reader: Reader,
  { seq: seqs, count }: PersonFaces,
  placeOfSeq: (seq: number) => number | undefined,
): Uint8Array => {
  const sketches = new Uint8Array(count * sketchLength);
  const isThere = new Uint8Array(count);
  for (const [first, last] of runsOf(seqs)) {
    for (const [seq, sketch] of reader.lists<[number, Uint8Array]>(selectSketches, first, last)) {
      const at = placeOfSeq(seq);
      if (at === undefined) continue;
      sketches.set(sketch, at * sketchLength);
      isThere[at] = 1;
    }
  }
  // Faces of a studio of the first version have none.
  seqs.forEach((seq, at) => {
    if (isThere[at] === 0) sketches.set(sketchOf(descriptorsOf(reader, [seq])[0] ?? []), at * sketchLength);
  });
  return sketches;
};

/** In the order in which they lie in the file. */
const selectSketches = 'SELECT face_seq, sketch FROM face_sketch WHERE face_seq BETWEEN ? AND ?';

/** First and last of numbers that lie close together: a person's clips are spread among those of others. */
const runsOf = (seqs: Int32Array): [first: number, last: number][] => {
  const farApart = 1000;
  const runs: [first: number, last: number][] = [];
  for (const seq of seqs.toSorted()) {
    const run = runs.at(-1);
    if (run && seq - run[1] < farApart) run[1] = seq;
    else runs.push([seq, seq]);
  }
  return runs;
};

const descriptorsOf = (reader: Reader, seqs: readonly number[]): Float32Array[] =>
  reader
    .all<{ descriptor: Uint8Array; bits: number }>(
      `SELECT descriptor, bits FROM face_descriptor WHERE face_seq IN ${inList}`,
      listValue(seqs),
    )
    .map(({ descriptor, bits }) => unpackNumbers(descriptor, bits))
    .filter(({ length }) => length > 0);

/** So many are compared in full, more than anyone looks through: it takes some 12 ms. */
const comparedInFull = 1000;

export interface SimilarityOrder {
  readonly faces: PersonFaces;
  readonly sketches: Uint8Array;
  /** Of the chosen faces. */
  readonly seqs: readonly number[];
  readonly descending: boolean;
  readonly order: (values: Float64Array) => Int32Array;
}

/** `order` puts those that match in the order of the values it is given, one for each face. */
export const orderBySimilarity = (reader: Reader, options: SimilarityOrder): Int32Array => {
  const { faces, sketches, seqs, order } = options;
  const target = meanDescriptor(descriptorsOf(reader, seqs));
  if (!target) return order(new Float64Array(faces.count));
  const ranked = order(sketchedCosines(sketches, target));
  const first = ranked.subarray(0, comparedInFull);
  const cosines = cosinesTo(
    reader,
    target,
    Array.from(first, (at) => faces.seq[at] as number),
  );
  const cosine = (at: number): number => cosines.get(faces.seq[at] as number) ?? 0;
  const sign = options.descending ? -1 : 1;
  ranked.set(Array.from(first).sort((a, b) => sign * (cosine(a) - cosine(b)) || a - b));
  return ranked;
};

const cosinesTo = (reader: Reader, target: Float32Array, seqs: readonly number[]): Map<number, number> => {
  const dotWith = packedDots(target);
  const cosines = new Map<number, number>();
  const rows = reader.lists<[number, Uint8Array, number]>(
    `SELECT face_seq, descriptor, bits FROM face_descriptor WHERE face_seq IN ${inList}`,
    listValue(seqs),
  );
  for (const [seq, descriptor, bits] of rows) cosines.set(seq, dotWith(descriptor, bits));
  return cosines;
};
