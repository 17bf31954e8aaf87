/** Each row divided by its root mean square (Karras et al. 2018, arxiv.org/abs/1710.10196, section 4.2, on a row). */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { pow } from '#core/graph/ops/pow.ts';

/** `input` [..., k] -> the same shape and type. In float32: a sum of tens of thousands of squares is none in bfloat16. */
export const pixelNorm = (graph: GraphDraft, input: Value): Value => {
  const wide = cast(graph, input, 'float32');
  const square = mean(graph, mul(graph, wide, wide), [input.shape.length - 1]);
  const inverse = pow(graph, add(graph, square, scalar(graph, 1e-6)), scalar(graph, -0.5));
  return cast(graph, mul(graph, wide, inverse), input.dtype);
};
