/** Moves space into channels: each block of b x b pixels to one pixel, channel order row, column, channel. */

import { checkRank, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';

/** [n, h, w, c] -> [n, h / block, w / block, c * block * block]. */
export const spaceToDepth = (graph: GraphDraft, input: Value, block: number): Value =>
  addNode(graph, {
    op: 'SpaceToDepth',
    inputs: [input],
    attributes: { T: { type: input.dtype }, block_size: { int: block }, data_format: { text: 'NHWC' } },
    output: { shape: checkGatherShape(input.shape, block), dtype: input.dtype },
  });

export const spaceToDepthGradient: GradientRule = ({ graph, inputs: [input], attributes, gradient }) => [
  input && addNode(graph, { op: 'DepthToSpace', inputs: [gradient], attributes, output: input }),
];

const checkGatherShape = (shape: Shape, block: number): Shape => {
  checkRank('SpaceToDepth', shape, 4);
  const [batch, height, width, channels] = shape as [number, number, number, number];
  if (height % block !== 0 || width % block !== 0) {
    throw graphError(`SpaceToDepth: ${shapeText(shape)} does not divide into blocks of ${block} x ${block}.`);
  }
  return [batch, height / block, width / block, channels * block * block];
};
