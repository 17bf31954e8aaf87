/**
 * Weights before the first step. Each tensor has a stream of numbers of its own, so that they depend on the seed and
 * its name alone.
 */

import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { WeightSpec } from './layers.ts';
import { seededRandom } from './random.ts';

/** `data` is made when it is taken, so that only one tensor need be in memory. */
export const initialWeight = ({ name, shape, initial }: WeightSpec, seed: number): NamedTensor => ({
  name,
  shape,
  get data() {
    const data = new Float32Array(elementCount(shape));
    if (initial === 'zeros') return data;
    const random = seededRandom(seed, name);
    const next =
      'limit' in initial ? () => (random.uniform() * 2 - 1) * initial.limit : () => random.normal() * initial.deviation;
    for (let index = 0; index < data.length; index += 1) data[index] = next();
    return data;
  },
});
