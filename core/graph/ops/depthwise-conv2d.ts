/** A convolution of each channel by filters of its own, NHWC, zero-padded as `conv2d`. */

import { checkKnown, checkRank, checkSameType, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { integers } from './constant.ts';

/** `input` [n, h, w, c], `filter` [kh, kw, c, m] -> [n, ceil(h / stride), ceil(w / stride), c * m]. */
export const depthwiseConv2d = (
  graph: GraphDraft,
  options: { readonly input: Value; readonly filter: Value; readonly stride: number },
): Value => {
  const { input, filter, stride } = options;
  const dtype = checkSameType('DepthwiseConv2dNative', input, filter);
  return addNode(graph, {
    op: 'DepthwiseConv2dNative',
    inputs: [input, filter],
    attributes: {
      T: { type: dtype },
      strides: { ints: [1, stride, stride, 1] },
      padding: { text: 'SAME' },
      data_format: { text: 'NHWC' },
      dilations: { ints: [1, 1, 1, 1] },
    },
    output: { shape: checkDepthwiseShape(input.shape, filter.shape, stride), dtype },
  });
};

export const depthwiseConv2dGradient: GradientRule = ({ graph, inputs, attributes, gradient, wants }) => {
  const [input, filter] = inputs as [Value, Value];
  const back = (op: string, given: readonly Value[], output: Value): Value =>
    addNode(graph, { op, inputs: given, attributes, output });
  const sizes = ({ shape }: Value): Value => integers(graph, checkKnown('DepthwiseConv2d gradient', shape));
  return [
    wants(0) ? back('DepthwiseConv2dNativeBackpropInput', [sizes(input), filter, gradient], input) : undefined,
    wants(1) ? back('DepthwiseConv2dNativeBackpropFilter', [input, sizes(filter), gradient], filter) : undefined,
  ];
};

const checkDepthwiseShape = (input: Shape, filter: Shape, stride: number): Shape => {
  checkRank('DepthwiseConv2dNative', input, 4);
  checkRank('DepthwiseConv2dNative filter', filter, 4);
  const [batch, height, width, channels] = input as [number, number, number, number];
  const [, , filterChannels, times] = filter as [number, number, number, number];
  if (channels !== filterChannels) {
    throw graphError(
      `DepthwiseConv2dNative: input ${shapeText(input)} has ${channels} channels, filter ${shapeText(filter)} takes ${filterChannels}.`,
    );
  }
  return [batch, Math.ceil(height / stride), Math.ceil(width / stride), channels * times];
};
