/**
 * Reads the protobuf wire format of a file that nobody vouches for: every length is checked against what holds it before
 * a byte is looked at. https://protobuf.dev/programming-guides/encoding/
 */

export interface Field {
  readonly number: number;
  /** Of a varint or fixed field; 64 bits wide. 0 where there are bytes. */
  readonly value: bigint;
  /** Of a length-delimited field: a view, nothing is copied. */
  readonly bytes?: Uint8Array;
}

/** What is not protobuf, at the byte where that shows. */
export class ProtobufError extends Error {}

/** The fields of one message in the order they lie. @throws ProtobufError */
export function* readFields(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new ProtobufError('a number runs past the end');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new ProtobufError('a number is longer than ten bytes');
  };
  const take = (length: bigint): Uint8Array => {
    if (length > BigInt(message.length - at)) throw new ProtobufError('a length runs past the end');
    const bytes = message.subarray(at, at + Number(length));
    at += bytes.length;
    return bytes;
  };
  while (at < message.length) {
    const key = varint();
    const number = Number(key >> 3n);
    if (number === 0) throw new ProtobufError('a field has the number 0');
    const wireType = Number(key & 7n);
    if (wireType === 0) yield { number, value: varint() };
    else if (wireType === 1) yield { number, value: littleEndian(take(8n)) };
    else if (wireType === 2) yield { number, value: 0n, bytes: take(varint()) };
    else if (wireType === 5) yield { number, value: littleEndian(take(4n)) };
    // 3 and 4 are groups, out of use before ONNX was made.
    else throw new ProtobufError(`a field has the wire type ${wireType}`);
  }
}

/** A repeated number, packed into one field or field by field. */
export const readVarints = ({ value, bytes }: Field): bigint[] => {
  if (!bytes) return [value];
  const values: bigint[] = [];
  let [current, shift] = [0n, 0n];
  for (const byte of bytes) {
    current |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (shift > 70n) throw new ProtobufError('a number is longer than ten bytes');
    if (byte >= 128) continue;
    values.push(BigInt.asUintN(64, current));
    [current, shift] = [0n, 0n];
  }
  if (shift !== 0n) throw new ProtobufError('a packed number is cut off');
  return values;
};

/** @throws ProtobufError where the field is a number */
export const readBytes = ({ number, bytes }: Field): Uint8Array => {
  if (!bytes) throw new ProtobufError(`field ${number} is a number`);
  return bytes;
};

export const readText = (field: Field): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readBytes(field));
  } catch (error) {
    throw error instanceof ProtobufError ? error : new ProtobufError('a text is not UTF-8');
  }
};

const littleEndian = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
