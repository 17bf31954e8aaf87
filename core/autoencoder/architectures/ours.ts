/**
 * Models of our own, made to get far in little time on a CPU. What costs time there is width at full size, so the face
 * is folded into channels first and unfolded last, and all work is done on a quarter of its side or less.
 */
import type { Architecture } from '#core/autoencoder/architecture.ts';
import type { Layer } from '#core/autoencoder/layers.ts';
import { bottleneck, numbered, sigmoid, silu } from './layer-words.ts';

const activation = silu;

/** Pixels a side that are folded into one. */
const block = 4;

const convolution = (name: string, features: number, stride = 1): Layer => ({
  kind: 'convolution',
  name,
  features,
  kernel: 3,
  stride,
  activation,
});

const encoder = (stem: number, widths: readonly number[]): Layer[] => [
  { kind: 'space-to-depth', block },
  convolution('stem', stem),
  ...numbered(widths, (features, number) => convolution(`convolution_${number}`, features, 2)),
];

const upscale = (name: string, features: number): Layer => ({ kind: 'upscale', name, features, activation });

const refine = (name: string, features: number): Layer => ({ kind: 'skip', layers: [convolution(name, features)] });

/** Unfolds `channels` a pixel. */
const unfolded = (name: string, channels: number): Layer[] => [
  { kind: 'convolution', name, features: channels * block ** 2, kernel: 3 },
  { kind: 'depth-to-space', block },
  { kind: 'activation', activation: sigmoid },
];

const twoDecoders: Architecture['draws'] = {
  a: { inters: [], decoder: 'decoder_a' },
  b: { inters: [], decoder: 'decoder_b' },
};

export const ourModels = {
  swift: {
    faceSize: 64,
    encoder: [...encoder(96, [192, 288]), ...bottleneck({ units: 256, picture: [4, 4, 256] }), upscale('upscale', 256)],
    inter: [],
    decoder: {
      trunk: [],
      face: [
        upscale('upscale_1', 160),
        refine('refine_1', 160),
        convolution('convolution_1', 96),
        ...unfolded('output', 3),
      ],
    },
    draws: twoDecoders,
  },
  studio: {
    faceSize: 128,
    encoder: [
      ...encoder(96, [192, 288, 384]),
      ...bottleneck({ units: 384, picture: [4, 4, 320] }),
      upscale('upscale', 320),
    ],
    inter: [],
    decoder: {
      trunk: [upscale('upscale_1', 224), refine('refine_1', 224), upscale('upscale_2', 128), refine('refine_2', 128)],
      face: [convolution('convolution_1', 96), ...unfolded('output', 3)],
      mask: unfolded('mask_output', 1),
    },
    draws: twoDecoders,
  },
} as const satisfies Record<string, Architecture>;
