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

/** All numbers to one by `op`. */
export const reduce = (graph: GraphDraft, op: 'Sum' | 'Mean', input: Value): Value =>
  addNode(graph, {
    op,
    inputs: [
      input,
      integers(
        graph,
        input.shape.map((_, axis) => axis),
      ),
    ],
    attributes: { T: { type: input.dtype }, Tidx: { type: 'int32' }, keep_dims: { bool: false } },
    output: { shape: [], dtype: input.dtype },
  });

/** A scalar at every place of a shape. */
export const broadcast = (graph: GraphDraft, value: Value, like: Value): Value =>
  addNode(graph, {
    op: 'BroadcastTo',
    inputs: [value, integers(graph, checkKnown('BroadcastTo', like.shape))],
    attributes: { T: { type: value.dtype }, Tidx: { type: 'int32' } },
    output: { shape: like.shape, dtype: value.dtype },
  });
