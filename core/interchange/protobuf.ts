/**
 * As much of the protobuf wire format as SavedModels and ONNX files need. Messages are lists of byte chunks that are never joined,
 * so that constants of hundreds of megabytes are written from where they lie.
 * https://protobuf.dev/programming-guides/encoding/
 */

export interface Message {
  readonly chunks: readonly Uint8Array[];
  readonly sizeBytes: number;
}

export const message = (...fields: readonly Message[]): Message => ({
  chunks: fields.flatMap((field) => field.chunks),
  sizeBytes: fields.reduce((total, field) => total + field.sizeBytes, 0),
});

/** Field of an integer, a bool or an enum; negative numbers take ten bytes, as int64 does. */
export const varintField = (field: number, value: number | bigint): Message =>
  leaf([...varint(field * 8), ...varint(value)]);

export const floatField = (field: number, value: number): Message => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return leaf([...varint(field * 8 + 5), ...bytes]);
};

export const bytesField = (field: number, bytes: Uint8Array): Message => {
  const head = Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.byteLength)]);
  return { chunks: [head, bytes], sizeBytes: head.byteLength + bytes.byteLength };
};

export const textField = (field: number, text: string): Message => bytesField(field, new TextEncoder().encode(text));

export const messageField = (field: number, inner: Message): Message => {
  const head = Uint8Array.from([...varint(field * 8 + 2), ...varint(inner.sizeBytes)]);
  return { chunks: [head, ...inner.chunks], sizeBytes: head.byteLength + inner.sizeBytes };
};

/** A repeated number field, packed. */
export const packedVarints = (field: number, values: readonly number[]): Message =>
  bytesField(field, Uint8Array.from(values.flatMap((value) => varint(value))));

export const packedFloats = (field: number, values: readonly number[]): Message =>
  bytesField(field, new Uint8Array(Float32Array.from(values).buffer));

const leaf = (bytes: number[]): Message => ({ chunks: [Uint8Array.from(bytes)], sizeBytes: bytes.length });

const varint = (value: number | bigint): number[] => {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
};
