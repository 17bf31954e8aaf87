/** The mean of all numbers, a scalar. */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { cast } from './cast.ts';
import { scalar } from './constant.ts';
import { mul } from './mul.ts';
import { broadcast, reduce } from './sum.ts';

export const mean = (graph: GraphDraft, input: Value): Value => reduce(graph, 'Mean', input);

export const meanGradient: GradientRule = ({ graph, inputs, gradient }) => {
  const [input] = inputs as [Value];
  const share = cast(graph, scalar(graph, 1 / elementCount(input.shape)), gradient.dtype);
  return [broadcast(graph, mul(graph, gradient, share), input)];
};
