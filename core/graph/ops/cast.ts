/** The same numbers in another type. Precision is a matter of casts: weights in float32, activations in bfloat16. */

import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { DataType, GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

/** The value itself where it is of the type already. */
export const cast = (graph: GraphDraft, value: Value, dtype: DataType): Value =>
  value.dtype === dtype
    ? value
    : addNode(graph, {
        op: 'Cast',
        inputs: [value],
        attributes: { SrcT: { type: value.dtype }, DstT: { type: dtype } },
        output: { shape: value.shape, dtype },
      });

export const castGradient: GradientRule = ({ graph, inputs: [input], gradient }) => [
  input && cast(graph, gradient, input.dtype),
];
