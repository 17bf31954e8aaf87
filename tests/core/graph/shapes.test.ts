import { describe, expect, it } from 'vitest';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { biasAdd } from '#core/graph/ops/bias-add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { concat } from '#core/graph/ops/concat.ts';
import { constant } from '#core/graph/ops/constant.ts';
import { conv2d } from '#core/graph/ops/conv2d.ts';
import { depthToSpace } from '#core/graph/ops/depth-to-space.ts';
import { depthwiseConv2d } from '#core/graph/ops/depthwise-conv2d.ts';
import { leakyRelu } from '#core/graph/ops/leaky-relu.ts';
import { matMul } from '#core/graph/ops/mat-mul.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { spaceToDepth } from '#core/graph/ops/space-to-depth.ts';
import { split } from '#core/graph/ops/split.ts';
import { assign, variable } from '#core/graph/ops/variable.ts';
import type { Shape } from '#core/graph/tensor.ts';

const graph = createGraph();
const of = (...shape: Shape): Value => placeholder(graph, { name: `p${graph.nodes.length}`, shape });

describe('the shape of', () => {
  it('a convolution is its input divided by the stride, rounded up, with an unknown batch kept', () => {
    expect(conv2d(graph, { input: of(-1, 64, 63, 3), filter: of(5, 5, 3, 8), stride: 2 }).shape).toEqual([
      -1, 32, 32, 8,
    ]);
  });

  it('a shuffle moves channels into space', () => {
    expect(depthToSpace(graph, of(-1, 4, 4, 12), 2).shape).toEqual([-1, 8, 8, 3]);
  });

  it('a product and a reshape keep an unknown batch', () => {
    expect(matMul(graph, of(-1, 3), of(3, 4)).shape).toEqual([-1, 4]);
    expect(reshape(graph, of(-1, 2, 6), [-1, 12]).shape).toEqual([-1, 12]);
  });

  it('a cast to the type it has already is the value itself', () => {
    const value = of(2);
    expect(cast(graph, value, 'float32')).toBe(value);
  });
});

describe('an op refuses what does not fit, naming both sides', () => {
  const refusals: [string, (g: GraphDraft) => unknown, string][] = [
    ['add', (g) => add(g, of(2, 3), of(3, 2)), 'AddV2: [2, 3] does not go with [3, 2].'],
    ['add of types', (g) => add(g, of(2), cast(g, of(2), 'bfloat16')), 'AddV2: float32 does not go with bfloat16.'],
    ['biasAdd', (g) => biasAdd(g, of(2, 3), of(2)), 'BiasAdd: input [2, 3] does not take bias [2].'],
    [
      'conv2d',
      (g) => conv2d(g, { input: of(1, 8, 8, 3), filter: of(3, 3, 4, 5), stride: 1 }),
      'Conv2D: input [1, 8, 8, 3] has 3 channels, filter [3, 3, 4, 5] takes 4.',
    ],
    [
      'conv2d rank',
      (g) => conv2d(g, { input: of(8, 8, 3), filter: of(3, 3, 3, 5), stride: 1 }),
      'Conv2D: takes 4 dimensions, not [8, 8, 3].',
    ],
    [
      'depthToSpace',
      (g) => depthToSpace(g, of(1, 2, 2, 6), 2),
      'DepthToSpace: 6 channels of [1, 2, 2, 6] do not divide by 2 x 2.',
    ],
    ['concat', (g) => concat(g, [of(2, 3), of(3, 3)], 1), 'ConcatV2: [2, 3] does not go with [3, 3] along 1.'],
    ['split', (g) => split(g, of(3, 2), 2), 'Split: [3, 2] does not divide into 2 parts.'],
    [
      'depthwiseConv2d',
      (g) => depthwiseConv2d(g, { input: of(1, 4, 4, 3), filter: of(3, 3, 2, 1), stride: 1 }),
      'DepthwiseConv2dNative: input [1, 4, 4, 3] has 3 channels, filter [3, 3, 2, 1] takes 2.',
    ],
    [
      'spaceToDepth',
      (g) => spaceToDepth(g, of(1, 5, 4, 3), 2),
      'SpaceToDepth: [1, 5, 4, 3] does not divide into blocks of 2 x 2.',
    ],
    ['mul of rows', (g) => mul(g, of(2, 3), of(2)), 'Mul: [2, 3] does not go with [2].'],
    ['matMul', (g) => matMul(g, of(2, 3), of(4, 5)), 'MatMul: [2, 3] does not go with [4, 5].'],
    ['reshape', (g) => reshape(g, of(2, 3), [7]), 'Reshape: [2, 3] does not hold the numbers of [7].'],
    [
      'constant',
      (g) => constant(g, { dtype: 'float32', shape: [3], data: new Float32Array(2) }),
      'Const: [3] does not hold 2 numbers.',
    ],
    ['leakyRelu', (g) => leakyRelu(g, of(2), 0), 'LeakyRelu: alpha is 0'],
    [
      'assign',
      (g) => assign(g, variable(g, { name: 'v', shape: [2] }), of(3)),
      'Variable "v" of [2] does not take [3].',
    ],
    [
      'a name used twice',
      (g) => [variable(g, { name: 'w', shape: [2] }), variable(g, { name: 'w', shape: [2] })],
      'two nodes named "w"',
    ],
  ];
  it.each(refusals)('%s', (_, build, message) => {
    expect(() => build(graph)).toThrow(message);
  });
});
