/**
 * Weights that are always updated together, and what an optimiser remembers of them. All of it is variables like any
 * other: with them saved, a run goes on exactly.
 */
import type { GraphDraft } from '#core/graph/graph.ts';
import type { Variable } from '#core/graph/ops/variable.ts';
import { variable } from '#core/graph/ops/variable.ts';

/** One weight and what is remembered of its gradients, in the order of the optimiser's names. */
export interface WeightSlot {
  readonly weight: Variable;
  readonly memories: readonly Variable[];
}

export interface WeightGroup {
  readonly slots: readonly WeightSlot[];
  /** Updates done. float32 counts exactly to 16.7 million, where every correction has long been 1. */
  readonly steps: Variable;
}

/** How an optimiser names what it keeps: a checkpoint is read by these. */
export interface MemoryNames {
  /** Of the counter, `<family>/<group>/steps`. */
  readonly family: string;
  /** Of each memory of a weight, `<weight>/<memory>`. */
  readonly memories: readonly string[];
}

export const weightGroup = (
  graph: GraphDraft,
  options: { readonly name: string; readonly weights: readonly Variable[]; readonly names: MemoryNames },
): WeightGroup => {
  const { name, weights, names } = options;
  return {
    slots: weights.map((weight) => ({
      weight,
      memories: names.memories.map((memory) =>
        variable(graph, { name: `${weight.name}/${memory}`, shape: weight.shape }),
      ),
    })),
    steps: variable(graph, { name: `${names.family}/${name}/steps`, shape: [] }),
  };
};

/** What is kept beside the weights. */
export const memoryVariables = (group: WeightGroup): Variable[] => [
  ...group.slots.flatMap(({ memories }) => memories),
  group.steps,
];
