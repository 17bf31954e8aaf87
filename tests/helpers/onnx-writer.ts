/** ONNX files written by hand, sound and unsound. Field numbers are those of `onnx.proto3`. */
import { elementCount } from '#core/graph/tensor.ts';
import {
  bytesField,
  floatField,
  type Message,
  message,
  messageField,
  packedVarints,
  textField,
  varintField,
} from '#server/adapters/tensorflow/protobuf.ts';

export const toBytes = ({ chunks }: Message): Uint8Array => Uint8Array.from(Buffer.concat(chunks));

export interface OnnxTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export const floats = (shape: readonly number[], data: ArrayLike<number>): OnnxTensor => ({
  shape,
  data: Float32Array.from(data),
});

export const integers = (values: readonly number[]): OnnxTensor => ({
  shape: [values.length],
  data: BigInt64Array.from(values.map(BigInt)),
});

/** A TensorProto; `extra` fields come last. */
export const tensorMessage = (name: string, { shape, data }: OnnxTensor, ...extra: Message[]): Message => {
  if (elementCount(shape) !== data.length) throw new Error(`${name}: ${data.length} numbers for [${shape.join(', ')}]`);
  return message(
    packedVarints(1, shape),
    varintField(2, data instanceof Float32Array ? 1 : 7),
    textField(8, name),
    bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    ...extra,
  );
};

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly ints?: Readonly<Record<string, readonly number[]>>;
  readonly int?: Readonly<Record<string, number>>;
  readonly float?: Readonly<Record<string, number>>;
  readonly domain?: string;
  readonly extra?: readonly Message[];
}

const nodeMessage = ({ op, inputs, outputs, ints = {}, int = {}, float = {}, domain, extra = [] }: OnnxNode): Message =>
  message(
    ...inputs.map((name) => textField(1, name)),
    ...outputs.map((name) => textField(2, name)),
    textField(4, op),
    ...Object.entries(ints).map(([name, values]) => attribute(name, 7, packedVarints(8, values))),
    ...Object.entries(int).map(([name, value]) => attribute(name, 2, varintField(3, value))),
    ...Object.entries(float).map(([name, value]) => attribute(name, 1, floatField(2, value))),
    ...extra,
    ...(domain === undefined ? [] : [textField(7, domain)]),
  );

const attribute = (name: string, type: number, value: Message): Message =>
  messageField(5, message(textField(1, name), value, varintField(20, type)));

/** Sizes; a text leaves one open. */
export type OnnxShape = readonly (number | string)[];

const valueMessage = (name: string, shape: OnnxShape): Message =>
  message(
    textField(1, name),
    messageField(2, message(messageField(1, message(varintField(1, 1), messageField(2, shapeMessage(shape)))))),
  );

const shapeMessage = (shape: OnnxShape): Message =>
  message(
    ...shape.map((size) => messageField(1, typeof size === 'number' ? varintField(1, size) : textField(2, size))),
  );

export interface OnnxFile {
  readonly nodes: readonly OnnxNode[];
  readonly weights?: Readonly<Record<string, OnnxTensor>>;
  readonly inputs: Readonly<Record<string, OnnxShape>>;
  readonly outputs: Readonly<Record<string, OnnxShape>>;
  readonly graphExtra?: readonly Message[];
  readonly modelExtra?: readonly Message[];
}

export const onnxFile = ({ nodes, weights = {}, inputs, outputs, graphExtra = [], modelExtra = [] }: OnnxFile) => {
  const graph = message(
    ...nodes.map((node) => messageField(1, nodeMessage(node))),
    textField(2, 'graph'),
    ...Object.entries(weights).map(([name, tensor]) => messageField(5, tensorMessage(name, tensor))),
    ...Object.entries(inputs).map(([name, shape]) => messageField(11, valueMessage(name, shape))),
    ...Object.entries(outputs).map(([name, shape]) => messageField(12, valueMessage(name, shape))),
    ...graphExtra,
  );
  return toBytes(
    message(varintField(1, 8), messageField(7, graph), messageField(8, varintField(2, 13)), ...modelExtra),
  );
};
