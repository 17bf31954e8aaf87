/**
 * The studio's own BlazeFace as an ONNX file of boxes, scores and points: the same weights through another exporter,
 * another runtime and another decoding, to hold the two detectors against each other.
 */
import type { ConstantTensor } from '#core/graph/graph.ts';
import { message, messageField, textField, varintField } from '#core/interchange/protobuf.ts';
import { type ModelNode, readModelFile } from '#server/adapters/tensorflow/face-models/model-file.ts';
import { floats, integers, type OnnxNode, type OnnxTensor, onnxFile } from './onnx-writer.ts';

const size = 256;

export const blazefaceOnnx = (): Uint8Array => {
  const { nodes: all, weights: constants } = readModelFile('blazeface');
  const byName = new Map(all.map((node) => [node.name, node]));
  const nodes: OnnxNode[] = [...rescaled];
  const weights: Record<string, OnnxTensor> = { ...rescaling };
  const done = new Set(['input']);
  const add = (name: string, tensor: OnnxTensor): string => {
    weights[name] = tensor;
    return name;
  };
  const constant = (name: string): ConstantTensor => constants.get(name) as ConstantTensor;
  const visit = (name: string): void => {
    const node = byName.get(name) as ModelNode;
    if (done.has(name) || node.op === 'Const') return;
    done.add(name);
    node.input.forEach(visit);
    nodes.push(...translate({ node, constant, add }));
  };
  const outputs = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3'];
  outputs.forEach(visit);
  return onnxFile({
    nodes: [...nodes, ...decoding],
    weights: { ...weights, ...decodingWeights() },
    inputs: { picture: ['batch', 3, size, size] },
    outputs: { boxes: ['batch', 896, 4], scores: ['batch', 896, 1], points: ['batch', 896, 12] },
  });
};

/** The layout's (value - 127) / 128 to BlazeFace's value / 127.5 - 1. */
const rescaling = {
  rescale: floats([1], [128 / 127.5]),
  reshift: floats([1], [127 / 127.5 - 1]),
};
const rescaled: readonly OnnxNode[] = [
  { op: 'Mul', inputs: ['picture', 'rescale'], outputs: ['rescaled'] },
  { op: 'Add', inputs: ['rescaled', 'reshift'], outputs: ['input'] },
];

interface Translate {
  readonly node: ModelNode;
  readonly constant: (name: string) => ConstantTensor;
  readonly add: (name: string, tensor: OnnxTensor) => string;
}

const translate = ({ node, constant, add }: Translate): OnnxNode[] => {
  const { name, op, input } = node;
  const [from, second, third] = input as [string, string, string];
  if (op === '_FusedConv2D' || op === 'DepthwiseConv2dNative') {
    const kernel = constant(second);
    const inputs = [from, add(`${name}/kernel`, toOihw(kernel, op === 'DepthwiseConv2dNative'))];
    if (third) inputs.push(add(`${name}/bias`, floats(constant(third).shape, constant(third).data)));
    const relu = (node.attr.fused_ops?.list?.s ?? []).length > 1;
    const convolution: OnnxNode = {
      op: 'Conv',
      inputs,
      outputs: [relu ? `${name}/sum` : name],
      ints: { strides: strides(node) },
      int: { group: op === 'DepthwiseConv2dNative' ? (kernel.shape[2] as number) : 1 },
      extra: [sameUpper],
    };
    return relu ? [convolution, { op: 'Relu', inputs: [`${name}/sum`], outputs: [name] }] : [convolution];
  }
  if (op === 'MaxPool') {
    const ints = { kernel_shape: [2, 2], strides: strides(node) };
    return [{ op, inputs: [from], outputs: [name], ints, extra: [sameUpper] }];
  }
  if (op === 'Pad') {
    // Of NHWC only the channels are padded, behind.
    const behind = constant(second).data[7] as number;
    return [{ op, inputs: [from, add(`${name}/pads`, integers([0, 0, 0, 0, 0, behind, 0, 0]))], outputs: [name] }];
  }
  if (op === 'Reshape') {
    const shape = integers([-1, ...Array.from(constant(second).data).slice(1)]);
    return [
      { op: 'Transpose', inputs: [from], outputs: [`${name}/rows`], ints: { perm: [0, 2, 3, 1] } },
      { op, inputs: [`${name}/rows`, add(`${name}/shape`, shape)], outputs: [name] },
    ];
  }
  const names: Record<string, string> = { AddV2: 'Add', Relu: 'Relu', Identity: 'Identity' };
  if (!names[op]) throw new Error(`BlazeFace has an op ${op} now`);
  return [{ op: names[op], inputs: input, outputs: [name] }];
};

const strides = (node: ModelNode): number[] => (node.attr.strides?.list?.i ?? []).slice(1, 3);

/** auto_pad = SAME_UPPER, which is what TensorFlow calls SAME. */
const sameUpper = messageField(5, message(textField(1, 'auto_pad'), textField(4, 'SAME_UPPER'), varintField(20, 3)));

/** [height, width, in, out] to [out, in, height, width]; a depthwise kernel has its channels as outputs. */
const toOihw = ({ shape, data }: ConstantTensor, depthwise: boolean): OnnxTensor => {
  const [height, width, third, fourth] = shape as [number, number, number, number];
  const [inputs, outputs] = depthwise ? [1, third] : [third, fourth];
  const turned = new Float32Array(data.length);
  for (let i = 0; i < height * width; i++)
    for (let from = 0; from < inputs; from++)
      for (let to = 0; to < outputs; to++)
        turned[(to * inputs + from) * height * width + i] = data[(i * inputs + from) * outputs + to] as number;
  return { shape: [outputs, inputs, height, width], data: turned };
};

/** Anchors, corners and shares as one linear map of each anchor's sixteen numbers. */
const decoding: readonly OnnxNode[] = [
  { op: 'Concat', inputs: ['Identity', 'Identity_1'], outputs: ['logits'], int: { axis: 1 } },
  { op: 'Sigmoid', inputs: ['logits'], outputs: ['scores'] },
  { op: 'Concat', inputs: ['Identity_2', 'Identity_3'], outputs: ['numbers'], int: { axis: 1 } },
  { op: 'MatMul', inputs: ['numbers', 'toBoxes'], outputs: ['boxesFromAnchors'] },
  { op: 'Add', inputs: ['boxesFromAnchors', 'anchorBoxes'], outputs: ['boxes'] },
  { op: 'MatMul', inputs: ['numbers', 'toPoints'], outputs: ['pointsFromAnchors'] },
  { op: 'Add', inputs: ['pointsFromAnchors', 'anchorPoints'], outputs: ['points'] },
];

const decodingWeights = (): Record<string, OnnxTensor> => {
  const anchors = [...grid(16, 2), ...grid(8, 6)];
  const toBoxes = new Float32Array(16 * 4);
  [0, 1, 0, 1].forEach((axis, column) => {
    toBoxes[axis * 4 + column] = 1 / size;
    toBoxes[(2 + axis) * 4 + column] = (column < 2 ? -0.5 : 0.5) / size;
  });
  const toPoints = new Float32Array(16 * 12);
  for (let i = 0; i < 12; i++) toPoints[(4 + i) * 12 + i] = 1 / size;
  const repeated = (times: number): number[] => anchors.flatMap((xy) => Array.from({ length: times }, () => xy).flat());
  return {
    toBoxes: floats([16, 4], toBoxes),
    toPoints: floats([16, 12], toPoints),
    anchorBoxes: floats([1, 896, 4], repeated(2)),
    anchorPoints: floats([1, 896, 12], repeated(6)),
  };
};

/** Middles of the cells in shares of the input, each as often as it has anchors. */
const grid = (cells: number, each: number): number[][] =>
  Array.from({ length: cells * cells * each }, (_, i) => {
    const cell = Math.floor(i / each);
    return [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
  });
