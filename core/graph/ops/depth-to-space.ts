/**
 * Moves channels into space: a block of b x b pixels from each pixel, channel order row, column, channel
 * (Keras' PixelShuffle of the face models; PyTorch's `pixel_shuffle` has the order channel, row, column).
 */

import { checkRank, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';

/** [n, h, w, c * block * block] -> [n, h * block, w * block, c]. */
export const depthToSpace = (graph: GraphDraft, input: Value, block: number): Value =>
  addNode(graph, {
    op: 'DepthToSpace',
    inputs: [input],
    attributes: { T: { type: input.dtype }, block_size: { int: block }, data_format: { text: 'NHWC' } },
    output: { shape: checkShuffleShape(input.shape, block), dtype: input.dtype },
  });

export const depthToSpaceGradient: GradientRule = ({ graph, inputs: [input], attributes, gradient }) => [
  input && addNode(graph, { op: 'SpaceToDepth', inputs: [gradient], attributes, output: input }),
];

const checkShuffleShape = (shape: Shape, block: number): Shape => {
  checkRank('DepthToSpace', shape, 4);
  const [batch, height, width, channels] = shape as [number, number, number, number];
  if (channels % (block * block) !== 0) {
    throw graphError(`DepthToSpace: ${channels} channels of ${shapeText(shape)} do not divide by ${block} x ${block}.`);
  }
  return [batch, height * block, width * block, channels / (block * block)];
};
