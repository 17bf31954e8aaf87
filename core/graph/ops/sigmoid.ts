/** 1 / (1 + exp(-x)). */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const sigmoid = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, { op: 'Sigmoid', inputs: [input], attributes: { T: { type: input.dtype } }, output: input });

export const sigmoidGradient: GradientRule = ({ graph, output, attributes, gradient }) => [
  addNode(graph, { op: 'SigmoidGrad', inputs: [output, gradient], attributes, output: gradient }),
];
