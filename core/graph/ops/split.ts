/** A tensor in equal parts along its first dimension, which for us is the batch. */

import { shapeText } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNodeWithOutputs, graphError } from '#core/graph/graph.ts';
import { cast } from './cast.ts';
import { concat } from './concat.ts';
import { integer, scalar } from './constant.ts';
import { broadcast } from './sum.ts';

/** [count n, ...] -> `count` times [n, ...]. */
export const split = (graph: GraphDraft, input: Value, count: number): Value[] => {
  const [size, ...rest] = input.shape as [number, ...number[]];
  if (size % count !== 0) throw graphError(`Split: ${shapeText(input.shape)} does not divide into ${count} parts.`);
  const output = { shape: [size / count, ...rest], dtype: input.dtype };
  return addNodeWithOutputs(graph, {
    op: 'Split',
    inputs: [integer(graph, 0), input],
    attributes: { num_split: { int: count }, T: { type: input.dtype } },
    outputs: Array.from({ length: count }, () => output),
  });
};

export const splitGradient: GradientRule = ({ graph, output, gradients }) => {
  const zeros = (): Value => broadcast(graph, cast(graph, scalar(graph, 0), output.dtype), output);
  return [
    undefined,
    concat(
      graph,
      gradients.map((gradient) => gradient ?? zeros()),
      0,
    ),
  ];
};
