import { expect, it } from 'vitest';
import { createGraph } from '#core/graph/graph.ts';
import { constant } from '#core/graph/ops/constant.ts';
import { conv2d } from '#core/graph/ops/conv2d.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { sign } from '#core/graph/ops/sign.ts';
import { graphToOnnx } from '#core/interchange/onnx/graph-to-onnx.ts';

const graph = () => {
  const made = createGraph();
  const input = placeholder(made, { name: 'in', shape: [-1, 8, 8, 2] });
  const kernel = Float32Array.from({ length: 3 * 3 * 2 * 5 }, (_, i) => i);
  const filter = constant(made, { dtype: 'float32', shape: [3, 3, 2, 5], data: kernel });
  return { made, convolved: conv2d(made, { input, filter, stride: 2 }) };
};

it('keeps each kernel once, outputs first', () => {
  const { made } = graph();
  const { weights } = graphToOnnx(made);
  const [kernel, ...others] = Object.values(weights);
  expect(others).toEqual([]);
  expect(kernel?.shape).toEqual([5, 2, 3, 3]);
  // [y, x, in, out] = [1, 2, 1, 4] lies at ((1 * 3 + 2) * 2 + 1) * 5 + 4 there.
  expect(kernel?.data[((4 * 2 + 1) * 3 + 1) * 3 + 2]).toBe(((1 * 3 + 2) * 2 + 1) * 5 + 4);
});

it('refuses what only trains', () => {
  const { made, convolved } = graph();
  sign(made, convolved);
  expect(() => graphToOnnx(made)).toThrow('ONNX has no place for Sign');
});
