/** Product number by number; one side may be a scalar. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { fitScalar } from './fit-scalar.ts';

export const mul = (graph: GraphDraft, left: Value, right: Value): Value => {
  const dtype = checkSameType('Mul', left, right);
  return addNode(graph, {
    op: 'Mul',
    inputs: [left, right],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('Mul', left.shape, right.shape), dtype },
  });
};

export const mulGradient: GradientRule = ({ graph, inputs, gradient, wants }) => {
  const [left, right] = inputs as [Value, Value];
  return [
    wants(0) ? fitScalar(graph, mul(graph, gradient, right), left) : undefined,
    wants(1) ? fitScalar(graph, mul(graph, gradient, left), right) : undefined,
  ];
};
