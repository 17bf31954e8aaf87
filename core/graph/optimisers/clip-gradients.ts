/** Gradients whose norm, all of them together, is at most a given one: longer ones are shortened, none is turned. */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { l2Loss } from '#core/graph/ops/l2-loss.ts';
import { maximum } from '#core/graph/ops/maximum.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { realDiv } from '#core/graph/ops/real-div.ts';
import { sqrt } from '#core/graph/ops/sqrt.ts';

export const clipGradients = (graph: GraphDraft, gradients: readonly Value[], maxNorm: number): Value[] => {
  const halves = gradients.map((gradient) => l2Loss(graph, gradient));
  const squares = mul(
    graph,
    halves.reduce((sum, half) => add(graph, sum, half)),
    scalar(graph, 2),
  );
  const most = scalar(graph, maxNorm);
  const share = realDiv(graph, most, maximum(graph, sqrt(graph, squares), most));
  return gradients.map((gradient) => mul(graph, gradient, share));
};
