/** x where positive, alpha times x where not. */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';

export const leakyRelu = (graph: GraphDraft, input: Value, alpha: number): Value => {
  if (!(alpha > 0))
    throw graphError(
      `LeakyRelu: alpha is ${alpha}; it must be above 0, so that the output keeps the sign of the input.`,
    );
  return addNode(graph, {
    op: 'LeakyRelu',
    inputs: [input],
    attributes: { T: { type: input.dtype }, alpha: { float: alpha } },
    output: input,
  });
};

/**
 * Asks the output for the sign, not the input: they agree, and nothing then holds the sum before the activation, so
 * that TensorFlow can fuse convolution, bias and activation into one kernel and free that memory.
 */
export const leakyReluGradient: GradientRule = ({ graph, output, attributes, gradient }) => [
  addNode(graph, { op: 'LeakyReluGrad', inputs: [gradient, output], attributes, output: gradient }),
];
