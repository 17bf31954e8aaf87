/** Absolute value; its gradient is the sign, 0 at 0. */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { mul } from './mul.ts';
import { sign } from './sign.ts';

export const abs = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, { op: 'Abs', inputs: [input], attributes: { T: { type: input.dtype } }, output: input });

export const absGradient: GradientRule = ({ graph, inputs: [input], gradient }) => [
  input && mul(graph, gradient, sign(graph, input)),
];
