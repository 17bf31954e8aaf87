/**
 * The optimisers as formulas: from the gradient, the weight and what is remembered, the direction in which the weight
 * goes down (times the learning rate) and what is remembered next. `step` counts from 1.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { pow } from '#core/graph/ops/pow.ts';
import { realDiv } from '#core/graph/ops/real-div.ts';
import { sign } from '#core/graph/ops/sign.ts';
import { sqrt } from '#core/graph/ops/sqrt.ts';
import { sub } from '#core/graph/ops/sub.ts';
import type { MemoryNames } from './weight-group.ts';

/** Adam, AdaBelief and Lion are told of both betas; RMSprop's rho is `beta2`. */
export interface RuleConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of the weight that goes down with the direction. */
  readonly weightDecay: number;
}

export interface UpdateRule {
  readonly names: MemoryNames;
  readonly update: (graph: GraphDraft, call: UpdateCall) => { readonly direction: Value; readonly memories: Value[] };
}

export interface UpdateCall {
  readonly gradient: Value;
  readonly memories: readonly Value[];
  readonly step: Value;
  readonly constants: RuleConstants;
}

/**
 * Adam (Kingma and Ba, arxiv.org/abs/1412.6980) in its second form: the correction is in the rate, so `epsilon` is the
 * paper's epsilon-hat, as in Keras and in TensorFlow's fused kernel.
 */
export const adamRule: UpdateRule = {
  names: { family: 'adam', memories: ['adam_mean', 'adam_variance'] },
  update: (graph, { gradient, memories, step, constants }) => {
    const { beta1, beta2, epsilon } = constants;
    const mean = towards(graph, memories[0] as Value, gradient, beta1);
    const variance = towards(graph, memories[1] as Value, mul(graph, gradient, gradient), beta2);
    const rate = realDiv(graph, sqrt(graph, remaining(graph, beta2, step)), remaining(graph, beta1, step));
    const direction = mul(graph, overRoot(graph, { above: mean, square: variance, epsilon }), rate);
    return { direction, memories: [mean, variance] };
  },
};

/** AdaBelief (Zhuang et al., arxiv.org/abs/2010.07468): the variance is that of the gradient about its mean. */
export const adaBeliefRule: UpdateRule = {
  names: { family: 'adabelief', memories: ['adabelief_mean', 'adabelief_variance'] },
  update: (graph, { gradient, memories, step, constants }) => {
    const { beta1, beta2, epsilon } = constants;
    const mean = towards(graph, memories[0] as Value, gradient, beta1);
    const surprise = sub(graph, gradient, mean);
    const moved = towards(graph, memories[1] as Value, mul(graph, surprise, surprise), beta2);
    const variance = add(graph, moved, scalar(graph, epsilon));
    const unbiased = realDiv(graph, variance, remaining(graph, beta2, step));
    const share = overRoot(graph, { above: mean, square: unbiased, epsilon });
    return { direction: realDiv(graph, share, remaining(graph, beta1, step)), memories: [mean, variance] };
  },
};

/** Lion (Chen et al., arxiv.org/abs/2302.06675): only the sign of the mean counts, and half the memory is needed. */
export const lionRule: UpdateRule = {
  names: { family: 'lion', memories: ['lion_mean'] },
  update: (graph, { gradient, memories, constants }) => {
    const mean = memories[0] as Value;
    const direction = sign(graph, towards(graph, mean, gradient, constants.beta1));
    return { direction, memories: [towards(graph, mean, gradient, constants.beta2)] };
  },
};

/** RMSprop (Hinton 2012) without momentum, epsilon beside the root. */
export const rmsPropRule: UpdateRule = {
  names: { family: 'rmsprop', memories: ['rmsprop_square'] },
  update: (graph, { gradient, memories, constants }) => {
    const square = towards(graph, memories[0] as Value, mul(graph, gradient, gradient), constants.beta2);
    const direction = overRoot(graph, { above: gradient, square, epsilon: constants.epsilon });
    return { direction, memories: [square] };
  },
};

/** beta * old + (1 - beta) * given, in the form with one product. */
const towards = (graph: GraphDraft, old: Value, given: Value, beta: number): Value =>
  add(graph, old, mul(graph, sub(graph, given, old), scalar(graph, 1 - beta)));

/** 1 - beta^step: how much of a mean of so many steps is not the zero it began with. */
const remaining = (graph: GraphDraft, beta: number, step: Value): Value =>
  sub(graph, scalar(graph, 1), pow(graph, scalar(graph, beta), step));

/** above / (root of square + epsilon). */
const overRoot = (
  graph: GraphDraft,
  { above, square, epsilon }: { readonly above: Value; readonly square: Value; readonly epsilon: number },
): Value => realDiv(graph, above, add(graph, sqrt(graph, square), scalar(graph, epsilon)));
