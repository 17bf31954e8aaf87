/** The number with the other sign. */

import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const neg = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, { op: 'Neg', inputs: [input], attributes: { T: { type: input.dtype } }, output: input });
