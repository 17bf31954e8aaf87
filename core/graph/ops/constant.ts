/** Numbers fixed in the graph. */

import { shapeText } from '#core/graph/check-shape.ts';
import type { ConstantTensor, GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import { elementCount } from '#core/graph/tensor.ts';

export const constant = (graph: GraphDraft, tensor: ConstantTensor): Value => {
  if (elementCount(tensor.shape) !== tensor.data.length) {
    throw graphError(`Const: ${shapeText(tensor.shape)} does not hold ${tensor.data.length} numbers.`);
  }
  return addNode(graph, {
    op: 'Const',
    attributes: { dtype: { type: tensor.dtype }, value: { tensor } },
    output: { shape: tensor.shape, dtype: tensor.dtype },
  });
};

export const scalar = (graph: GraphDraft, value: number): Value =>
  constant(graph, { dtype: 'float32', shape: [], data: Float32Array.of(value) });

/** A list of integers: shapes, paddings and axes are given to ops as such. */
export const integers = (graph: GraphDraft, values: readonly number[]): Value =>
  constant(graph, { dtype: 'int32', shape: [values.length], data: Int32Array.from(values) });

/** One integer: an axis, a count. */
export const integer = (graph: GraphDraft, value: number): Value =>
  constant(graph, { dtype: 'int32', shape: [], data: Int32Array.of(value) });
