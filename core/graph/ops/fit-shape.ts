/** Where a number was spread over many places, its gradient is the sum over these. */

import { sameShape } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { reduce, sum } from './sum.ts';

export const fitShape = (graph: GraphDraft, gradient: Value, input: Value): Value => {
  if (sameShape(gradient.shape, input.shape)) return gradient;
  if (input.shape.length === 0) return sum(graph, gradient);
  const spread = input.shape.flatMap((size, axis) => (size === gradient.shape[axis] ? [] : [axis]));
  return reduce(graph, 'Sum', gradient, spread);
};
