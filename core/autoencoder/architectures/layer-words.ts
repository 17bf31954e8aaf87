/** Short words for layers, so that an architecture reads as the table it is. */
import type { Activation, Layer } from '#core/autoencoder/layers.ts';

export const leakyRelu = (slope: number): Activation => ({ kind: 'leaky-relu', slope });
export const silu: Activation = { kind: 'silu' };
export const sigmoid: Activation = { kind: 'sigmoid' };

/** `name_1`, `name_2`, ...: one layer for each width. */
export const numbered = (
  widths: readonly number[],
  layer: (features: number, number: number) => Layer | readonly Layer[],
): Layer[] => widths.flatMap((features, index) => layer(features, index + 1));

/** 3 x 3, activation, 3 x 3, add what came in, activation. */
export const residual = (options: {
  readonly name: string;
  readonly features: number;
  readonly deviation?: number;
}): Layer[] => {
  const { name, features, ...rest } = options;
  const convolution = { kind: 'convolution', features, kernel: 3, ...rest } as const;
  const activation = leakyRelu(0.2);
  return [
    {
      kind: 'skip',
      layers: [
        { ...convolution, name: `${name}/convolution_1`, activation },
        { ...convolution, name: `${name}/convolution_2` },
      ],
    },
    { kind: 'activation', activation },
  ];
};

/** Through a few numbers and back to a picture: all that is kept of a face. */
export const bottleneck = (options: {
  readonly units: number;
  readonly picture: readonly [number, number, number];
}): Layer[] => {
  const [height, width, features] = options.picture;
  return [
    { kind: 'flatten' },
    { kind: 'dense', name: 'dense_1', units: options.units },
    { kind: 'dense', name: 'dense_2', units: height * width * features },
    { kind: 'reshape', shape: options.picture },
  ];
};
