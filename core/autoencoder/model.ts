/** The forward pass of an architecture, added to a graph: face -> code -> face. */
import type { Precision } from '#core/contract/run.ts';
import type { DataType, GraphDraft, Value } from '#core/graph/graph.ts';
import { biasAdd } from '#core/graph/ops/bias-add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { conv2d } from '#core/graph/ops/conv2d.ts';
import { depthToSpace } from '#core/graph/ops/depth-to-space.ts';
import { leakyRelu } from '#core/graph/ops/leaky-relu.ts';
import { matMul } from '#core/graph/ops/mat-mul.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { sigmoid } from '#core/graph/ops/sigmoid.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { Architecture, Part } from './architecture.ts';
import { innerShape } from './architecture.ts';

export interface Model {
  readonly graph: GraphDraft;
  readonly architecture: Architecture;
  /** The weight of a name, in the type in which it is to be used. */
  readonly weight: (name: string) => Value;
}

/** `face` [n, size, size, 3] float32 in 0..1 -> the same, as the decoder draws it. */
export const drawFace = (
  model: Model,
  options: { readonly face: Value; readonly decoder: Part; readonly precision: Precision },
): Value => {
  const { face, decoder, precision } = options;
  return decode(model, { code: encode(model, face, precision), decoder });
};

/** `face` as above -> what the encoder keeps of it. */
export const encode = (model: Model, face: Value, precision: Precision): Value =>
  encoded(model, cast(model.graph, face, activationType(precision)));

/** What the encoder kept -> the face as the decoder draws it, float32. */
export const decode = (model: Model, options: { readonly code: Value; readonly decoder: Part }): Value =>
  cast(model.graph, decoded(model, options.decoder, options.code), 'float32');

/** The type in which a precision keeps activations, and uses weights. */
export const activationType = (precision: Precision): DataType => (precision === 'bf16' ? 'bfloat16' : 'float32');

const encoded = (model: Model, face: Value): Value => {
  const { graph, architecture } = model;
  const inner = innerShape(architecture);
  const batch = face.shape[0] as number;
  let value = face;
  architecture.encoder.convolutions.forEach((_, index) => {
    // [n, s, s, c] -> [n, s / 2, s / 2, c']
    value = activated(
      model,
      convolution(model, { input: value, layer: `encoder/convolution_${index + 1}`, stride: 2 }),
    );
  });
  value = dense(model, reshape(graph, value, [batch, elementCount(inner)]), 'encoder/dense_1'); // [n, bottleneck]
  value = dense(model, value, 'encoder/dense_2');
  return upscale(model, reshape(graph, value, [batch, ...inner]), 'encoder/upscale');
};

const decoded = (model: Model, part: Part, code: Value): Value => {
  let value = code;
  model.architecture.decoder.upscales.forEach((_, index) => {
    value = upscale(model, value, `${part}/upscale_${index + 1}`);
  });
  return sigmoid(model.graph, convolution(model, { input: value, layer: `${part}/output`, stride: 1 }));
};

/** [n, s, s, c] -> [n, 2 s, 2 s, c']. */
const upscale = (model: Model, input: Value, layer: string): Value =>
  depthToSpace(model.graph, activated(model, convolution(model, { input, layer, stride: 1 })), 2);

const convolution = (
  model: Model,
  options: { readonly input: Value; readonly layer: string; readonly stride: number },
): Value => {
  const { input, layer, stride } = options;
  const filter = model.weight(`${layer}/kernel`);
  return biasAdd(model.graph, conv2d(model.graph, { input, filter, stride }), model.weight(`${layer}/bias`));
};

const dense = (model: Model, input: Value, layer: string): Value =>
  biasAdd(model.graph, matMul(model.graph, input, model.weight(`${layer}/kernel`)), model.weight(`${layer}/bias`));

const activated = (model: Model, value: Value): Value => leakyRelu(model.graph, value, model.architecture.slope);
