/**
 * Learning-rate dropout (Lin et al., arxiv.org/abs/1912.00144): which weights are updated in a step, 1 or 0 for each.
 * The choice depends on a seed, the name of the weight and the step alone, so a run that goes on chooses the same.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { constant, scalar } from '#core/graph/ops/constant.ts';
import { less } from '#core/graph/ops/less.ts';
import { stack } from '#core/graph/ops/stack.ts';
import { statelessUniform } from '#core/graph/ops/stateless-uniform.ts';
import type { Variable } from '#core/graph/ops/variable.ts';

export const someWeights = (
  graph: GraphDraft,
  options: { readonly weight: Variable; readonly share: number; readonly seed: number; readonly step: Value },
): Value => {
  const { weight, share, seed, step } = options;
  const own = constant(graph, { dtype: 'int32', shape: [], data: Int32Array.of(seed ^ hash(weight.name)) });
  const numbers = statelessUniform(graph, {
    shape: weight.shape,
    seed: stack(graph, [own, cast(graph, step, 'int32')]),
  });
  return cast(graph, less(graph, numbers, scalar(graph, share)), 'float32');
};

/** FNV-1a. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) as number), 0x01000193);
  return value;
};
