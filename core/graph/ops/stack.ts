/** Values of one shape as one, along a new first axis; without a gradient. */

import { checkSameType, sameShape, shapeText } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';

export const stack = (graph: GraphDraft, values: readonly [Value, ...Value[]]): Value => {
  const [first, ...rest] = values;
  for (const value of rest) {
    checkSameType('Pack', first, value);
    if (!sameShape(first.shape, value.shape)) {
      throw graphError(`Pack: ${shapeText(first.shape)} does not go with ${shapeText(value.shape)}.`);
    }
  }
  return addNode(graph, {
    op: 'Pack',
    inputs: values,
    attributes: { T: { type: first.dtype }, N: { int: values.length }, axis: { int: 0 } },
    output: { shape: [values.length, ...first.shape], dtype: first.dtype },
  });
};
