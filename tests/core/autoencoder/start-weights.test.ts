import { describe, expect, it } from 'vitest';
import { allWeights, architectureNamed } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { WeightSpec } from '#core/autoencoder/layers.ts';
import { partKindOf } from '#core/autoencoder/part-kinds.ts';
import { fittingWeights, startWeights } from '#core/autoencoder/start-weights.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';

const named = (name: string) => architectureNamed(architectures, name);
const tensor = (name: string, shape: readonly number[], fill: number): NamedTensor => ({
  name,
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(fill),
});

describe('beginning with the weights of another model', () => {
  it('knows every part of every architecture as an encoder, an inter or a decoder', () => {
    for (const architecture of Object.values(architectures))
      for (const { name } of allWeights(architecture)) expect(() => partKindOf(name.split('/')[0] ?? '')).not.toThrow();
  });

  it('fits all of the parts asked for between two of one architecture, and nothing of others', () => {
    const original = named('original');
    const all = allWeights(original);
    const fitting = fittingWeights({ from: original, to: original, parts: ['decoder'] });
    expect(fitting.map(({ name }) => name)).toEqual(
      all.map(({ name }) => name).filter((name) => name.startsWith('decoder')),
    );
  });

  it('fits only what has the same shape between two architectures', () => {
    const from = named('original');
    const to = named('lightweight');
    const names = fittingWeights({ from, to, parts: ['encoder', 'decoder'] }).map(({ name }) => name);
    expect(names).toContain('encoder/convolution_1/kernel');
    // 16384 numbers come in there, 32768 here.
    expect(names).not.toContain('encoder/dense_1/kernel');
  });

  it('takes the average of a weight where one was kept, under the name of the weight', () => {
    const swift = named('swift');
    const [first, second] = allWeights(swift) as [WeightSpec, WeightSpec];
    const tensors = [
      tensor(first.name, first.shape, 1),
      tensor(`${first.name}/average`, first.shape, 2),
      tensor(second.name, second.shape, 3),
      tensor('adam/encoder/steps', [], 9),
    ];
    const begun = startWeights({ tensors, architecture: swift, parts: ['encoder'] });
    expect(begun.map(({ name, data }) => [name, data[0]])).toEqual([
      [first.name, 2],
      [second.name, 3],
    ]);
  });
});
