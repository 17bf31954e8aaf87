/**
 * A graph as a SavedModel: the one form of graph that the binding loads. Field numbers are those of TensorFlow's
 * `saved_model.proto`, `meta_graph.proto`, `graph.proto`, `node_def.proto`, `attr_value.proto`, `tensor.proto`.
 */
import { closeSync, mkdirSync, openSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import type { Attribute, ConstantTensor, DataType, GraphData, GraphNode } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import type { Message } from '#core/interchange/protobuf.ts';
import {
  bytesField,
  floatField,
  message,
  messageField,
  packedFloats,
  packedVarints,
  textField,
  varintField,
} from '#core/interchange/protobuf.ts';

/** The tag under which the graph is saved and loaded. */
export const servingTag = 'serve';

/** Writes `folder/saved_model.pb`. */
export const writeSavedModel = (folder: string, graph: GraphData): void => {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'saved_model.pb'), 'w');
  try {
    writeAll(file, savedModel(graph).chunks);
  } finally {
    closeSync(file);
  }
};

/** TensorFlow's numbers of the types (`types.proto`). */
export const dataTypeNumbers = {
  float32: 1,
  uint8: 4,
  int32: 3,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  float16: 19,
  resource: 20,
} as const satisfies Record<DataType, number>;

const savedModel = (graph: GraphData): Message => {
  const info = message(textField(4, servingTag));
  // 1395: the graph version of TensorFlow 2.9, below which loaders would apply older rules for some ops.
  const versions = message(varintField(1, 1395));
  const definition = message(
    ...graph.nodes.map((node) => messageField(1, nodeMessage(node))),
    messageField(4, versions),
  );
  return message(varintField(1, 1), messageField(2, message(messageField(1, info), messageField(2, definition))));
};

const nodeMessage = (node: GraphNode): Message =>
  message(
    textField(1, node.name),
    textField(2, node.op),
    ...node.inputs.map((input) => textField(3, input)),
    ...(node.device === undefined ? [] : [textField(4, node.device)]),
    ...Object.entries(node.attributes).map(([key, attribute]) =>
      messageField(5, message(textField(1, key), messageField(2, attributeMessage(attribute)))),
    ),
  );

const attributeMessage = (attribute: Attribute): Message => {
  if ('type' in attribute) return varintField(6, dataTypeNumbers[attribute.type]);
  if ('int' in attribute) return varintField(3, attribute.int);
  if ('float' in attribute) return floatField(4, attribute.float);
  if ('bool' in attribute) return varintField(5, attribute.bool ? 1 : 0);
  if ('text' in attribute) return textField(2, attribute.text);
  if ('shape' in attribute) return messageField(7, shapeMessage(attribute.shape));
  if ('tensor' in attribute) return messageField(8, tensorMessage(attribute.tensor));
  return messageField(1, listMessage(attribute));
};

const listMessage = (
  list: Extract<Attribute, { ints: unknown } | { floats: unknown } | { texts: unknown } | { types: unknown }>,
): Message => {
  if ('ints' in list) return packedVarints(3, list.ints);
  if ('floats' in list) return packedFloats(4, list.floats);
  if ('types' in list)
    return packedVarints(
      6,
      list.types.map((type) => dataTypeNumbers[type]),
    );
  return message(...list.texts.map((text) => textField(2, text)));
};

const shapeMessage = (shape: Shape): Message => message(...shape.map((size) => messageField(2, varintField(1, size))));

const tensorMessage = (tensor: ConstantTensor): Message =>
  message(
    varintField(1, dataTypeNumbers[tensor.dtype]),
    messageField(2, shapeMessage(tensor.shape)),
    bytesField(4, new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength)),
  );

/** Writes every chunk, in groups that one system call takes, going on after a short write. */
const writeAll = (file: number, chunks: readonly Uint8Array[]): void => {
  for (let start = 0; start < chunks.length; start += 512) {
    let pending = chunks.slice(start, start + 512);
    while (pending.length > 0) pending = without(pending, writevSync(file, pending));
  }
};

const without = (chunks: readonly Uint8Array[], writtenBytes: number): Uint8Array[] => {
  let skip = writtenBytes;
  return chunks.flatMap((chunk) => {
    const cut = Math.min(skip, chunk.byteLength);
    skip -= cut;
    return cut === chunk.byteLength ? [] : [chunk.subarray(cut)];
  });
};
