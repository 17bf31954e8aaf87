/** Tensors that somebody kept, as those that a model has. */
import { StudioError } from '#core/contract/errors.ts';
import { sameShape, shapeText } from '#core/graph/check-shape.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import type { NamedTensor, Shape } from '#core/graph/tensor.ts';

interface ExpectedTensor {
  readonly name: string;
  readonly shape: Shape;
}

/** A model's weights as it draws with them: averaged ones where they were kept. @throws StudioError checkpoint_damaged */
export const weightsToDraw = (tensors: readonly NamedTensor[]): ((expected: ExpectedTensor) => NamedTensor) => {
  const given = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return (expected) => checkTensor(expected, given.get(averageName(expected.name)) ?? given.get(expected.name));
};

/** The given tensor where it is what the model has. @throws StudioError checkpoint_damaged: it is of another model, or damaged */
export const checkTensor = (expected: ExpectedTensor, given: NamedTensor | undefined): NamedTensor => {
  if (given && sameShape(given.shape, expected.shape)) return given;
  const found = given ? `has shape ${shapeText(given.shape)}` : 'is missing';
  throw new StudioError('checkpoint_damaged', `The checkpoint does not fit the model: "${expected.name}" ${found}.`, {
    facts: { tensor: expected.name, expected: shapeText(expected.shape) },
  });
};
