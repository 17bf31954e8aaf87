/** Adds one number a channel, the last dimension. */

import { checkSameType, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';

/** `input` [..., c], `bias` [c] -> the shape of the input. */
export const biasAdd = (graph: GraphDraft, input: Value, bias: Value): Value => {
  const dtype = checkSameType('BiasAdd', input, bias);
  if (bias.shape.length !== 1 || bias.shape[0] !== input.shape.at(-1)) {
    throw graphError(`BiasAdd: input ${shapeText(input.shape)} does not take bias ${shapeText(bias.shape)}.`);
  }
  return addNode(graph, {
    op: 'BiasAdd',
    inputs: [input, bias],
    attributes: { T: { type: dtype }, data_format: { text: 'NHWC' } },
    output: input,
  });
};

export const biasAddGradient: GradientRule = ({ graph, inputs: [, bias], attributes, gradient, wants }) => [
  gradient,
  bias && wants(1) ? addNode(graph, { op: 'BiasAddGrad', inputs: [gradient], attributes, output: bias }) : undefined,
];
