import { describe, expect, it } from 'vitest';
import {
  allWeights,
  architectureNamed,
  architectures,
  parameterCount,
  partWeights,
} from '#core/autoencoder/architecture.ts';
import { trainingGraph } from '#core/autoencoder/training-graph.ts';
import { smallArchitecture } from '#tests/helpers/small-autoencoder.ts';

describe('the Original model', () => {
  const original = architectureNamed(architectures, 'original');

  it('has the parameters of the published one', () => {
    expect(parameterCount(partWeights(original, 'encoder'))).toBe(69_662_976);
    expect(parameterCount(partWeights(original, 'decoder_a'))).toBe(6_199_747);
    expect(parameterCount(partWeights(original, 'decoder_b'))).toBe(6_199_747);
    expect(parameterCount(allWeights(original))).toBe(82_062_470);
  });

  it('keeps two moments of each weight and a counter of each part beside the weights', () => {
    const { state } = trainingGraph({ architecture: original, batchSize: 1, precision: 'bf16' });
    expect(parameterCount(state.map((tensor) => ({ ...tensor, part: 'encoder' })))).toBe(82_062_470 * 3 + 3);
    expect(state.filter((tensor) => tensor.shape.length === 0).map((tensor) => tensor.name)).toEqual([
      'adam/encoder/steps',
      'adam/decoder_a/steps',
      'adam/decoder_b/steps',
    ]);
  });
});

describe('an architecture', () => {
  it('has weights of names all different', () => {
    const names = allWeights(smallArchitecture).map((weight) => weight.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('that nobody knows is refused', () => {
    expect(() => architectureNamed(architectures, 'colossal')).toThrow('There is no architecture "colossal".');
    expect(() => architectureNamed(architectures, 'toString')).toThrow('There is no architecture');
  });
});
