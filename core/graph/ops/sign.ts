/** 1, 0 or -1; without a gradient. */

import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const sign = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, { op: 'Sign', inputs: [input], attributes: { T: { type: input.dtype } }, output: input });
