/** Quotient number by number; a scalar, or sizes of 1, go with every place. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { fitShape } from './fit-shape.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';

export const realDiv = (graph: GraphDraft, left: Value, right: Value): Value => {
  const dtype = checkSameType('RealDiv', left, right);
  return addNode(graph, {
    op: 'RealDiv',
    inputs: [left, right],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('RealDiv', left.shape, right.shape), dtype },
  });
};

/** The second is -gradient * left / right^2, written with the quotient that is there already. */
export const realDivGradient: GradientRule = ({ graph, inputs, output, gradient, wants }) => {
  const [left, right] = inputs as [Value, Value];
  const share = realDiv(graph, gradient, right);
  return [
    wants(0) ? fitShape(graph, share, left) : undefined,
    wants(1) ? fitShape(graph, neg(graph, mul(graph, share, output)), right) : undefined,
  ];
};
