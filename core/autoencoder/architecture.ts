/**
 * The shape of a shared-encoder autoencoder as data: one encoder that sees both people, a decoder each.
 * `original` is the 64 px model of the first face-swap programs (faceswap's `Original`); its counts of parameters are
 * a test. Widths are data so that tests run the same code on a model that fits in a blink.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';

export interface Architecture {
  /** Side of the square face it takes and gives, px. */
  readonly faceSize: number;
  readonly encoder: {
    /** Features of each 5 x 5 convolution of stride 2. */
    readonly convolutions: readonly number[];
    /** Numbers between the two dense layers: all that is kept of a face. */
    readonly bottleneck: number;
    /** Features after the upscale that ends the encoder. */
    readonly upscale: number;
  };
  readonly decoder: {
    /** Features of each 3 x 3 upscale; the last one has the size of the face. */
    readonly upscales: readonly number[];
  };
  /** Slope of LeakyReLU below zero. */
  readonly slope: number;
}

export type Part = 'encoder' | 'decoder_a' | 'decoder_b';

/** One trained tensor: its name is `<part>/<layer>/kernel` or `bias`; kernels are [kh, kw, in, out] or [in, out]. */
export interface WeightSpec {
  readonly name: string;
  readonly part: Part;
  readonly shape: Shape;
}

export type Architectures = Readonly<Record<string, Architecture>>;

export const architectures: Architectures = {
  original: {
    faceSize: 64,
    encoder: { convolutions: [128, 256, 512, 1024], bottleneck: 1024, upscale: 512 },
    decoder: { upscales: [256, 128, 64] },
    slope: 0.1,
  },
};

export const architectureNamed = (known: Architectures, name: string): Architecture => {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found)
    throw new StudioError('bad_request', `There is no architecture "${name}".`, { facts: { architecture: name } });
  return found;
};

/** Every weight of a part, in the order in which a face passes them. */
export const partWeights = (architecture: Architecture, part: Part): WeightSpec[] =>
  (part === 'encoder' ? encoderLayers(architecture) : decoderLayers(architecture)).flatMap(([layer, kernel]) => [
    { name: `${part}/${layer}/kernel`, part, shape: kernel },
    { name: `${part}/${layer}/bias`, part, shape: [kernel.at(-1) as number] },
  ]);

export const allWeights = (architecture: Architecture): WeightSpec[] =>
  (['encoder', 'decoder_a', 'decoder_b'] as const).flatMap((part) => partWeights(architecture, part));

export const parameterCount = (weights: readonly WeightSpec[]): number =>
  weights.reduce((total, weight) => total + elementCount(weight.shape), 0);

export const decoderPart = (side: Side): Part => (side === 'a' ? 'decoder_a' : 'decoder_b');

/** [height, width, features] between the two dense layers and the upscale. */
export const innerShape = ({ faceSize, encoder }: Architecture): [number, number, number] => {
  const side = faceSize / 2 ** encoder.convolutions.length;
  return [side, side, encoder.convolutions.at(-1) as number];
};

type Layer = readonly [name: string, kernel: Shape];

const encoderLayers = (architecture: Architecture): Layer[] => {
  const { convolutions, bottleneck, upscale } = architecture.encoder;
  const inner = innerShape(architecture);
  return [
    ...chain(3, convolutions).map(([from, to], index): Layer => [`convolution_${index + 1}`, [5, 5, from, to]]),
    ['dense_1', [elementCount(inner), bottleneck]],
    ['dense_2', [bottleneck, elementCount(inner)]],
    ['upscale', [3, 3, inner[2], upscale * 4]],
  ];
};

const decoderLayers = ({ encoder, decoder }: Architecture): Layer[] => [
  ...chain(encoder.upscale, decoder.upscales).map(
    ([from, to], index): Layer => [`upscale_${index + 1}`, [3, 3, from, to * 4]],
  ),
  ['output', [5, 5, decoder.upscales.at(-1) as number, 3]],
];

/** [first, a], [a, b], [b, c], ... */
const chain = (first: number, widths: readonly number[]): [number, number][] =>
  widths.map((width, index) => [index === 0 ? first : (widths[index - 1] as number), width]);
