/**
 * Exponential averages of weights (Polyak and Juditsky 1992): steadier than the newest, for drawing and converting.
 * While they are young they forget faster, keeping n / (n + 9) of themselves after n steps (Shamir and Zhang 2013), so
 * that after one step they are the weights, and never lag behind by more than about a ninth of the run.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { minimum } from '#core/graph/ops/minimum.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { realDiv } from '#core/graph/ops/real-div.ts';
import { sub } from '#core/graph/ops/sub.ts';
import type { Variable } from '#core/graph/ops/variable.ts';
import { assign, assignAdd, readVariable, variable } from '#core/graph/ops/variable.ts';

export interface WeightAverages {
  readonly averages: readonly { readonly weight: Variable; readonly average: Variable }[];
  readonly steps: Variable;
}

/** The name of a weight's average. */
export const averageName = (weightName: string): string => `${weightName}/average`;

/** Named by `averageName`, and `average/steps`. */
export const weightAverages = (graph: GraphDraft, weights: readonly Variable[]): WeightAverages => ({
  averages: weights.map((weight) => ({
    weight,
    average: variable(graph, { name: averageName(weight.name), shape: weight.shape }),
  })),
  steps: variable(graph, { name: 'average/steps', shape: [] }),
});

export const averageVariables = ({ averages, steps }: WeightAverages): Variable[] => [
  ...averages.map(({ average }) => average),
  steps,
];

/** Steps after which an average keeps half of itself. */
const youth = 9;

/** Moves each average towards its weight once `after` has run; gives the nodes that must have run for it to be done. */
export const updateAverages = (
  graph: GraphDraft,
  options: { readonly averages: WeightAverages; readonly decay: number; readonly after: readonly Value[] },
): Value[] => {
  const { averages, decay, after } = options;
  const before = readVariable(graph, averages.steps);
  const young = realDiv(graph, before, add(graph, before, scalar(graph, youth)));
  const share = sub(graph, scalar(graph, 1), minimum(graph, young, scalar(graph, decay)));
  const step = add(graph, before, scalar(graph, 1));
  const moved = averages.averages.map(({ weight, average }) => {
    const way = sub(graph, readVariable(graph, weight, { after }), readVariable(graph, average));
    return assignAdd(graph, average, mul(graph, way, share));
  });
  return [...moved, assign(graph, averages.steps, step, { after: moved })];
};
