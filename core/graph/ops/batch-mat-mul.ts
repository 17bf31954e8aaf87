/** One matrix, the same for all, times each matrix of a pile: how a filter of columns is laid over many pictures. */

import { checkRank, checkSameType, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';

/** `left` [r, s], `right` [n, s, c] -> [n, r, c]. Its gradient is that of `right`: filters are constants. */
export const batchMatMul = (graph: GraphDraft, left: Value, right: Value): Value =>
  product(graph, { left, right, transposeLeft: false });

export const batchMatMulGradient: GradientRule = ({ graph, inputs, gradient, wants }) => {
  if (wants(0)) throw graphError('BatchMatMulV2: has no gradient of its left side.');
  return [undefined, product(graph, { left: inputs[0] as Value, right: gradient, transposeLeft: true })];
};

const product = (
  graph: GraphDraft,
  { left, right, transposeLeft }: { readonly left: Value; readonly right: Value; readonly transposeLeft: boolean },
): Value => {
  checkRank('BatchMatMulV2', left.shape, 2);
  checkRank('BatchMatMulV2', right.shape, 3);
  const [rows, inner] = (transposeLeft ? left.shape.toReversed() : left.shape) as [number, number];
  const [count, height, width] = right.shape as [number, number, number];
  if (inner !== height) {
    throw graphError(`BatchMatMulV2: ${shapeText(left.shape)} does not go with ${shapeText(right.shape)}.`);
  }
  const dtype = checkSameType('BatchMatMulV2', left, right);
  return addNode(graph, {
    op: 'BatchMatMulV2',
    inputs: [left, right],
    attributes: { T: { type: dtype }, adj_x: { bool: transposeLeft }, adj_y: { bool: false } },
    output: { shape: [count, rows, width], dtype },
  });
};
