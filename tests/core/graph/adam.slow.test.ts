/** The optimiser against Adam written out by hand in float64 (Kingma and Ba, section 2, end, the efficient order). */
import { expect, it } from 'vitest';
import { adamGroup, adamVariables, applyAdam } from '#core/graph/adam.ts';
import { createGraph } from '#core/graph/graph.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { broadcast } from '#core/graph/ops/sum.ts';
import { assign, readVariable, variable } from '#core/graph/ops/variable.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';

const learningRate = 0.01;
const adam = { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 };

it('updates as the paper says, its counter going up with each update', () => {
  const graph = createGraph();
  const weight = variable(graph, { name: 'weight', shape: [2] });
  const group = adamGroup(graph, { name: 'group', weights: [weight] });
  const start = [weight, ...adamVariables(group)].map((each) => assign(graph, each, zerosLike(each.shape)));
  identity(graph, scalar(graph, 0), { name: 'start', after: start });
  const given = placeholder(graph, { name: 'gradient', shape: [2] });
  const done = applyAdam(graph, {
    group,
    weights: [readVariable(graph, weight)],
    gradients: [given],
    adam: { ...adam, learningRate: scalar(graph, learningRate) },
  });
  identity(graph, scalar(graph, 0), { name: 'update', after: done });
  readVariable(graph, weight, { name: 'read' });
  readVariable(graph, group.steps, { name: 'steps' });

  using session = openGraph(graph);
  session.run({}, ['start']);
  const gradients = [
    [0.5, -2],
    [1, 0.001],
    [-0.2, 3],
    [0, 0],
  ];
  for (const gradient of gradients)
    session.run({ gradient: { shape: [2], data: Float32Array.from(gradient) } }, ['update']);
  const [found, steps] = session.run({}, ['read', 'steps']);
  expect(steps?.data).toEqual(Float32Array.of(4));
  for (const index of [0, 1]) {
    expect(found?.data[index]).toBeCloseTo(byHand(gradients.map((each) => each[index] as number)), 6);
  }

  function zerosLike(shape: readonly number[]) {
    return shape.length === 0 ? scalar(graph, 0) : broadcast(graph, scalar(graph, 0), { ...weight.handle, shape });
  }
});

const byHand = (gradients: readonly number[]): number => {
  let [weight, mean, variance] = [0, 0, 0];
  gradients.forEach((gradient, index) => {
    mean = adam.beta1 * mean + (1 - adam.beta1) * gradient;
    variance = adam.beta2 * variance + (1 - adam.beta2) * gradient ** 2;
    const rate = (learningRate * Math.sqrt(1 - adam.beta2 ** (index + 1))) / (1 - adam.beta1 ** (index + 1));
    weight -= (rate * mean) / (Math.sqrt(variance) + adam.epsilon);
  });
  return weight;
};
