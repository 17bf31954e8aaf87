/**
 * Exponential averages of weights (Polyak and Juditsky 1992): steadier than the newest, for drawing and converting.
 * The correction for the zeros that such a mean begins with (as Adam's) is in the rate, so that what is kept is the
 * corrected average itself, after one step the weight.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { pow } from '#core/graph/ops/pow.ts';
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

/** Moves each average towards its weight once `after` has run; gives the nodes that must have run for it to be done. */
export const updateAverages = (
  graph: GraphDraft,
  options: { readonly averages: WeightAverages; readonly decay: number; readonly after: readonly Value[] },
): Value[] => {
  const { averages, after } = options;
  // Rounded first, so that the share of the first step is 1 exactly.
  const decay = Math.fround(options.decay);
  const step = add(graph, readVariable(graph, averages.steps), scalar(graph, 1));
  const begun = sub(graph, scalar(graph, 1), pow(graph, scalar(graph, decay), step));
  const share = realDiv(graph, scalar(graph, 1 - decay), begun);
  const moved = averages.averages.map(({ weight, average }) => {
    const way = sub(graph, readVariable(graph, weight, { after }), readVariable(graph, average));
    return assignAdd(graph, average, mul(graph, way, share));
  });
  return [...moved, assign(graph, averages.steps, step, { after: moved })];
};
