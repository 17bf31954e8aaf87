/** The same numbers with their axes in another order. */

import { checkRank } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import { integers } from './constant.ts';

/** `order[k]` is the axis of the input that becomes the k-th. */
export const transpose = (graph: GraphDraft, input: Value, order: readonly number[]): Value => {
  checkRank('Transpose', input.shape, order.length);
  if (new Set(order).size !== order.length || order.some((axis) => input.shape[axis] === undefined)) {
    throw graphError(`Transpose: [${order.join(', ')}] is no order of ${order.length} axes.`);
  }
  return addNode(graph, {
    op: 'Transpose',
    inputs: [input, integers(graph, order)],
    attributes: { T: { type: input.dtype }, Tperm: { type: 'int32' } },
    output: { shape: order.map((axis) => input.shape[axis] as number), dtype: input.dtype },
  });
};

export const transposeGradient: GradientRule = ({ graph, inputs, gradient }) => {
  const order = constantAt(graph, inputs[1] as Value);
  return [
    transpose(
      graph,
      gradient,
      Array.from(order.keys(), (axis) => order.indexOf(axis)),
    ),
  ];
};

/** The order is an input of the op, given as a constant. */
const constantAt = (graph: GraphDraft, { ref }: Value): number[] => {
  const value = graph.nodes.find(({ name }) => name === ref)?.attributes.value;
  if (!value || !('tensor' in value)) throw graphError(`Transpose: "${ref}" is no constant.`);
  return Array.from(value.tensor.data);
};
