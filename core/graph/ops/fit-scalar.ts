/** Where a scalar was spread over a shape, its gradient is the sum over that shape. */

import { sameShape } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { sum } from './sum.ts';

export const fitScalar = (graph: GraphDraft, gradient: Value, input: Value): Value =>
  sameShape(gradient.shape, input.shape) ? gradient : sum(graph, gradient);
