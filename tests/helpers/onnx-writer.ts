/** ONNX files for tests, sound and unsound: the studio's own writer, and whatever else somebody might put in. */

import { elementCount } from '#core/graph/tensor.ts';
import {
  type OnnxNode as CoreNode,
  type OnnxShape,
  type OnnxTensor,
  onnxGraph,
  onnxNode,
  onnxTensor,
} from '#core/interchange/onnx/onnx-file.ts';
import { type Message, message, messageField, textField, varintField } from '#core/interchange/protobuf.ts';

export type { OnnxShape, OnnxTensor };

export const toBytes = ({ chunks }: Message): Uint8Array => Uint8Array.from(Buffer.concat(chunks));

export const floats = (shape: readonly number[], data: ArrayLike<number>): OnnxTensor => ({
  shape,
  data: Float32Array.from(data),
});

export const integers = (values: readonly number[]): OnnxTensor => ({
  shape: [values.length],
  data: BigInt64Array.from(values.map(BigInt)),
});

/** A TensorProto; `extra` fields come last. */
export const tensorMessage = (name: string, tensor: OnnxTensor, ...extra: Message[]): Message => {
  const { shape, data } = tensor;
  if (elementCount(shape) !== data.length) throw new Error(`${name}: ${data.length} numbers for [${shape.join(', ')}]`);
  return message(onnxTensor(name, tensor), ...extra);
};

export interface OnnxNode extends CoreNode {
  readonly domain?: string;
  readonly extra?: readonly Message[];
}

const nodeMessage = ({ domain, extra = [], ...node }: OnnxNode): Message =>
  message(onnxNode(node), ...extra, ...(domain === undefined ? [] : [textField(7, domain)]));

export interface OnnxFile {
  readonly nodes: readonly OnnxNode[];
  readonly weights?: Readonly<Record<string, OnnxTensor>>;
  readonly inputs: Readonly<Record<string, OnnxShape>>;
  readonly outputs: Readonly<Record<string, OnnxShape>>;
  readonly graphExtra?: readonly Message[];
  readonly modelExtra?: readonly Message[];
}

export const onnxFile = ({ nodes, weights = {}, graphExtra = [], modelExtra = [], ...ends }: OnnxFile) => {
  const graph = message(
    ...nodes.map((node) => messageField(1, nodeMessage(node))),
    onnxGraph({ nodes: [], weights, ...ends }),
    ...graphExtra,
  );
  return toBytes(
    message(varintField(1, 8), messageField(7, graph), messageField(8, varintField(2, 13)), ...modelExtra),
  );
};
