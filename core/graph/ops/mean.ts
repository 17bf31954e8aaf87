/** The mean of all numbers, a scalar, or of those along some axes. */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { cast } from './cast.ts';
import { scalar } from './constant.ts';
import { mul } from './mul.ts';
import { broadcast, reduce } from './sum.ts';

/** Without `axes` of all; along `axes` these keep the size 1. */
export const mean = (graph: GraphDraft, input: Value, axes?: readonly number[]): Value =>
  reduce(graph, 'Mean', input, axes);

export const meanGradient: GradientRule = ({ graph, inputs, output, gradient }) => {
  const [input] = inputs as [Value];
  const averaged = elementCount(input.shape) / elementCount(output.shape);
  const share = cast(graph, scalar(graph, 1 / averaged), gradient.dtype);
  return [broadcast(graph, mul(graph, gradient, share), input)];
};
