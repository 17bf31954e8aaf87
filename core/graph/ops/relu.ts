/** x where positive, 0 where not. */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const relu = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, { op: 'Relu', inputs: [input], attributes: { T: { type: input.dtype } }, output: input });

export const reluGradient: GradientRule = ({ graph, output, attributes, gradient }) => [
  addNode(graph, { op: 'ReluGrad', inputs: [gradient, output], attributes, output: gradient }),
];
