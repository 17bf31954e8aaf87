/**
 * The models of DeepFaceLab's SAEHD and Quick96 (facts of its `DeepFakeArchi`): `df` with a decoder for each person,
 * `liae` with one for both. Letters: `u` divides the code by its root mean square, `d` draws four pixels for one
 * at the end instead of carrying them through the decoder, `t` is one step deeper on either side.
 * In `liae` A is drawn by what both share, so A's face on B is what training prepares; the other way is a guess.
 */
import type { Architecture } from '#core/autoencoder/architecture.ts';
import type { Layer } from '#core/autoencoder/layers.ts';
import type { DeepFaceLabName, deepFaceLabLetters } from '#core/contract/architecture-name.ts';
import { bottleneck, leakyRelu, numbered, residual, sigmoid } from './layer-words.ts';

export interface DeepFaceLab {
  readonly family: 'df' | 'liae';
  readonly letters: (typeof deepFaceLabLetters)[number];
  readonly faceSize: number;
  /** Numbers that are kept of a face. */
  readonly bottleneck: number;
  /** Width of encoder and decoder, and of the mask's decoder. */
  readonly width: number;
  readonly maskWidth: number;
}

/** By a name as `liae-udt-224`, of the widths that SAEHD proposes. */
export const deepFaceLabNamed = (name: DeepFaceLabName): Architecture => {
  const [family, ...rest] = name.split('-') as [DeepFaceLab['family'], ...string[]];
  const letters = (rest.length > 1 ? `-${rest[0]}` : '') as DeepFaceLab['letters'];
  return deepFaceLab({ family, letters, faceSize: Number(rest.at(-1)), bottleneck: 256, width: 64, maskWidth: 22 });
};

export const deepFaceLab = (model: DeepFaceLab): Architecture => {
  const { family, faceSize } = model;
  const [uniform, doubled, deep] = ['u', 'd', 't'].map((letter) => model.letters.includes(letter));
  const side = faceSize / (doubled ? 32 : 16);
  const features = model.bottleneck * (family === 'df' ? 1 : 2);
  const decoder = { width: model.width, maskWidth: model.maskWidth, doubled: doubled === true, deep: deep === true };
  return {
    faceSize,
    encoder: [
      ...encoder(model.width, deep === true),
      ...(uniform ? [{ kind: 'flatten' } as const, { kind: 'pixel-norm' } as const] : []),
    ],
    inter: [
      ...bottleneck({ units: model.bottleneck, picture: [side, side, features] }),
      ...(deep ? [] : [upscale('upscale', features)]),
    ],
    decoder: { trunk: [], face: faceLayers(decoder), mask: maskLayers(decoder) },
    draws: family === 'df' ? df : liae,
  };
};

export const quick96 = (): Architecture =>
  deepFaceLab({ family: 'df', letters: '-ud', faceSize: 96, bottleneck: 128, width: 64, maskWidth: 16 });

const df: Architecture['draws'] = {
  a: { inters: ['inter'], decoder: 'decoder_a' },
  b: { inters: ['inter'], decoder: 'decoder_b' },
};

const liae: Architecture['draws'] = {
  a: { inters: ['inter_ab', 'inter_ab'], decoder: 'decoder' },
  b: { inters: ['inter_b', 'inter_ab'], decoder: 'decoder' },
};

const encoder = (width: number, deep: boolean): Layer[] => {
  const down = (features: number, number: number): Layer => ({
    kind: 'convolution',
    name: `convolution_${number}`,
    features,
    kernel: 5,
    stride: 2,
    activation: leakyRelu(0.1),
  });
  if (!deep) return numbered([width, width * 2, width * 4, width * 8], down);
  const [first, ...others] = numbered([width, width * 2, width * 4, width * 8, width * 8], down) as [Layer, ...Layer[]];
  return [
    first,
    ...residual({ name: 'residual_1', features: width }),
    ...others,
    ...residual({ name: 'residual_5', features: width * 8 }),
  ];
};

interface DecoderOptions {
  readonly width: number;
  readonly maskWidth: number;
  readonly doubled: boolean;
  readonly deep: boolean;
}

const ladder = (deep: boolean): number[] => (deep ? [8, 8, 4, 2] : [8, 4, 2]);

const faceLayers = ({ width, doubled, deep }: DecoderOptions): Layer[] => {
  const out = (number: number, kernel: number): Layer[] => [
    { kind: 'convolution', name: `output_${number}`, features: 3, kernel },
  ];
  return [
    ...numbered(ladder(deep), (times, number) => [
      upscale(`upscale_${number}`, width * times),
      ...residual({ name: `residual_${number}`, features: width * times }),
    ]),
    ...(doubled
      ? [
          { kind: 'branches', branches: [out(1, 1), out(2, 3), out(3, 3), out(4, 3)] } as const,
          { kind: 'depth-to-space', block: 2 } as const,
        ]
      : out(1, 1)),
    { kind: 'activation', activation: sigmoid },
  ];
};

const maskLayers = ({ maskWidth, doubled, deep }: DecoderOptions): Layer[] => [
  ...numbered([...ladder(deep), ...(doubled ? [1] : [])], (times, number) =>
    upscale(`mask_upscale_${number}`, maskWidth * times),
  ),
  { kind: 'convolution', name: 'mask_output', features: 1, kernel: 1, activation: sigmoid },
];

const upscale = (name: string, features: number): Layer => ({
  kind: 'upscale',
  name,
  features,
  activation: leakyRelu(0.1),
});
