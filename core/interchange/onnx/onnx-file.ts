/**
 * An ONNX file, written: nodes, weights, what goes in and comes out. Field numbers are those of `onnx.proto3`,
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import type { Message } from '#core/interchange/protobuf.ts';
import {
  bytesField,
  floatField,
  message,
  messageField,
  packedVarints,
  textField,
  varintField,
} from '#core/interchange/protobuf.ts';

/** Row-major; float32, or int64 as shapes and axes are given. */
export interface OnnxTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxNode {
  /** Of the standard set. */
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly ints?: Readonly<Record<string, readonly number[]>>;
  readonly int?: Readonly<Record<string, number>>;
  readonly float?: Readonly<Record<string, number>>;
  readonly text?: Readonly<Record<string, string>>;
}

/** Sizes; a text leaves one open. */
export type OnnxShape = readonly (number | string)[];

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly weights: Readonly<Record<string, OnnxTensor>>;
  /** Float32, in the order in which others will count them. */
  readonly inputs: Readonly<Record<string, OnnxShape>>;
  readonly outputs: Readonly<Record<string, OnnxShape>>;
}

export interface OnnxFile {
  readonly graph: Message;
  /** Key to value: who made it, of what. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Version of the standard set of ops: what ONNX Runtime has known since 1.8 (2021). */
export const opset = 13;

/** Version of the file's form that goes with it. */
const irVersion = 7;

export const onnxFile = ({ graph, metadata = {} }: OnnxFile): Message =>
  message(
    varintField(1, irVersion),
    textField(2, 'Understudy'),
    messageField(7, graph),
    messageField(8, varintField(2, opset)),
    ...Object.entries(metadata).map(([key, value]) =>
      messageField(14, message(textField(1, key), textField(2, value))),
    ),
  );

export const onnxGraph = ({ nodes, weights, inputs, outputs }: OnnxGraph): Message =>
  message(
    ...nodes.map((node) => messageField(1, onnxNode(node))),
    textField(2, 'graph'),
    ...Object.entries(weights).map(([name, tensor]) => messageField(5, onnxTensor(name, tensor))),
    ...Object.entries(inputs).map(([name, shape]) => messageField(11, value(name, shape))),
    ...Object.entries(outputs).map(([name, shape]) => messageField(12, value(name, shape))),
  );

export const onnxNode = ({ op, inputs, outputs, ints = {}, int = {}, float = {}, text = {} }: OnnxNode): Message =>
  message(
    ...inputs.map((name) => textField(1, name)),
    ...outputs.map((name) => textField(2, name)),
    textField(4, op),
    ...Object.entries(ints).map(([name, values]) => attribute(name, attributeKinds.ints, packedVarints(8, values))),
    ...Object.entries(int).map(([name, given]) => attribute(name, attributeKinds.int, varintField(3, given))),
    ...Object.entries(float).map(([name, given]) => attribute(name, attributeKinds.float, floatField(2, given))),
    ...Object.entries(text).map(([name, given]) => attribute(name, attributeKinds.text, textField(4, given))),
  );

const attributeKinds = { float: 1, int: 2, text: 3, ints: 7 } as const;

const attribute = (name: string, kind: number, given: Message): Message =>
  messageField(5, message(textField(1, name), given, varintField(20, kind)));

const elementKinds = { float32: 1, int64: 7 } as const;

export const onnxTensor = (name: string, { shape, data }: OnnxTensor): Message =>
  message(
    packedVarints(1, shape),
    varintField(2, data instanceof Float32Array ? elementKinds.float32 : elementKinds.int64),
    textField(8, name),
    bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  );

const value = (name: string, shape: OnnxShape): Message => {
  const sizes = shape.map((size) =>
    messageField(1, typeof size === 'number' ? varintField(1, size) : textField(2, size)),
  );
  const tensor = message(varintField(1, elementKinds.float32), messageField(2, message(...sizes)));
  return message(textField(1, name), messageField(2, message(messageField(1, tensor))));
};
