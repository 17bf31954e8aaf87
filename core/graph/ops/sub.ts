/** Difference number by number; one side may be a scalar. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { fitScalar } from './fit-scalar.ts';
import { neg } from './neg.ts';

export const sub = (graph: GraphDraft, left: Value, right: Value): Value => {
  const dtype = checkSameType('Sub', left, right);
  return addNode(graph, {
    op: 'Sub',
    inputs: [left, right],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('Sub', left.shape, right.shape), dtype },
  });
};

export const subGradient: GradientRule = ({ graph, inputs, gradient, wants }) => {
  const [left, right] = inputs as [Value, Value];
  return [
    wants(0) ? fitScalar(graph, gradient, left) : undefined,
    wants(1) ? fitScalar(graph, neg(graph, gradient), right) : undefined,
  ];
};
