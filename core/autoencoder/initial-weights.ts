/**
 * Weights before the first step: kernels uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, Keras'
 * default, with which the original model was trained), biases zero. Each tensor has a stream of its own, so that
 * its numbers depend on the seed and its name alone.
 */

import type { NamedTensor, Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { WeightSpec } from './architecture.ts';
import { seededRandom } from './random.ts';

/** `data` is made when it is taken, so that only one tensor need be in memory. */
export const initialWeight = (weight: WeightSpec, seed: number): NamedTensor => ({
  name: weight.name,
  shape: weight.shape,
  get data() {
    const data = new Float32Array(elementCount(weight.shape));
    if (weight.shape.length > 1) fillUniform(data, { limit: glorotLimit(weight.shape), seed, name: weight.name });
    return data;
  },
});

/** [kh, kw, in, out] or [in, out]: a kernel's window counts on both sides. */
const glorotLimit = (shape: Shape): number => {
  const window = elementCount(shape.slice(0, -2));
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  return Math.sqrt(6 / (window * (inputs + outputs)));
};

const fillUniform = (
  data: Float32Array,
  options: { readonly limit: number; readonly seed: number; readonly name: string },
): void => {
  const random = seededRandom(options.seed, options.name);
  for (let index = 0; index < data.length; index += 1) data[index] = (random.uniform() * 2 - 1) * options.limit;
};
