/** What is asked of one face at a time, as it lies in its blobs. */
import type { FaceShape } from '#server/ports/studio-store.ts';
import { bytesToFloats, floatsToBytes } from './columns.ts';
import { sketchOf } from './descriptor-sketch.ts';
import type { Write } from './face-writes.ts';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

type ShapeNumbers = Pick<FaceShape, 'box' | 'similarity' | 'mesh'>;

export const shapeColumns = ({ box, similarity, mesh }: ShapeNumbers) => ({
  box: floatsToBytes([box.left, box.top, box.width, box.height]),
  similarity: floatsToBytes(similarity),
  mesh: packNumbers(mesh, 16),
  meshBits: 16,
});

export const descriptorColumns = (descriptor: readonly number[]) => ({
  descriptor: packNumbers(descriptor, 8),
  bits: 8,
});

export const boxOf = (bytes: Uint8Array): FaceShape['box'] => {
  const [left = 0, top = 0, width = 0, height = 0] = bytesToFloats(bytes);
  return { left, top, width, height };
};

export interface ShapeRow {
  readonly box: Uint8Array;
  readonly similarity: Uint8Array;
  readonly mesh: Uint8Array;
  readonly meshBits: number;
  readonly descriptor: Uint8Array;
  readonly bits: number;
  readonly sketch: Uint8Array | null;
}

export const shapeOf = (row: ShapeRow): FaceShape => ({
  box: boxOf(row.box),
  similarity: bytesToFloats(row.similarity),
  mesh: Array.from(unpackNumbers(row.mesh, row.meshBits)),
  descriptor: Array.from(unpackNumbers(row.descriptor, row.bits)),
});

/** Blobs as text, to be noted and put back bit for bit: numbers packed a second time would come out a hair apart. */
export interface NotedShape {
  readonly box: string;
  readonly similarity: string;
  readonly mesh: string;
  readonly meshBits: number;
  readonly descriptor: string;
  readonly bits: number;
  /** Faces of a studio of the first version have none. */
  readonly sketch: string | null;
}

export const noteShape = (shape: FaceShape): NotedShape => {
  const { mesh, meshBits, box, similarity } = shapeColumns(shape);
  const { descriptor, bits } = descriptorColumns(shape.descriptor);
  return noteRow({ box, similarity, mesh, meshBits, descriptor, bits, sketch: sketchOf(shape.descriptor) });
};

export const noteRow = (row: ShapeRow): NotedShape => ({
  box: toText(row.box),
  similarity: toText(row.similarity),
  mesh: toText(row.mesh),
  meshBits: row.meshBits,
  descriptor: toText(row.descriptor),
  bits: row.bits,
  sketch: row.sketch && toText(row.sketch),
});

/** Puts a face's blobs in place, new or again; nothing where there is no such face. */
export const writesOfShape = (seq: number, shape: NotedShape): Write[] => {
  const isThere = 'WHERE EXISTS (SELECT 1 FROM face WHERE seq = ?)';
  const { box, similarity, mesh, meshBits, descriptor, bits, sketch } = shape;
  return [
    {
      sql: `INSERT OR REPLACE INTO face_shape SELECT ?, ?, ?, ?, ? ${isThere}`,
      values: [seq, toBytes(box), toBytes(similarity), toBytes(mesh), meshBits, seq],
    },
    {
      sql: `INSERT OR REPLACE INTO face_descriptor SELECT ?, ?, ? ${isThere}`,
      values: [seq, toBytes(descriptor), bits, seq],
    },
    sketch === null
      ? { sql: 'DELETE FROM face_sketch WHERE face_seq = ?', values: [seq] }
      : { sql: `INSERT OR REPLACE INTO face_sketch SELECT ?, ? ${isThere}`, values: [seq, toBytes(sketch), seq] },
  ];
};

/** As they are ranked by. */
export const sketchOfShape = ({ descriptor, bits, sketch }: NotedShape): Uint8Array =>
  sketch === null ? sketchOf(unpackNumbers(toBytes(descriptor), bits)) : toBytes(sketch);

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const toBytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64'));

/** To be followed by a condition on `face`. */
export const selectShape = `SELECT box, similarity, mesh, mesh_bits AS meshBits, descriptor, bits, sketch FROM face
  JOIN face_shape ON face_shape.face_seq = face.seq JOIN face_descriptor ON face_descriptor.face_seq = face.seq
  LEFT JOIN face_sketch ON face_sketch.face_seq = face.seq`;
