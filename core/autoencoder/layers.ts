/**
 * What a part of a model is made of, as data, and the one walk that runs it: the walk asks for each weight by the name
 * and shape that the layer gives it, so the list of a model's weights is what a walk has asked for.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { graphError } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { biasAdd } from '#core/graph/ops/bias-add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { concat } from '#core/graph/ops/concat.ts';
import { conv2d } from '#core/graph/ops/conv2d.ts';
import { depthToSpace } from '#core/graph/ops/depth-to-space.ts';
import { depthwiseConv2d } from '#core/graph/ops/depthwise-conv2d.ts';
import { leakyRelu } from '#core/graph/ops/leaky-relu.ts';
import { matMul } from '#core/graph/ops/mat-mul.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { sigmoid } from '#core/graph/ops/sigmoid.ts';
import { spaceToDepth } from '#core/graph/ops/space-to-depth.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import { pixelNorm } from './pixel-norm.ts';

export type Activation =
  /** Slope below zero. */
  { readonly kind: 'leaky-relu'; readonly slope: number } | { readonly kind: 'silu' } | Output;

/** The last of a model: what comes out is float32 at any precision. */
interface Output {
  readonly kind: 'sigmoid';
}

/** A layer with weights has a name, its own in its part. */
export type Layer =
  /** Zero-padded; a stride of s divides the sides by s. */
  | (Weighted & Strided & { readonly kind: 'convolution'; readonly features: number })
  /** A filter of its own for each channel. */
  | (Weighted & Strided & { readonly kind: 'depthwise' })
  /** 3 x 3 convolution to 4 features for each of `features`, activation, and these to 2 x 2 pixels. */
  | (Weighted & { readonly kind: 'upscale'; readonly features: number })
  | (Weighted & { readonly kind: 'dense'; readonly units: number })
  | { readonly kind: 'flatten' }
  | { readonly kind: 'reshape'; readonly shape: Shape }
  | { readonly kind: 'pixel-norm' }
  | { readonly kind: 'activation'; readonly activation: Activation }
  | { readonly kind: 'space-to-depth' | 'depth-to-space'; readonly block: number }
  /** What comes in, plus what the layers make of it. */
  | { readonly kind: 'skip'; readonly layers: readonly Layer[] }
  /** What each branch makes of it, channel after channel. */
  | { readonly kind: 'branches'; readonly branches: readonly (readonly Layer[])[] };

interface Weighted {
  readonly name: string;
  readonly activation?: Activation;
  /** Deviation of the kernel's first numbers, normal; without it uniform, by Glorot's rule. */
  readonly deviation?: number;
}

interface Strided {
  readonly kernel: number;
  readonly stride?: number;
}

/** How a weight's numbers are before the first step. */
export type InitialNumbers = { readonly limit: number } | { readonly deviation: number } | 'zeros';

/** One trained tensor: its name is `<part>/<layer>/kernel` or `bias`; kernels are [kh, kw, in, out] or [in, out]. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: Shape;
  readonly initial: InitialNumbers;
}

export interface LayerCall {
  readonly graph: GraphDraft;
  /** The part's name, with which those of its weights begin. */
  readonly part: string;
  /** The weight asked for, in the type in which it is to be used. */
  readonly weight: (weight: WeightSpec) => Value;
}

export const runLayers = (call: LayerCall, layers: readonly Layer[], input: Value): Value =>
  layers.reduce((value, layer) => runLayer(call, layer, value), input);

const runLayer = (call: LayerCall, layer: Layer, input: Value): Value => {
  const { graph } = call;
  switch (layer.kind) {
    case 'convolution':
      return convolution(call, layer, input);
    case 'depthwise':
      return depthwise(call, layer, input);
    case 'upscale':
      return depthToSpace(
        graph,
        convolution(call, { ...layer, kind: 'convolution', kernel: 3, features: layer.features * 4 }, input),
        2,
      );
    case 'dense':
      return dense(call, layer, input);
    case 'flatten':
      return reshape(graph, input, [input.shape[0] as number, elementCount(input.shape.slice(1))]);
    case 'reshape':
      return reshape(graph, input, [input.shape[0] as number, ...layer.shape]);
    case 'pixel-norm':
      return pixelNorm(graph, input);
    case 'activation':
      return activated(graph, input, layer.activation);
    case 'space-to-depth':
      return spaceToDepth(graph, input, layer.block);
    case 'depth-to-space':
      return depthToSpace(graph, input, layer.block);
    case 'skip':
      return add(graph, input, runLayers(call, layer.layers, input));
    case 'branches':
      return concat(
        graph,
        layer.branches.map((branch) => runLayers(call, branch, input)),
        input.shape.length - 1,
      );
    default:
      throw graphError(`There is no layer ${(layer satisfies never as Layer).kind}.`);
  }
};

/** [n, s, s, c] -> [n, s / stride, s / stride, features]. */
const convolution = (call: LayerCall, layer: Extract<Layer, { kind: 'convolution' }>, input: Value): Value => {
  const { kernel, stride = 1, features } = layer;
  const filter = kernelOf(call, layer, [kernel, kernel, channelsOf(input), features]);
  return finished(call, layer, conv2d(call.graph, { input, filter, stride }));
};

const depthwise = (call: LayerCall, layer: Extract<Layer, { kind: 'depthwise' }>, input: Value): Value => {
  const { kernel, stride = 1, deviation } = layer;
  const filter = call.weight({
    name: `${call.part}/${layer.name}/kernel`,
    shape: [kernel, kernel, channelsOf(input), 1],
    // Each filter sees one channel and makes one.
    initial: deviation === undefined ? { limit: Math.sqrt(3 / kernel ** 2) } : { deviation },
  });
  return finished(call, layer, depthwiseConv2d(call.graph, { input, filter, stride }));
};

/** [n, units in] -> [n, units]. */
const dense = (call: LayerCall, layer: Extract<Layer, { kind: 'dense' }>, input: Value): Value =>
  finished(call, layer, matMul(call.graph, input, kernelOf(call, layer, [channelsOf(input), layer.units])));

/** Glorot and Bengio 2010, Keras' default: uniform in +-sqrt(6 / (inputs + outputs)), the window counting on both sides. */
const kernelOf = (call: LayerCall, { name, deviation }: Weighted, shape: Shape): Value => {
  const window = elementCount(shape.slice(0, -2));
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  return call.weight({
    name: `${call.part}/${name}/kernel`,
    shape,
    initial: deviation === undefined ? { limit: Math.sqrt(6 / (window * (inputs + outputs))) } : { deviation },
  });
};

/** Bias and activation. */
const finished = ({ graph, part, weight }: LayerCall, { name, activation }: Weighted, value: Value): Value => {
  const bias = weight({ name: `${part}/${name}/bias`, shape: [channelsOf(value)], initial: 'zeros' });
  const sum = biasAdd(graph, value, bias);
  return activation ? activated(graph, sum, activation) : sum;
};

const activated = (graph: GraphDraft, value: Value, activation: Activation): Value => {
  switch (activation.kind) {
    case 'leaky-relu':
      return leakyRelu(graph, value, activation.slope);
    case 'silu':
      return mul(graph, value, sigmoid(graph, value));
    case 'sigmoid':
      // In float32, which TensorFlow computes many times faster than bfloat16 on a CPU; it is what comes out anyway.
      return sigmoid(graph, cast(graph, value, 'float32'));
    default:
      throw graphError(`There is no activation ${(activation satisfies never as Activation).kind}.`);
  }
};

const channelsOf = (value: Value): number => value.shape.at(-1) as number;
