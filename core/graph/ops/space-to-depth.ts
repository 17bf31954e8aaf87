/**
 * Moves space into channels: each block of b x b pixels to one pixel, channel order row, column, channel; the way back
 * from `depthToSpace`, and like it a transposition.
 */

import { checkRank, shapeText } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { graphError } from '#core/graph/graph.ts';
import { reshape } from './reshape.ts';
import { transpose } from './transpose.ts';

/** [n, h, w, c] -> [n, h / block, w / block, c * block * block]. */
export const spaceToDepth = (graph: GraphDraft, input: Value, block: number): Value => {
  checkRank('SpaceToDepth', input.shape, 4);
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  if (height % block !== 0 || width % block !== 0) {
    throw graphError(`SpaceToDepth: ${shapeText(input.shape)} does not divide into blocks of ${block} x ${block}.`);
  }
  const apart = reshape(graph, input, [batch, height / block, block, width / block, block * channels]);
  const pixels = transpose(graph, apart, [0, 1, 3, 2, 4]); // [n, h / block, w / block, block, block * c]
  return reshape(graph, pixels, [batch, height / block, width / block, channels * block * block]);
};
