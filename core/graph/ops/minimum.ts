/** The lesser number of two; a scalar, or sizes of 1, go with every place. Without a gradient. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const minimum = (graph: GraphDraft, left: Value, right: Value): Value => {
  const dtype = checkSameType('Minimum', left, right);
  return addNode(graph, {
    op: 'Minimum',
    inputs: [left, right],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('Minimum', left.shape, right.shape), dtype },
  });
};
