/**
 * The models of the faceswap project (facts of its `plugins/train/model`): layers, widths and slopes are theirs; their
 * counts of parameters are tests. `original` is the model of the first face-swap programs.
 */
import type { Architecture } from '#core/autoencoder/architecture.ts';
import type { Layer } from '#core/autoencoder/layers.ts';
import { bottleneck, leakyRelu, numbered, residual, sigmoid } from './layer-words.ts';

const activation = leakyRelu(0.1);

/** A convolutional encoder with a bottleneck of dense layers, and a decoder of upscales for each person. */
export const classic = (options: {
  readonly faceSize: number;
  /** Features of each 5 x 5 convolution of stride 2. */
  readonly convolutions: readonly number[];
  /** Numbers between the two dense layers. */
  readonly bottleneck: number;
  /** What the second dense layer makes. */
  readonly picture: readonly [number, number, number];
  /** Features after the upscale that ends the encoder. */
  readonly upscale: number;
  /** Features of each upscale of the decoder. */
  readonly decoder: readonly number[];
}): Architecture => ({
  faceSize: options.faceSize,
  encoder: [
    ...convolutions(options.convolutions),
    ...bottleneck({ units: options.bottleneck, picture: options.picture }),
    { kind: 'upscale', name: 'upscale', features: options.upscale, activation },
  ],
  inter: [],
  decoder: { trunk: [], face: [...upscales(options.decoder), output] },
  draws: twoDecoders,
});

const convolutions = (widths: readonly number[]): Layer[] =>
  numbered(widths, (features, number) => ({
    kind: 'convolution',
    name: `convolution_${number}`,
    features,
    kernel: 5,
    stride: 2,
    activation,
  }));

const upscales = (widths: readonly number[], prefix = ''): Layer[] =>
  numbered(widths, (features, number) => ({
    kind: 'upscale',
    name: `${prefix}upscale_${number}`,
    features,
    activation,
  }));

const dfakerDeviation = 0.02;

const begun = (layers: readonly Layer[]): Layer[] =>
  layers.map((layer) => ('name' in layer ? { ...layer, deviation: dfakerDeviation } : layer));

const output: Layer = { kind: 'convolution', name: 'output', features: 3, kernel: 5, activation: sigmoid };

const twoDecoders: Architecture['draws'] = {
  a: { inters: [], decoder: 'decoder_a' },
  b: { inters: [], decoder: 'decoder_b' },
};

const original = classic({
  faceSize: 64,
  convolutions: [128, 256, 512, 1024],
  bottleneck: 1024,
  picture: [4, 4, 1024],
  upscale: 512,
  decoder: [256, 128, 64],
});

const iae: Architecture = {
  faceSize: 64,
  encoder: convolutions([128, 256, 512, 1024]),
  inter: bottleneck({ units: 1024, picture: [4, 4, 512] }),
  decoder: { trunk: [], face: [...upscales([512, 256, 128, 64]), output] },
  draws: {
    a: { inters: ['inter_a', 'inter_both'], decoder: 'decoder' },
    b: { inters: ['inter_b', 'inter_both'], decoder: 'decoder' },
  },
};

/** Takes half the side it draws. Its kernels begin normal, of deviation 0.02. */
const dfaker: Architecture = {
  faceSize: 64,
  encoder: begun(original.encoder),
  inter: [],
  decoder: {
    trunk: [],
    face: begun([
      ...numbered([512, 256, 128], (features, number): Layer[] => [
        { kind: 'upscale', name: `upscale_${number}`, features, activation: leakyRelu(0.2) },
        ...residual({ name: `residual_${number}`, features, deviation: dfakerDeviation }),
      ]),
      { kind: 'upscale', name: 'upscale_4', features: 64, activation },
      output,
    ]),
    mask: begun([
      ...upscales([512, 256, 128, 64], 'mask_'),
      { kind: 'convolution', name: 'mask_output', features: 1, kernel: 5, activation: sigmoid },
    ]),
  },
  draws: twoDecoders,
};

export const faceswapModels = {
  original,
  lightweight: classic({
    faceSize: 64,
    convolutions: [128, 256, 512],
    bottleneck: 512,
    picture: [4, 4, 512],
    upscale: 256,
    decoder: [512, 256, 128],
  }),
  iae,
  'dfl-h128': classic({
    faceSize: 128,
    convolutions: [128, 256, 512, 1024],
    bottleneck: 512,
    picture: [8, 8, 512],
    upscale: 512,
    decoder: [512, 256, 128],
  }),
  'dfaker-128': dfaker,
} as const;
