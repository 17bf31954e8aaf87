/** What is asked of one face at a time, as it lies in its blobs. */
import type { FaceShape } from '#server/ports/studio-store.ts';
import { bytesToFloats, floatsToBytes } from './columns.ts';
import { sketchOf } from './descriptor-sketch.ts';
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

export const sketchColumn = (descriptor: readonly number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(sketchOf(descriptor).buffer);

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
}

export const shapeOf = (row: ShapeRow): FaceShape => ({
  box: boxOf(row.box),
  similarity: bytesToFloats(row.similarity),
  mesh: Array.from(unpackNumbers(row.mesh, row.meshBits)),
  descriptor: Array.from(unpackNumbers(row.descriptor, row.bits)),
});

/** To be followed by a condition on `face`. */
export const selectShape = `SELECT box, similarity, mesh, mesh_bits AS meshBits, descriptor, bits FROM face
  JOIN face_shape ON face_shape.face_seq = face.seq JOIN face_descriptor ON face_descriptor.face_seq = face.seq`;
