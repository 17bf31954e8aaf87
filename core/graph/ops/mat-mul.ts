/** Product of two matrices. */

import { checkRank, checkSameType, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';

/** `left` [n, k], `right` [k, m] -> [n, m]. */
export const matMul = (graph: GraphDraft, left: Value, right: Value): Value =>
  product(graph, { left, right, transposeLeft: false, transposeRight: false });

export const matMulGradient: GradientRule = ({ graph, inputs, gradient, wants }) => {
  const [left, right] = inputs as [Value, Value];
  return [
    wants(0) ? product(graph, { left: gradient, right, transposeLeft: false, transposeRight: true }) : undefined,
    wants(1) ? product(graph, { left, right: gradient, transposeLeft: true, transposeRight: false }) : undefined,
  ];
};

interface Product {
  readonly left: Value;
  readonly right: Value;
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
}

const product = (graph: GraphDraft, { left, right, transposeLeft, transposeRight }: Product): Value => {
  const dtype = checkSameType('MatMul', left, right);
  return addNode(graph, {
    op: 'MatMul',
    inputs: [left, right],
    attributes: { T: { type: dtype }, transpose_a: { bool: transposeLeft }, transpose_b: { bool: transposeRight } },
    output: { shape: checkProductShape(turned(left.shape, transposeLeft), turned(right.shape, transposeRight)), dtype },
  });
};

const turned = (shape: Shape, transpose: boolean): Shape => (transpose ? shape.toReversed() : shape);

const checkProductShape = (left: Shape, right: Shape): Shape => {
  checkRank('MatMul', left, 2);
  checkRank('MatMul', right, 2);
  if (left[1] !== right[0]) throw graphError(`MatMul: ${shapeText(left)} does not go with ${shapeText(right)}.`);
  return [left[0] as number, right[1] as number];
};
