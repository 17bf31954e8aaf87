/**
 * Moves channels into space: a block of b x b pixels from each pixel, channel order row, column, channel
 * (Keras' PixelShuffle of the face models; PyTorch's `pixel_shuffle` has the order channel, row, column).
 * Written as a transposition: TensorFlow's op of that name copies a pixel at a time on a CPU, and takes several times
 * as long where pixels are of three channels.
 */

import { checkRank, shapeText } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { graphError } from '#core/graph/graph.ts';
import { reshape } from './reshape.ts';
import { transpose } from './transpose.ts';

/** [n, h, w, c * block * block] -> [n, h * block, w * block, c]. */
export const depthToSpace = (graph: GraphDraft, input: Value, block: number): Value => {
  checkRank('DepthToSpace', input.shape, 4);
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  if (channels % (block * block) !== 0) {
    throw graphError(
      `DepthToSpace: ${channels} channels of ${shapeText(input.shape)} do not divide by ${block} x ${block}.`,
    );
  }
  const apart = reshape(graph, input, [batch, height, width, block, channels / block]);
  const rows = transpose(graph, apart, [0, 1, 3, 2, 4]); // [n, h, block, w, block * c]
  return reshape(graph, rows, [batch, height * block, width * block, channels / (block * block)]);
};
