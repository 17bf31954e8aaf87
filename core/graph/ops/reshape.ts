/** The same numbers under another shape. */

import { checkKnown, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { integers } from './constant.ts';

/** At most one size of `shape` may be -1: the batch, where the input's is unknown too. */
export const reshape = (graph: GraphDraft, input: Value, shape: Shape): Value => {
  if (elementCount(shape) !== elementCount(input.shape)) {
    throw graphError(`Reshape: ${shapeText(input.shape)} does not hold the numbers of ${shapeText(shape)}.`);
  }
  return addNode(graph, {
    op: 'Reshape',
    inputs: [input, integers(graph, shape)],
    attributes: { T: { type: input.dtype }, Tshape: { type: 'int32' } },
    output: { shape, dtype: input.dtype },
  });
};

export const reshapeGradient: GradientRule = ({ graph, inputs: [input], gradient }) => [
  input && reshape(graph, gradient, checkKnown('Reshape gradient', input.shape)),
];
