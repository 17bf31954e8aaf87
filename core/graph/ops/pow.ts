/** A scalar to the power of a scalar, for the optimiser's corrections. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const pow = (graph: GraphDraft, base: Value, exponent: Value): Value => {
  const dtype = checkSameType('Pow', base, exponent);
  return addNode(graph, {
    op: 'Pow',
    inputs: [base, exponent],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('Pow', base.shape, exponent.shape), dtype },
  });
};
