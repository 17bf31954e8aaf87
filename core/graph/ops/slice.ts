/** A box out of a tensor; without a gradient. */

import { checkRank, shapeText } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { integers } from './constant.ts';

/** `size` numbers of each axis, from `begin` on. */
export const slice = (
  graph: GraphDraft,
  input: Value,
  { begin, size }: { readonly begin: Shape; readonly size: Shape },
): Value => {
  checkRank('Slice', input.shape, begin.length);
  checkRank('Slice', input.shape, size.length);
  if (input.shape.some((all, axis) => (begin[axis] as number) + (size[axis] as number) > all)) {
    throw graphError(`Slice: ${shapeText(input.shape)} has no ${shapeText(size)} at ${shapeText(begin)}.`);
  }
  return addNode(graph, {
    op: 'Slice',
    inputs: [input, integers(graph, begin), integers(graph, size)],
    attributes: { T: { type: input.dtype }, Index: { type: 'int32' } },
    output: { shape: size, dtype: input.dtype },
  });
};
