/**
 * How alike each of a person's faces is to a few chosen ones. All are ranked by their sketches in memory; those that come
 * first by them are compared by their whole descriptors, so that what is looked at is in its true order.
 */
import { meanDescriptor } from '#core/dataset/likeness.ts';
import { sketchLength, sketchOf } from './descriptor-sketch.ts';
import { unpackNumbers } from './packed-numbers.ts';
import type { PersonFaces } from './person-faces.ts';
import type { Reader } from './reader.ts';

/** Sketches of all faces, in the order of the faces: 13 MB for a hundred thousand. */
export const loadSketches = (reader: Reader, { clipIds, count }: PersonFaces): Int8Array => {
  const sketches = new Int8Array(count * sketchLength);
  let at = 0;
  for (const clipId of clipIds) {
    for (const [seq, sketch] of reader.lists<[number, Uint8Array | null]>(selectSketches, clipId)) {
      const values = sketch ? asSigned(sketch) : sketchOf(descriptorOf(reader, seq));
      sketches.set(values, at * sketchLength);
      at++;
    }
  }
  return sketches;
};

/** In the order of `selectRows` of person-faces.ts. */
const selectSketches = `SELECT face.seq, sketch FROM face LEFT JOIN face_sketch ON face_seq = seq
  WHERE clip_id = ? AND attempt IS NULL ORDER BY frame_index, seq`;

const asSigned = (bytes: Uint8Array): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Of one face, or all noughts where it has none. */
const descriptorOf = (reader: Reader, seq: number): Float32Array => {
  const row = reader.first<DescriptorRow>('SELECT descriptor, bits FROM face_descriptor WHERE face_seq = ?', seq);
  return row ? unpackNumbers(row.descriptor, row.bits) : new Float32Array(0);
};

interface DescriptorRow {
  readonly descriptor: Uint8Array;
  readonly bits: number;
}

/** So many are compared in full, more than anyone looks through: it takes some 20 ms. */
const comparedInFull = 2000;

export interface SimilarityOrder {
  readonly faces: PersonFaces;
  readonly sketches: Int8Array;
  /** Of the chosen faces. */
  readonly seqs: readonly number[];
  readonly descending: boolean;
  readonly order: (values: Float64Array) => Int32Array;
}

/** `order` puts those that match in the order of the values it is given, one for each face. */
export const orderBySimilarity = (reader: Reader, options: SimilarityOrder): Int32Array => {
  const { faces, sketches, seqs, order } = options;
  const target = meanDescriptor(seqs.map((seq) => descriptorOf(reader, seq)).filter(({ length }) => length > 0));
  if (!target) return order(new Float64Array(faces.count));
  const ranked = order(sketchLikeness(sketches, sketchOf(target)));
  const first = ranked.subarray(0, comparedInFull);
  const exact = new Float64Array(faces.count);
  for (const at of first) exact[at] = dot(descriptorOf(reader, faces.seq[at] as number), target);
  const sign = options.descending ? -1 : 1;
  const compared = Array.from(first).sort((a, b) => sign * ((exact[a] as number) - (exact[b] as number)) || a - b);
  return Int32Array.from([...compared, ...ranked.subarray(comparedInFull)]);
};

const sketchLikeness = (sketches: Int8Array, target: Int8Array): Float64Array => {
  const values = new Float64Array(sketches.length / sketchLength);
  for (let at = 0, from = 0; at < values.length; at++, from += sketchLength) {
    let sum = 0;
    for (let i = 0; i < sketchLength; i++) sum += (sketches[from + i] as number) * (target[i] as number);
    values[at] = sum;
  }
  return values;
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};
