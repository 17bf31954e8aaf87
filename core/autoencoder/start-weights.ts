/**
 * Weights of a trained model that another may begin with: those of the same name and shape, in the parts asked for. An
 * encoder that has seen many faces knows what a face is; a decoder knows one person, and helps where that person stays.
 */
import type { PartKind } from '#core/contract/training-recipe.ts';
import { sameShape } from '#core/graph/check-shape.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import { type NamedTensor, renamed } from '#core/graph/tensor.ts';
import { type Architecture, allWeights } from './architecture.ts';
import type { WeightSpec } from './layers.ts';
import { kindOfWeight } from './part-kinds.ts';

/** Which weights of `to` may begin as those of `from`. */
export const fittingWeights = (options: {
  readonly from: Architecture;
  readonly to: Architecture;
  readonly parts: readonly PartKind[];
}): WeightSpec[] => {
  const shapes = new Map(allWeights(options.from).map(({ name, shape }) => [name, shape]));
  return weightsOf(options.to, options.parts).filter(({ name, shape }) => {
    const there = shapes.get(name);
    return there !== undefined && sameShape(there, shape);
  });
};

/** The kept tensors that a model of this architecture begins with; of a weight that was averaged, its average. */
export const startWeights = (options: {
  readonly tensors: readonly NamedTensor[];
  readonly architecture: Architecture;
  readonly parts: readonly PartKind[];
}): NamedTensor[] => {
  const kept = new Map(options.tensors.map((tensor) => [tensor.name, tensor]));
  return weightsOf(options.architecture, options.parts).flatMap(({ name, shape }) => {
    const tensor = kept.get(averageName(name)) ?? kept.get(name);
    return tensor && sameShape(tensor.shape, shape) ? [renamed(tensor, name)] : [];
  });
};

const weightsOf = (architecture: Architecture, parts: readonly PartKind[]): WeightSpec[] =>
  allWeights(architecture).filter((weight) => parts.includes(kindOfWeight(weight)));
