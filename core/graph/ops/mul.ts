/** Product number by number; a scalar, or sizes of 1, go with every place. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { fitShape } from './fit-shape.ts';

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
    wants(0) ? fitShape(graph, mul(graph, gradient, right), left) : undefined,
    wants(1) ? fitShape(graph, mul(graph, gradient, left), right) : undefined,
  ];
};
