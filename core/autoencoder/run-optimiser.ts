/** The optimiser of a run: what its settings say, and the constants that each kind is published with. */
import type { OptimiserKind, OptimiserSettings } from '#core/contract/training-recipe.ts';
import type { Optimiser } from '#core/graph/optimisers/optimiser.ts';

export const runOptimiser = ({ kind, weightDecay, updateShare }: OptimiserSettings, seed: number): Optimiser => ({
  ...constants[kind],
  weightDecay,
  updateShare,
  seed,
});

type Constants = Pick<Optimiser, 'rule' | 'beta1' | 'beta2' | 'epsilon'>;

const constants: Readonly<Record<OptimiserKind, Constants>> = {
  // As the first programs had it; epsilon is Keras' default.
  adam: { rule: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-7 },
  adamw: { rule: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  adabelief: { rule: 'adabelief', beta1: 0.9, beta2: 0.999, epsilon: 1e-16 },
  lion: { rule: 'lion', beta1: 0.9, beta2: 0.99, epsilon: 0 },
  // DeepFaceLab's, for its Quick96.
  rmsprop: { rule: 'rmsprop', beta1: 0, beta2: 0.9, epsilon: 1e-7 },
};
