/** Every op's gradient against central differences of the op itself, run by the engine in float32 on small shapes. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { gradientRules, gradients } from '#core/graph/gradients.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { abs } from '#core/graph/ops/abs.ts';
import { add } from '#core/graph/ops/add.ts';
import { batchMatMul } from '#core/graph/ops/batch-mat-mul.ts';
import { biasAdd } from '#core/graph/ops/bias-add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { concat } from '#core/graph/ops/concat.ts';
import { constant, scalar } from '#core/graph/ops/constant.ts';
import { conv2d } from '#core/graph/ops/conv2d.ts';
import { depthToSpace } from '#core/graph/ops/depth-to-space.ts';
import { depthwiseConv2d } from '#core/graph/ops/depthwise-conv2d.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { leakyRelu } from '#core/graph/ops/leaky-relu.ts';
import { matMul } from '#core/graph/ops/mat-mul.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { pow } from '#core/graph/ops/pow.ts';
import { realDiv } from '#core/graph/ops/real-div.ts';
import { relu } from '#core/graph/ops/relu.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { sigmoid } from '#core/graph/ops/sigmoid.ts';
import { spaceToDepth } from '#core/graph/ops/space-to-depth.ts';
import { split } from '#core/graph/ops/split.ts';
import { sub } from '#core/graph/ops/sub.ts';
import { sum } from '#core/graph/ops/sum.ts';
import { transpose } from '#core/graph/ops/transpose.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';

interface Case {
  readonly op: string;
  readonly title: string;
  readonly shapes: readonly Shape[];
  readonly build: (graph: GraphDraft, inputs: readonly Value[]) => Value;
}

const cases: readonly Case[] = [
  { op: 'Abs', title: 'abs', shapes: [[2, 3]], build: (g, [x]) => abs(g, x as Value) },
  {
    op: 'AddV2',
    title: 'add of two shapes alike',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: (g, [x, y]) => add(g, x as Value, y as Value),
  },
  { op: 'AddV2', title: 'add of a scalar', shapes: [[2, 3], []], build: (g, [x, y]) => add(g, x as Value, y as Value) },
  {
    op: 'AddV2',
    title: 'add of a value to itself',
    shapes: [[2, 3]],
    build: (g, [x]) => add(g, x as Value, x as Value),
  },
  {
    op: 'BiasAdd',
    title: 'biasAdd of pictures',
    shapes: [[2, 2, 2, 3], [3]],
    build: (g, [x, b]) => biasAdd(g, x as Value, b as Value),
  },
  {
    op: 'BiasAdd',
    title: 'biasAdd of rows',
    shapes: [[4, 3], [3]],
    build: (g, [x, b]) => biasAdd(g, x as Value, b as Value),
  },
  // Multiples of the step are exact in bfloat16, so that its rounding does not show.
  {
    op: 'Cast',
    title: 'cast to bfloat16 and back',
    shapes: [[2, 3]],
    build: (g, [x]) => cast(g, cast(g, x as Value, 'bfloat16'), 'float32'),
  },
  {
    op: 'ConcatV2',
    title: 'concat along the last dimension',
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    build: (g, inputs) => concat(g, inputs, 1),
  },
  {
    op: 'Conv2D',
    title: 'conv2d, 3 x 3, stride 1',
    shapes: [
      [2, 4, 3, 2],
      [3, 3, 2, 3],
    ],
    build: (g, [x, w]) => conv2d(g, { input: x as Value, filter: w as Value, stride: 1 }),
  },
  {
    op: 'Conv2D',
    title: 'conv2d, 5 x 5, stride 2',
    shapes: [
      [1, 6, 6, 2],
      [5, 5, 2, 2],
    ],
    build: (g, [x, w]) => conv2d(g, { input: x as Value, filter: w as Value, stride: 2 }),
  },
  {
    op: 'Conv2D',
    title: 'conv2d, stride 2 of an odd side',
    shapes: [
      [1, 5, 5, 1],
      [3, 3, 1, 2],
    ],
    build: (g, [x, w]) => conv2d(g, { input: x as Value, filter: w as Value, stride: 2 }),
  },
  {
    op: 'Transpose',
    title: 'depthToSpace',
    shapes: [[2, 2, 3, 8]],
    build: (g, [x]) => depthToSpace(g, x as Value, 2),
  },
  ...[1, 2].map((stride) => ({
    op: 'DepthwiseConv2dNative',
    title: `depthwiseConv2d, 3 x 3, stride ${stride}`,
    shapes: [
      [2, 4, 5, 2],
      [3, 3, 2, 2],
    ],
    build: (g: GraphDraft, [x, w]: readonly Value[]) =>
      depthwiseConv2d(g, { input: x as Value, filter: w as Value, stride }),
  })),
  { op: 'LeakyRelu', title: 'leakyRelu', shapes: [[2, 5]], build: (g, [x]) => leakyRelu(g, x as Value, 0.1) },
  {
    op: 'MatMul',
    title: 'matMul',
    shapes: [
      [2, 3],
      [3, 4],
    ],
    build: (g, [x, y]) => matMul(g, x as Value, y as Value),
  },
  { op: 'Mean', title: 'mean', shapes: [[2, 3]], build: (g, [x]) => mean(g, x as Value) },
  {
    op: 'Mul',
    title: 'mul of two shapes alike',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: (g, [x, y]) => mul(g, x as Value, y as Value),
  },
  {
    op: 'Mul',
    title: 'mul by a number a row',
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (g, [x, y]) => mul(g, x as Value, y as Value),
  },
  { op: 'Mul', title: 'mul by a scalar', shapes: [[], [2, 3]], build: (g, [x, y]) => mul(g, x as Value, y as Value) },
  { op: 'Mean', title: 'mean along axes', shapes: [[2, 3, 2]], build: (g, [x]) => mean(g, x as Value, [1, 2]) },
  {
    op: 'BatchMatMulV2',
    title: 'batchMatMul of a constant',
    shapes: [[2, 3, 4]],
    build: (g, [x]) =>
      batchMatMul(g, constant(g, { dtype: 'float32', shape: [2, 3], data: point([2, 3]) }), x as Value),
  },
  // A square: what curves more is off by more than the tolerance at this step.
  { op: 'Pow', title: 'pow of the base', shapes: [[2, 3]], build: (g, [x]) => pow(g, x as Value, scalar(g, 2)) },
  // Far from 0 below, where it curves less.
  {
    op: 'RealDiv',
    title: 'realDiv',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: (g, [x, y]) => realDiv(g, x as Value, add(g, mul(g, y as Value, y as Value), scalar(g, 4))),
  },
  {
    op: 'RealDiv',
    title: 'realDiv of and by a scalar',
    shapes: [[], []],
    build: (g, [x, y]) => {
      const numbers = constant(g, { dtype: 'float32', shape: [3], data: Float32Array.of(5, 6, 7) });
      const low = realDiv(g, numbers, add(g, mul(g, y as Value, y as Value), scalar(g, 4)));
      return add(g, low, realDiv(g, x as Value, numbers));
    },
  },
  { op: 'Relu', title: 'relu', shapes: [[2, 5]], build: (g, [x]) => relu(g, x as Value) },
  {
    op: 'Transpose',
    title: 'transpose, an order that is not its own inverse',
    shapes: [[2, 3, 2, 2]],
    build: (g, [x]) => transpose(g, x as Value, [0, 3, 1, 2]),
  },
  { op: 'Reshape', title: 'reshape', shapes: [[2, 6]], build: (g, [x]) => reshape(g, x as Value, [3, 4]) },
  { op: 'Sigmoid', title: 'sigmoid', shapes: [[2, 5]], build: (g, [x]) => sigmoid(g, x as Value) },
  {
    op: 'Transpose',
    title: 'spaceToDepth',
    shapes: [[2, 4, 6, 2]],
    build: (g, [x]) => spaceToDepth(g, x as Value, 2),
  },
  {
    op: 'Split',
    title: 'split, each part used otherwise',
    shapes: [[4, 2]],
    build: (g, [x]) => {
      const [first, second] = split(g, x as Value, 2) as [Value, Value];
      return mul(g, first, sigmoid(g, second));
    },
  },
  {
    op: 'Split',
    title: 'split, one part unused',
    shapes: [[4, 2]],
    build: (g, [x]) => split(g, x as Value, 2)[1] as Value,
  },
  {
    op: 'Sub',
    title: 'sub of two shapes alike',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: (g, [x, y]) => sub(g, x as Value, y as Value),
  },
  { op: 'Sub', title: 'sub of a scalar', shapes: [[2, 3], []], build: (g, [x, y]) => sub(g, x as Value, y as Value) },
  { op: 'Sum', title: 'sum', shapes: [[2, 3]], build: (g, [x]) => sum(g, x as Value) },
];

/** A power of two. Curvature costs step^2 / 6 of the third derivative: 3e-4 at most for sigmoid. */
const step = 1 / 16;
const tolerance = 2e-3;

const random = seededRandom(7, 'gradients');
/** Multiples of the step, further from 0 than it, where Abs and LeakyRelu have their kink. */
const point = (shape: Shape): Float32Array =>
  Float32Array.from(
    { length: elementCount(shape) },
    () => (2 + random.below(14)) * step * (random.uniform() < 0.5 ? -1 : 1),
  );

describe('the gradient of', () => {
  it.each(cases)('$title is its slope', ({ shapes, build }) => {
    const graph = createGraph();
    const inputs = shapes.map((shape, index) => placeholder(graph, { name: `x${index}`, shape }));
    const result = build(graph, inputs);
    // A sum with weights of its own for each output, so that no two outputs can be confused.
    const weights = constant(graph, { dtype: 'float32', shape: result.shape, data: point(result.shape) });
    const total = sum(graph, mul(graph, result, weights));
    identity(graph, total, { name: 'total' });
    for (const [index, value] of gradients(graph, { of: total, wrt: inputs }).entries()) {
      identity(graph, value, { name: `d${index}` });
    }
    using session = openGraph(graph);
    const points = shapes.map(point);
    const run = (names: readonly string[]) =>
      session.run(
        Object.fromEntries(shapes.map((shape, index) => [`x${index}`, { shape, data: points[index] as Float32Array }])),
        names,
      );
    const found = run(shapes.map((_, index) => `d${index}`));
    points.forEach((numbers, index) => {
      const slopes = numbers.map((value, at) => {
        const total = (moved: number): number => {
          numbers[at] = moved;
          return run(['total'])[0]?.data[0] as number;
        };
        const slope = (total(value + step) - total(value - step)) / (2 * step);
        numbers[at] = value;
        return slope;
      });
      expect(found[index]?.shape).toEqual(shapes[index]);
      for (const [at, slope] of slopes.entries()) {
        expect(Math.abs((found[index]?.data[at] as number) - slope)).toBeLessThan(tolerance);
      }
    });
  });

  it('every op that has one is checked above', () => {
    expect(new Set(cases.map(({ op }) => op))).toEqual(new Set(Object.keys(gradientRules)));
  });
});

describe('gradients', () => {
  const x = (graph: GraphDraft, name = 'x'): Value => placeholder(graph, { name, shape: [2] });

  it('add up where a value is used more than once, on paths of different lengths', () => {
    const graph = createGraph();
    const value = x(graph);
    const total = sum(graph, add(graph, mul(graph, value, value), value)); // x^2 + x
    const [slope] = gradients(graph, { of: total, wrt: [value] });
    using session = openGraph(graph);
    expect(session.run({ x: { shape: [2], data: Float32Array.of(3, -1) } }, [(slope as Value).ref])[0]?.data).toEqual(
      Float32Array.of(7, -1),
    );
  });

  it('are not computed for what nobody asked', () => {
    const graph = createGraph();
    const [value, other] = [x(graph), x(graph, 'other')];
    const total = sum(graph, mul(graph, sigmoid(graph, other), value));
    gradients(graph, { of: total, wrt: [value] });
    expect(graph.nodes.filter((node) => node.op === 'SigmoidGrad')).toEqual([]);
  });

  it('refuse what is not a scalar, what does not depend, and an op without a rule', () => {
    const graph = createGraph();
    const [value, other] = [x(graph), x(graph, 'other')];
    expect(() => gradients(graph, { of: value, wrt: [value] })).toThrow('A gradient is of a scalar, not of [2].');
    expect(() => gradients(graph, { of: sum(graph, value), wrt: [other] })).toThrow('does not depend on "other"');
    const copied = sum(graph, identity(graph, value, { name: 'copied' }));
    expect(() => gradients(graph, { of: copied, wrt: [value] })).toThrow('Identity has no gradient');
  });
});
