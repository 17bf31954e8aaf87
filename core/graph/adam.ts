/**
 * Adam (Kingma and Ba, arxiv.org/abs/1412.6980) by TensorFlow's fused kernel, in its second form: the correction is
 * in the rate, so `epsilon` is the paper's epsilon-hat, as in Keras. Moments and step counters are variables like
 * any other: with them saved, a run goes on exactly.
 */

import type { GraphDraft, Value } from './graph.ts';
import { addNode } from './graph.ts';
import { add } from './ops/add.ts';
import { scalar } from './ops/constant.ts';
import { pow } from './ops/pow.ts';
import type { Variable } from './ops/variable.ts';
import { assign, readVariable, variable } from './ops/variable.ts';

export interface AdamOptions {
  /** A scalar, so that it may change from update to update. */
  readonly learningRate: Value;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** One weight and where its moments are kept. */
export interface AdamSlot {
  readonly weight: Variable;
  readonly mean: Variable;
  readonly variance: Variable;
}

/** Weights that are always updated together, and how often they were. */
export interface AdamGroup {
  readonly slots: readonly AdamSlot[];
  /** Updates done. float32 counts exactly to 16.7 million, where the corrections have long been 1. */
  readonly steps: Variable;
}

/** The variables of a group, named `adam/<name>/steps` and `<weight>/adam_mean`, `<weight>/adam_variance`. */
export const adamGroup = (
  graph: GraphDraft,
  options: { readonly name: string; readonly weights: readonly Variable[] },
): AdamGroup => ({
  slots: options.weights.map((weight) => ({
    weight,
    mean: variable(graph, { name: `${weight.name}/adam_mean`, shape: weight.shape }),
    variance: variable(graph, { name: `${weight.name}/adam_variance`, shape: weight.shape }),
  })),
  steps: variable(graph, { name: `adam/${options.name}/steps`, shape: [] }),
});

export const adamVariables = (group: AdamGroup): Variable[] => [
  ...group.slots.flatMap(({ mean, variance }) => [mean, variance]),
  group.steps,
];

/**
 * One update of a group; gives the nodes that must have run for it to be done.
 * `weights` are the values the gradients were taken at: each update waits for all who read its weight, which keeps
 * the order right and lets the kernel write in place instead of copying the weight first.
 */
export const applyAdam = (
  graph: GraphDraft,
  options: {
    readonly group: AdamGroup;
    readonly weights: readonly Value[];
    readonly gradients: readonly Value[];
    readonly adam: AdamOptions;
  },
): Value[] => {
  const { group, weights, gradients, adam } = options;
  const readers = readersOf(graph, weights);
  const step = add(graph, readVariable(graph, group.steps), scalar(graph, 1));
  const factors = [
    pow(graph, scalar(graph, adam.beta1), step),
    pow(graph, scalar(graph, adam.beta2), step),
    adam.learningRate,
    ...[adam.beta1, adam.beta2, adam.epsilon].map((value) => scalar(graph, value)),
  ];
  const updates = group.slots.map((slot, index) =>
    addNode(graph, {
      op: 'ResourceApplyAdam',
      inputs: [slot.weight.handle, slot.mean.handle, slot.variance.handle, ...factors, gradients[index] as Value],
      attributes: { T: { type: 'float32' }, use_locking: { bool: true }, use_nesterov: { bool: false } },
      after: readers.get((weights[index] as Value).ref) ?? [],
      output: { shape: [], dtype: 'resource' },
    }),
  );
  return [...updates, assign(graph, group.steps, step, { after: updates })];
};

/** For each value, the nodes that take it. */
const readersOf = (graph: GraphDraft, values: readonly Value[]): Map<string, Value[]> => {
  const readers = new Map<string, Value[]>(values.map((value) => [value.ref, []]));
  for (const node of graph.nodes) {
    for (const ref of node.inputs) readers.get(ref)?.push({ ref: node.name, shape: [], dtype: 'resource' });
  }
  return readers;
};
