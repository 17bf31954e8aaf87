/** Whether a number is below another, as bool; one side may be a scalar. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const less = (graph: GraphDraft, left: Value, right: Value): Value =>
  addNode(graph, {
    op: 'Less',
    inputs: [left, right],
    attributes: { T: { type: checkSameType('Less', left, right) } },
    output: { shape: checkElementwiseShapes('Less', left.shape, right.shape), dtype: 'bool' },
  });
