/** Half the sum of the squares of all numbers, a scalar, in one pass over them; for optimisers, without a gradient. */

import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const l2Loss = (graph: GraphDraft, input: Value): Value =>
  addNode(graph, {
    op: 'L2Loss',
    inputs: [input],
    attributes: { T: { type: input.dtype } },
    output: { shape: [], dtype: input.dtype },
  });
