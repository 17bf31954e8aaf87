/** Optimisers against PyTorch's, and, where it has none, against the papers' formulas in float64. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { deepCopy } from '#core/graph/ops/deep-copy.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { assign, assignSub, readVariable, variable } from '#core/graph/ops/variable.ts';
import { clipGradients } from '#core/graph/optimisers/clip-gradients.ts';
import type { Optimiser } from '#core/graph/optimisers/optimiser.ts';
import { applyOptimiser, ruleOf } from '#core/graph/optimisers/optimiser.ts';
import { updateAverages, weightAverages } from '#core/graph/optimisers/weight-averages.ts';
import { memoryVariables, weightGroup } from '#core/graph/optimisers/weight-group.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';
import { hashed } from '#tests/oracles/hashed.ts';

interface Case {
  readonly weights: number[][];
  readonly averages?: number[][];
}
const oracle: Record<string, Case> = JSON.parse(
  await readFile(join(import.meta.dirname, '../../oracles/optimisers.json'), 'utf8'),
).cases;

const shapes = [[3, 5], [7]];
const steps = 8;
const rate = 0.02;

/** As the witness makes them: gradients of step 1 and on, weights of step 0. */
const given = (step: number, index: number): Float32Array =>
  Float32Array.from(hashed(elementCount(shapes[index] as number[]), 10 * step + index + 1), (number) =>
    Math.fround((number * 2 - 1) / Math.max(1, step)),
  );

interface Setting {
  readonly optimiser: Optimiser;
  readonly averaging?: number;
}

/** A graph of two weights; `train` does some updates from a state, or from the beginning, and gives the state after. */
const openUpdates = ({ optimiser, averaging }: Setting) => {
  const graph = createGraph();
  const weights = shapes.map((shape, index) => variable(graph, { name: `weight_${index}`, shape }));
  const group = weightGroup(graph, { name: 'group', weights, names: ruleOf(optimiser).names });
  const averages = averaging === undefined ? undefined : weightAverages(graph, weights);
  const kept = [
    ...weights,
    ...memoryVariables(group),
    ...(averages ? [...averages.averages.map(({ average }) => average), averages.steps] : []),
  ];
  for (const each of kept) {
    const value = placeholder(graph, { name: `${each.name}/new`, shape: each.shape });
    identity(graph, scalar(graph, 0), {
      name: `${each.name}/write`,
      after: [assign(graph, each, deepCopy(graph, value))],
    });
    readVariable(graph, each, { name: `${each.name}/read` });
  }
  const gradients = shapes.map((shape, index) => placeholder(graph, { name: `gradient_${index}`, shape }));
  const done = applyOptimiser(graph, {
    group,
    weights: weights.map((weight) => readVariable(graph, weight)),
    gradients,
    learningRate: scalar(graph, rate),
    optimiser,
  });
  if (averages && averaging) done.push(...updateAverages(graph, { averages, decay: averaging, after: done }));
  identity(graph, scalar(graph, 0), { name: 'update', after: done });
  const session = openGraph(graph);
  const state = (): Record<string, Float32Array> =>
    Object.fromEntries(kept.map(({ name }) => [name, session.run({}, [`${name}/read`])[0]?.data as Float32Array]));
  const train = (first: number, last: number, from?: Record<string, Float32Array>) => {
    for (const { name, shape } of kept) {
      const start = name.startsWith('weight_') && !name.includes('/') ? given(0, Number(name.at(-1))) : undefined;
      const data = from?.[name] ?? start ?? new Float32Array(elementCount(shape));
      session.run({ [`${name}/new`]: { shape, data } }, [`${name}/write`]);
    }
    for (let step = first; step <= last; step += 1) {
      const fed = shapes.map((shape, index) => [`gradient_${index}`, { shape, data: given(step, index) }]);
      session.run(Object.fromEntries(fed), ['update']);
    }
    return state();
  };
  return { train, [Symbol.dispose]: () => session.close() };
};

const base = { weightDecay: 0, updateShare: 1, seed: 5 } as const;
const adam: Optimiser = { ...base, rule: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-7 };
const adamW: Optimiser = { ...base, rule: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.1 };
const adaBelief: Optimiser = { ...base, rule: 'adabelief', beta1: 0.9, beta2: 0.999, epsilon: 1e-12 };
const lion: Optimiser = { ...base, rule: 'lion', beta1: 0.9, beta2: 0.99, epsilon: 0, weightDecay: 0.1 };
const rmsProp: Optimiser = { ...base, rule: 'rmsprop', beta1: 0, beta2: 0.9, epsilon: 1e-7 };
/** So near to 1 that every weight is updated, which takes the plain ops in place of the fused kernel. */
const unfused = { updateShare: 0.999999999 };

// Of moves of up to 0.16 in all. 1 - 0.999^t of the first steps keeps five digits in float32, its root half the error.
const tolerance = 4e-6;

const expectNear = (found: Float32Array | undefined, expected: readonly number[]) => {
  expect(found?.length).toBe(expected.length);
  for (const [at, value] of expected.entries()) {
    expect(Math.abs((found?.[at] as number) - value)).toBeLessThan(tolerance);
  }
};

describe('weights after eight updates are those of PyTorch', () => {
  it.each([
    ['adam', adam],
    ['adam', { ...adam, ...unfused }],
    ['adamw', adamW],
    ['adamw', { ...adamW, ...unfused }],
    ['rmsprop', rmsProp],
  ])('%s %#', (name, optimiser) => {
    using updates = openUpdates({ optimiser });
    const state = updates.train(1, steps);
    for (const index of [0, 1]) expectNear(state[`weight_${index}`], oracle[name]?.weights[index] as number[]);
  });

  it('and so are those of gradients whose common norm is clipped, the last of which are short enough', () => {
    const graph = createGraph();
    const weights = shapes.map((shape, index) => variable(graph, { name: `weight_${index}`, shape }));
    const gradients = shapes.map((shape, index) => placeholder(graph, { name: `gradient_${index}`, shape }));
    const starts = weights.map(({ shape }, index) => placeholder(graph, { name: `start_${index}`, shape }));
    const written = weights.map((weight, index) => assign(graph, weight, deepCopy(graph, starts[index] as Value)));
    identity(graph, scalar(graph, 0), { name: 'start', after: written });
    const clipped = clipGradients(graph, gradients, 0.5);
    const done = weights.map((weight, index) =>
      assignSub(graph, weight, mul(graph, clipped[index] as Value, scalar(graph, rate))),
    );
    identity(graph, scalar(graph, 0), { name: 'update', after: done });
    for (const [index, weight] of weights.entries()) readVariable(graph, weight, { name: `read_${index}` });
    using session = openGraph(graph);
    const fed = (name: string, step: number) =>
      Object.fromEntries(shapes.map((shape, index) => [`${name}_${index}`, { shape, data: given(step, index) }]));
    session.run(fed('start', 0), ['start']);
    for (let step = 1; step <= steps; step += 1) session.run(fed('gradient', step), ['update']);
    const found = session.run({}, ['read_0', 'read_1']);
    for (const index of [0, 1]) {
      expectNear(found[index]?.data as Float32Array, oracle.clipped?.weights[index] as number[]);
    }
  });

  it('and so are their averages, which forget faster while they are young', () => {
    using updates = openUpdates({ optimiser: adam, averaging: 0.3 });
    const state = updates.train(1, steps);
    for (const index of [0, 1]) {
      expectNear(state[`weight_${index}/average`], oracle.averaged?.averages?.[index] as number[]);
    }
    const first = updates.train(1, 1);
    expect(first['weight_0/average']).toEqual(first.weight_0);
  });
});

describe('weights after eight updates are those of the paper', () => {
  /** One number at a time, in float64. */
  const byHand = (update: (weight: number, gradient: number, step: number) => number, index: number, at: number) => {
    let weight = given(0, index)[at] as number;
    for (let step = 1; step <= steps; step += 1) weight = update(weight, given(step, index)[at] as number, step);
    return weight;
  };

  it('AdaBelief: Zhuang et al., algorithm 2', () => {
    const fresh = () => {
      const { beta1, beta2, epsilon } = adaBelief;
      let [m, s] = [0, 0];
      return (weight: number, g: number, t: number) => {
        m = beta1 * m + (1 - beta1) * g;
        s = beta2 * s + (1 - beta2) * (g - m) ** 2 + epsilon;
        return weight - (rate * (m / (1 - beta1 ** t))) / (Math.sqrt(s / (1 - beta2 ** t)) + epsilon);
      };
    };
    using updates = openUpdates({ optimiser: adaBelief });
    const state = updates.train(1, steps);
    for (const [index, shape] of shapes.entries()) {
      expectNear(
        state[`weight_${index}`],
        Array.from({ length: elementCount(shape) }, (_, at) => byHand(fresh(), index, at)),
      );
    }
  });

  it('Lion: Chen et al., algorithm 2', () => {
    const fresh = () => {
      const { beta1, beta2, weightDecay } = lion;
      let m = 0;
      return (weight: number, g: number) => {
        const c = beta1 * m + (1 - beta1) * g;
        m = beta2 * m + (1 - beta2) * g;
        return weight - rate * (Math.sign(c) + weightDecay * weight);
      };
    };
    using updates = openUpdates({ optimiser: lion });
    const state = updates.train(1, steps);
    for (const [index, shape] of shapes.entries()) {
      expectNear(
        state[`weight_${index}`],
        Array.from({ length: elementCount(shape) }, (_, at) => byHand(fresh(), index, at)),
      );
    }
  });
});

describe.each([
  ['Adam', adam],
  ['AdamW', adamW],
  ['AdaBelief', adaBelief],
  ['Lion', lion],
  ['RMSprop', rmsProp],
  ['Adam with learning-rate dropout', { ...adam, updateShare: 0.3 }],
] as const)('%s', (_, optimiser) => {
  it('goes on from a saved state to the same bits', () => {
    using updates = openUpdates({ optimiser, averaging: 0.99 });
    using elsewhere = openUpdates({ optimiser, averaging: 0.99 });
    expect(elsewhere.train(4, steps, updates.train(1, 3))).toEqual(updates.train(1, steps));
  });
});

describe('learning-rate dropout', () => {
  const wide = [64, 64];
  /** Which weights a step moved, of a weight of 4096 that is told to go down everywhere. */
  const moved = (optimiser: Optimiser, name: string): boolean[][] => {
    const graph = createGraph();
    const weight = variable(graph, { name, shape: wide });
    const group = weightGroup(graph, { name: 'group', weights: [weight], names: ruleOf(optimiser).names });
    const zeros = [weight, ...memoryVariables(group)].map(({ name, shape }, index) => ({
      name: `zero_${index}`,
      data: new Float32Array(elementCount(shape)),
      shape,
      written: name,
    }));
    const written = [weight, ...memoryVariables(group)].map((each, index) =>
      assign(graph, each, deepCopy(graph, placeholder(graph, { name: `zero_${index}`, shape: each.shape }))),
    );
    identity(graph, scalar(graph, 0), { name: 'start', after: written });
    const gradient = placeholder(graph, { name: 'gradient', shape: wide });
    const done = applyOptimiser(graph, {
      group,
      weights: [readVariable(graph, weight)],
      gradients: [gradient],
      learningRate: scalar(graph, 1),
      optimiser,
    });
    identity(graph, scalar(graph, 0), { name: 'update', after: done });
    readVariable(graph, weight, { name: 'read' });
    using session = openGraph(graph);
    session.run(Object.fromEntries(zeros.map(({ name, shape, data }) => [name, { shape, data }])), ['start']);
    let before = new Float32Array(4096);
    return [1, 2].map(() => {
      session.run({ gradient: { shape: wide, data: new Float32Array(4096).fill(1) } }, ['update']);
      const after = session.run({}, ['read'])[0]?.data as Float32Array;
      const which = Array.from(after, (value, at) => value !== before[at]);
      before = after as Float32Array<ArrayBuffer>;
      return which;
    });
  };
  const dropping: Optimiser = { ...adam, updateShare: 0.3 };

  it('moves the asked share of the weights in a step, within four deviations of the binomial', () => {
    for (const which of moved(dropping, 'weight')) {
      const count = which.filter(Boolean).length;
      expect(Math.abs(count - 0.3 * 4096)).toBeLessThan(4 * Math.sqrt(4096 * 0.3 * 0.7));
    }
  });

  it('chooses anew at each step, for each weight and each seed, and again the same for the same', () => {
    const [first, second] = moved(dropping, 'weight');
    expect(second).not.toEqual(first);
    expect(moved(dropping, 'weight')).toEqual([first, second]);
    expect(moved(dropping, 'other')[0]).not.toEqual(first);
    expect(moved({ ...dropping, seed: 6 }, 'weight')[0]).not.toEqual(first);
  });
});
