/** The sum of all numbers, a scalar. */

import { checkKnown } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { integers } from './constant.ts';

export const sum = (graph: GraphDraft, input: Value): Value => reduce(graph, 'Sum', input);

export const sumGradient: GradientRule = ({ graph, inputs: [input], gradient }) => [
  input && broadcast(graph, gradient, input),
];

/** All numbers to one by `op`, a scalar; along some axes these keep the size 1. */
export const reduce = (graph: GraphDraft, op: 'Sum' | 'Mean', input: Value, axes?: readonly number[]): Value =>
  addNode(graph, {
    op,
    inputs: [input, integers(graph, axes ?? input.shape.map((_, axis) => axis))],
    attributes: { T: { type: input.dtype }, Tidx: { type: 'int32' }, keep_dims: { bool: axes !== undefined } },
    output: {
      shape: axes === undefined ? [] : input.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
      dtype: input.dtype,
    },
  });

/** A value at every place of a shape of as many dimensions, or a scalar: sizes of 1 are repeated. */
export const broadcast = (graph: GraphDraft, value: Value, like: Value): Value =>
  addNode(graph, {
    op: 'BroadcastTo',
    inputs: [value, integers(graph, checkKnown('BroadcastTo', like.shape))],
    attributes: { T: { type: value.dtype }, Tidx: { type: 'int32' } },
    output: { shape: like.shape, dtype: value.dtype },
  });
