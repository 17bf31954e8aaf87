/** Square root; for optimisers, so without a gradient. */

import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const sqrt = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, { op: 'Sqrt', inputs: [input], attributes: { T: { type: input.dtype } }, output: input });
