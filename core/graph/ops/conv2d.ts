/** Convolution of pictures, NHWC, zero-padded so that a stride of s divides the sides by s, rounded up ("SAME"). */

import { checkKnown, checkRank, checkSameType, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { Attributes, GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { integers } from './constant.ts';

/** `input` [n, h, w, c], `filter` [kh, kw, c, f] -> [n, ceil(h / stride), ceil(w / stride), f]. */
export const conv2d = (
  graph: GraphDraft,
  options: { readonly input: Value; readonly filter: Value; readonly stride: number },
): Value => {
  const { input, filter, stride } = options;
  const dtype = checkSameType('Conv2D', input, filter);
  return addNode(graph, {
    op: 'Conv2D',
    inputs: [input, filter],
    attributes: {
      T: { type: dtype },
      strides: { ints: [1, stride, stride, 1] },
      padding: { text: 'SAME' },
      data_format: { text: 'NHWC' },
      dilations: { ints: [1, 1, 1, 1] },
    },
    output: { shape: checkConvShape(input.shape, filter.shape, stride), dtype },
  });
};

export const conv2dGradient: GradientRule = ({ graph, inputs, attributes, gradient, wants }) => {
  const [input, filter] = inputs as [Value, Value];
  const call = { graph, input, filter, attributes, gradient };
  return [wants(0) ? inputGradient(call) : undefined, wants(1) ? filterGradient(call) : undefined];
};

interface BackwardCall {
  readonly graph: GraphDraft;
  readonly input: Value;
  readonly filter: Value;
  readonly attributes: Attributes;
  readonly gradient: Value;
}

const inputGradient = ({ graph, input, filter, attributes, gradient }: BackwardCall): Value =>
  addNode(graph, {
    op: 'Conv2DBackpropInput',
    inputs: [integers(graph, checkKnown('Conv2D gradient', input.shape)), filter, gradient],
    attributes,
    output: input,
  });

const filterGradient = ({ graph, input, filter, attributes, gradient }: BackwardCall): Value =>
  addNode(graph, {
    op: 'Conv2DBackpropFilter',
    inputs: [input, integers(graph, filter.shape), gradient],
    attributes,
    output: filter,
  });

const checkConvShape = (input: Shape, filter: Shape, stride: number): Shape => {
  checkRank('Conv2D', input, 4);
  checkRank('Conv2D filter', filter, 4);
  const [batch, height, width, channels] = input as [number, number, number, number];
  const [, , filterChannels, features] = filter as [number, number, number, number];
  if (channels !== filterChannels) {
    throw graphError(
      `Conv2D: input ${shapeText(input)} has ${channels} channels, filter ${shapeText(filter)} takes ${filterChannels}.`,
    );
  }
  const side = (size: number): number => (size < 0 ? -1 : Math.ceil(size / stride));
  return [batch, side(height), side(width), features];
};
