/** Sum number by number; a scalar, or sizes of 1, go with every place. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { fitShape } from './fit-shape.ts';

export const add = (graph: GraphDraft, left: Value, right: Value): Value => {
  const dtype = checkSameType('AddV2', left, right);
  return addNode(graph, {
    op: 'AddV2',
    inputs: [left, right],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('AddV2', left.shape, right.shape), dtype },
  });
};

export const addGradient: GradientRule = ({ graph, inputs, gradient, wants }) =>
  inputs.map((input, index) => (wants(index) ? fitShape(graph, gradient, input) : undefined));
