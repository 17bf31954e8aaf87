/**
 * An optimiser as data, and the nodes of one update by it. Adam goes through TensorFlow's fused kernel, which reads
 * and writes each weight once; the others, and Adam where only some weights are updated, are written in plain ops.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { pow } from '#core/graph/ops/pow.ts';
import { assign, assignSub, readVariable } from '#core/graph/ops/variable.ts';
import { someWeights } from './some-weights.ts';
import type { RuleConstants, UpdateRule } from './update-rules.ts';
import { adaBeliefRule, adamRule, lionRule, rmsPropRule } from './update-rules.ts';
import type { WeightGroup, WeightSlot } from './weight-group.ts';

export interface Optimiser extends RuleConstants {
  readonly rule: keyof typeof rules;
  /** Chance of each single weight to be updated in a step. */
  readonly updateShare: number;
  /** Of the choice of these weights. */
  readonly seed: number;
}

const rules = { adam: adamRule, adabelief: adaBeliefRule, lion: lionRule, rmsprop: rmsPropRule } as const;

export const ruleOf = (optimiser: Optimiser): UpdateRule => rules[optimiser.rule];

export interface UpdateOptions {
  readonly group: WeightGroup;
  /** The values the gradients were taken at. */
  readonly weights: readonly Value[];
  readonly gradients: readonly Value[];
  /** A scalar. */
  readonly learningRate: Value;
  readonly optimiser: Optimiser;
}

/**
 * One update of a group; gives the nodes that must have run for it to be done.
 * Each update waits for all who read its weight, which keeps the order right and lets it be written in place instead
 * of copying the weight first.
 */
export const applyOptimiser = (graph: GraphDraft, options: UpdateOptions): Value[] => {
  const { group, weights, gradients, optimiser } = options;
  const readers = readersOf(graph, weights);
  const step = add(graph, readVariable(graph, group.steps), scalar(graph, 1));
  const update = optimiser.rule === 'adam' && optimiser.updateShare === 1 ? fusedAdam : composed;
  const prepared = update(graph, { ...options, step });
  const updates = group.slots.flatMap((slot, index) =>
    prepared({
      slot,
      weight: weights[index] as Value,
      gradient: gradients[index] as Value,
      readers: readers.get((weights[index] as Value).ref) ?? [],
    }),
  );
  return [...updates, assign(graph, group.steps, step, { after: updates })];
};

interface SlotUpdate {
  readonly slot: WeightSlot;
  readonly weight: Value;
  readonly gradient: Value;
  readonly readers: readonly Value[];
}

type Update = (graph: GraphDraft, options: UpdateOptions & { readonly step: Value }) => (update: SlotUpdate) => Value[];

const fusedAdam: Update = (graph, { optimiser, learningRate, step }) => {
  const { beta1, beta2, epsilon, weightDecay } = optimiser;
  const powers = [pow(graph, scalar(graph, beta1), step), pow(graph, scalar(graph, beta2), step)];
  const constants = [beta1, beta2, epsilon].map((value) => scalar(graph, value));
  const factors = [...powers, learningRate, ...constants];
  const shrink = weightDecay > 0 ? mul(graph, learningRate, scalar(graph, weightDecay)) : undefined;
  return ({ slot, weight, gradient, readers }) => {
    const shrunk = shrink ? [assignSub(graph, slot.weight, mul(graph, weight, shrink), { after: readers })] : undefined;
    const update = addNode(graph, {
      op: 'ResourceApplyAdam',
      inputs: [slot.weight.handle, ...slot.memories.map(({ handle }) => handle), ...factors, gradient],
      attributes: { T: { type: 'float32' }, use_locking: { bool: true }, use_nesterov: { bool: false } },
      after: shrunk ?? readers,
      output: { shape: [], dtype: 'resource' },
    });
    return [update];
  };
};

const composed: Update = (graph, { optimiser, learningRate, step }) => {
  const { updateShare, seed, weightDecay } = optimiser;
  const rule = ruleOf(optimiser);
  return ({ slot, weight, gradient, readers }) => {
    const memories = slot.memories.map((memory) => readVariable(graph, memory));
    const { direction, memories: next } = rule.update(graph, { gradient, memories, step, constants: optimiser });
    const decayed = weightDecay > 0 ? add(graph, direction, mul(graph, weight, scalar(graph, weightDecay))) : direction;
    const change = mul(graph, decayed, learningRate);
    const kept =
      updateShare < 1
        ? mul(graph, change, someWeights(graph, { weight: slot.weight, share: updateShare, seed, step }))
        : change;
    return [
      assignSub(graph, slot.weight, kept, { after: readers }),
      ...slot.memories.map((memory, index) => assign(graph, memory, next[index] as Value)),
    ];
  };
};

/** For each value, the nodes that take it. */
const readersOf = (graph: GraphDraft, values: readonly Value[]): Map<string, Value[]> => {
  const readers = new Map<string, Value[]>(values.map((value) => [value.ref, []]));
  for (const node of graph.nodes) {
    for (const ref of node.inputs) readers.get(ref)?.push({ ref: node.name, shape: [], dtype: 'resource' });
  }
  return readers;
};
