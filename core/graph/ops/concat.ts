/** Tensors one after the other along one dimension. */

import { checkSameType, sameShape, shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { integer, integers } from './constant.ts';

/** Shapes alike but for the size along `axis`, which add up. */
export const concat = (graph: GraphDraft, values: readonly Value[], axis: number): Value => {
  const [first] = values as [Value];
  for (const value of values) checkSameType('ConcatV2', first, value);
  return addNode(graph, {
    op: 'ConcatV2',
    inputs: [...values, integer(graph, axis)],
    attributes: { N: { int: values.length }, T: { type: first.dtype }, Tidx: { type: 'int32' }, axis: { int: axis } },
    output: { shape: joinedShape(values, axis), dtype: first.dtype },
  });
};

export const concatGradient: GradientRule = ({ graph, inputs, attributes, gradient, wants }) => {
  const axis = (attributes.axis as { readonly int: number }).int;
  let start = 0;
  return inputs.slice(0, -1).map((input, index) => {
    const from = start;
    start += input.shape[axis] as number;
    return wants(index) ? slice(graph, { of: gradient, axis, from, like: input }) : undefined;
  });
};

/** The part of a tensor that begins at `from` along `axis` and has the shape of `like`. */
const slice = (
  graph: GraphDraft,
  { of, axis, from, like }: { readonly of: Value; readonly axis: number; readonly from: number; readonly like: Value },
): Value =>
  addNode(graph, {
    op: 'Slice',
    inputs: [
      of,
      integers(
        graph,
        of.shape.map((_, dimension) => (dimension === axis ? from : 0)),
      ),
      integers(graph, like.shape),
    ],
    attributes: { T: { type: of.dtype }, Index: { type: 'int32' } },
    output: { shape: like.shape, dtype: of.dtype },
  });

const joinedShape = (values: readonly Value[], axis: number): Shape => {
  const [first] = values as [Value];
  const total = values.reduce((sum, { shape }) => sum + (shape[axis] ?? Number.NaN), 0);
  const joined = (shape: Shape): Shape => shape.map((size, dimension) => (dimension === axis ? total : size));
  for (const { shape } of values) {
    if (!sameShape(joined(shape), joined(first.shape))) {
      throw graphError(`ConcatV2: ${shapeText(first.shape)} does not go with ${shapeText(shape)} along ${axis}.`);
    }
  }
  return joined(first.shape);
};
