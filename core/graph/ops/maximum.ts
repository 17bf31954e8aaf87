/** The greater number of two; a scalar, or sizes of 1, go with every place. Without a gradient. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const maximum = (graph: GraphDraft, left: Value, right: Value): Value => {
  const dtype = checkSameType('Maximum', left, right);
  return addNode(graph, {
    op: 'Maximum',
    inputs: [left, right],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('Maximum', left.shape, right.shape), dtype },
  });
};
